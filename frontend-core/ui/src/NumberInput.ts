/** NumberInput, loaded only by components that use it. */

import css from "@mantine/core/styles/NumberInput.layer.css?url";
import { stylesheet } from "./stylesheet";

export { NumberInput } from "@mantine/core";

await stylesheet(css);
