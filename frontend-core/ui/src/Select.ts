/** Select, loaded only by components that use it. */
import { stylesheet } from "./stylesheet";
import css from "./combobox.css?url";

export { Select } from "@mantine/core";

await stylesheet(css);
