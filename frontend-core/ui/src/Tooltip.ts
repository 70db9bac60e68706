/** Tooltip, loaded only by components that use it. */

import css from "@mantine/core/styles/Tooltip.layer.css?url";
import { stylesheet } from "./stylesheet";

export { Tooltip } from "@mantine/core";

await stylesheet(css);
