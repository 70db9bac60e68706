/** Pagination, loaded only by components that use it. */

import css from "@mantine/core/styles/Pagination.layer.css?url";
import { stylesheet } from "./stylesheet";

export { Pagination } from "@mantine/core";

await stylesheet(css);
