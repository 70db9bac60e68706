/** Radio, loaded only by components that use it. */

import css from "./radio.css?url";
import { stylesheet } from "./stylesheet";

export { Radio } from "@mantine/core";

await stylesheet(css);
