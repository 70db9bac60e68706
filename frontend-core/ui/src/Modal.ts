/** Modal, loaded only by components that use it. */

import css from "./modal.css?url";
import { stylesheet } from "./stylesheet";

export { Modal } from "@mantine/core";

await stylesheet(css);
