/** PasswordInput, loaded only by components that use it. */
import { stylesheet } from "./stylesheet";
import css from "@mantine/core/styles/PasswordInput.layer.css?url";

export { PasswordInput } from "@mantine/core";

await stylesheet(css);
