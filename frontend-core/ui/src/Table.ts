/** Table, loaded only by components that use it. */

import css from "@mantine/core/styles/Table.layer.css?url";
import { stylesheet } from "./stylesheet";

export { Table } from "@mantine/core";

await stylesheet(css);
