/** Tooltip, loaded only by components that use it. */
import { stylesheet } from "./stylesheet";
import css from "@mantine/core/styles/Tooltip.layer.css?url";

export { Tooltip } from "@mantine/core";

await stylesheet(css);
