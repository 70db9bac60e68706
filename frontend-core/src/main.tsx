/** The page's first module: boots the shell and is `@envision/core` for every plugin, so both are one instance. */
import { boot } from "./boot";
import "./shell/shell.css";

export * from "./index";

const root = document.getElementById("root");
if (root) void boot(root);
