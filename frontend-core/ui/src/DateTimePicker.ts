/** DateTimePicker, loaded only by components that use it. */

import css from "./dates.css?url";
import { stylesheet } from "./stylesheet";

export { DateTimePicker } from "@mantine/dates";

await stylesheet(css);
