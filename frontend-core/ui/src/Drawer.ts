/** Drawer, loaded only by components that use it. */

import css from "./drawer.css?url";
import { stylesheet } from "./stylesheet";

export { Drawer } from "@mantine/core";

await stylesheet(css);
