/** Switch, loaded only by components that use it. */
import { stylesheet } from "./stylesheet";
import css from "@mantine/core/styles/Switch.layer.css?url";

export { Switch } from "@mantine/core";

await stylesheet(css);
