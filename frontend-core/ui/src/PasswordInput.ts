/** PasswordInput, loaded only by components that use it. */

import css from "@mantine/core/styles/PasswordInput.layer.css?url";
import { stylesheet } from "./stylesheet";

export { PasswordInput } from "@mantine/core";

await stylesheet(css);
