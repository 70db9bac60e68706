/** MultiSelect, loaded only by components that use it. */

import css from "./combobox.css?url";
import { stylesheet } from "./stylesheet";

export { MultiSelect } from "@mantine/core";

await stylesheet(css);
