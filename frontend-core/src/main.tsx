/** The page's first module: boots the shell and is `@envision/core` for every plugin, so both are one instance. */
import "./shell/shell.css";

export * from "./index";
