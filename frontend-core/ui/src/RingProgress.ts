/** RingProgress, loaded only by components that use it. */

import css from "@mantine/core/styles/RingProgress.layer.css?url";
import { stylesheet } from "./stylesheet";

export { RingProgress } from "@mantine/core";

await stylesheet(css);
