/** Radio, loaded only by components that use it. */
import { stylesheet } from "./stylesheet";
import css from "./radio.css?url";

export { Radio } from "@mantine/core";

await stylesheet(css);
