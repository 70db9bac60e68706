/** Stepper, loaded only by components that use it. */
import { stylesheet } from "./stylesheet";
import css from "@mantine/core/styles/Stepper.layer.css?url";

export { Stepper } from "@mantine/core";

await stylesheet(css);
