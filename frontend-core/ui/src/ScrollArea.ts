/** ScrollArea, loaded only by components that use it. */
import { stylesheet } from "./stylesheet";
import css from "@mantine/core/styles/ScrollArea.layer.css?url";

export { ScrollArea } from "@mantine/core";

await stylesheet(css);
