/** SegmentedControl, loaded only by components that use it. */

import css from "./segmented.css?url";
import { stylesheet } from "./stylesheet";

export { SegmentedControl } from "@mantine/core";

await stylesheet(css);
