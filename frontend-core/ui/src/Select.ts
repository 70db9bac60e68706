/** Select, loaded only by components that use it. */

import css from "./combobox.css?url";
import { stylesheet } from "./stylesheet";

export { Select } from "@mantine/core";

await stylesheet(css);
