/** Accordion, loaded only by components that use it. */
import { stylesheet } from "./stylesheet";
import css from "@mantine/core/styles/Accordion.layer.css?url";

export { Accordion } from "@mantine/core";

await stylesheet(css);
