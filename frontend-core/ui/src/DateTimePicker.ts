/** DateTimePicker, loaded only by components that use it. */
import { stylesheet } from "./stylesheet";
import css from "./dates.css?url";

export { DateTimePicker } from "@mantine/dates";

await stylesheet(css);
