/** Accordion, loaded only by components that use it. */

import css from "@mantine/core/styles/Accordion.layer.css?url";
import { stylesheet } from "./stylesheet";

export { Accordion } from "@mantine/core";

await stylesheet(css);
