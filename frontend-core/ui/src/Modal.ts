/** Modal, loaded only by components that use it. */
import { stylesheet } from "./stylesheet";
import css from "./modal.css?url";

export { Modal } from "@mantine/core";

await stylesheet(css);
