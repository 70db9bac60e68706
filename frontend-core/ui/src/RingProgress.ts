/** RingProgress, loaded only by components that use it. */
import { stylesheet } from "./stylesheet";
import css from "@mantine/core/styles/RingProgress.layer.css?url";

export { RingProgress } from "@mantine/core";

await stylesheet(css);
