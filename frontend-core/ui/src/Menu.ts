/** Menu, loaded only by components that use it. */

import css from "./menu.css?url";
import { stylesheet } from "./stylesheet";

export { Menu } from "@mantine/core";

await stylesheet(css);
