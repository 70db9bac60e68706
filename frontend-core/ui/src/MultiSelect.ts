/** MultiSelect, loaded only by components that use it. */
import { stylesheet } from "./stylesheet";
import css from "./combobox.css?url";

export { MultiSelect } from "@mantine/core";

await stylesheet(css);
