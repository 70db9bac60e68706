/** NumberInput, loaded only by components that use it. */
import { stylesheet } from "./stylesheet";
import css from "@mantine/core/styles/NumberInput.layer.css?url";

export { NumberInput } from "@mantine/core";

await stylesheet(css);
