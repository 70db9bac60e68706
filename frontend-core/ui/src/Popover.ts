/** Popover, loaded only by components that use it. */

import css from "@mantine/core/styles/Popover.layer.css?url";
import { stylesheet } from "./stylesheet";

export { Popover } from "@mantine/core";

await stylesheet(css);
