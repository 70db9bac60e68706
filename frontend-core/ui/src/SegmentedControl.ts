/** SegmentedControl, loaded only by components that use it. */
import { stylesheet } from "./stylesheet";
import css from "./segmented.css?url";

export { SegmentedControl } from "@mantine/core";

await stylesheet(css);
