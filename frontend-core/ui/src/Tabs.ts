/** Tabs, loaded only by components that use it. */
import { stylesheet } from "./stylesheet";
import css from "@mantine/core/styles/Tabs.layer.css?url";

export { Tabs } from "@mantine/core";

await stylesheet(css);
