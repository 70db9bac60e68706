/** Drawer, loaded only by components that use it. */
import { stylesheet } from "./stylesheet";
import css from "./drawer.css?url";

export { Drawer } from "@mantine/core";

await stylesheet(css);
