/** Menu, loaded only by components that use it. */
import { stylesheet } from "./stylesheet";
import css from "./menu.css?url";

export { Menu } from "@mantine/core";

await stylesheet(css);
