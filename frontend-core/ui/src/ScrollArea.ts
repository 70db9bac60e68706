/** ScrollArea, loaded only by components that use it. */

import css from "@mantine/core/styles/ScrollArea.layer.css?url";
import { stylesheet } from "./stylesheet";

export { ScrollArea } from "@mantine/core";

await stylesheet(css);
