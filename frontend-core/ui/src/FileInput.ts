/** FileInput, loaded only by components that use it; its styles are those of every input. */
export { FileInput } from "@mantine/core";
