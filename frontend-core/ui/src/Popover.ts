/** Popover, loaded only by components that use it. */
import { stylesheet } from "./stylesheet";
import css from "@mantine/core/styles/Popover.layer.css?url";

export { Popover } from "@mantine/core";

await stylesheet(css);
