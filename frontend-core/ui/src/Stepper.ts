/** Stepper, loaded only by components that use it. */

import css from "@mantine/core/styles/Stepper.layer.css?url";
import { stylesheet } from "./stylesheet";

export { Stepper } from "@mantine/core";

await stylesheet(css);
