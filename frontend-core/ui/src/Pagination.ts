/** Pagination, loaded only by components that use it. */
import { stylesheet } from "./stylesheet";
import css from "@mantine/core/styles/Pagination.layer.css?url";

export { Pagination } from "@mantine/core";

await stylesheet(css);
