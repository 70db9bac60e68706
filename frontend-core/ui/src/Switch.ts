/** Switch, loaded only by components that use it. */

import css from "@mantine/core/styles/Switch.layer.css?url";
import { stylesheet } from "./stylesheet";

export { Switch } from "@mantine/core";

await stylesheet(css);
