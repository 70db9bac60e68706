/** Forms and the fields in them. */
import { adoptStyles } from "./adoptStyles";
import css from "./form.css?inline";

export { Form } from "./Form";
export { FormField } from "./FormField";

adoptStyles(css);
