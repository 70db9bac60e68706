/** DateInput, loaded only by components that use it. */
import { stylesheet } from "./stylesheet";
import css from "./dates.css?url";

export { DateInput } from "@mantine/dates";

await stylesheet(css);
