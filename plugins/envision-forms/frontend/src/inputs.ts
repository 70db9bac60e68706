/** The inputs that need no heavy widget; a page with some of them costs a single request. */
export { Button } from "./Button";
export { Checkbox } from "./Checkbox";
export { DateInput as Date } from "./DateInput";
// What the other files of this package share comes from here too, so that it needs no file of its own.
export { BELOW, useField } from "./fieldProps";
export { NumberInput as Number } from "./NumberInput";
export { grouped, keyOf } from "./options";
export { Select } from "./Select";
export { Text } from "./Text";
