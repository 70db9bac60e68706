/** Tabs, loaded only by components that use it. */

import css from "@mantine/core/styles/Tabs.layer.css?url";
import { stylesheet } from "./stylesheet";

export { Tabs } from "@mantine/core";

await stylesheet(css);
