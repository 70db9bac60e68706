/** Table, loaded only by components that use it. */
import { stylesheet } from "./stylesheet";
import css from "@mantine/core/styles/Table.layer.css?url";

export { Table } from "@mantine/core";

await stylesheet(css);
