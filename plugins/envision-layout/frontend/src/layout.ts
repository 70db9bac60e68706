/** The containers of this package that need no heavy widget, and the rules for all of them. */
import { adoptStyles } from "./adoptStyles";
import css from "./layout.css?inline";

export { Card } from "./Card";
export { Columns } from "./Columns";
export { Expander } from "./Expander";
export { Tab } from "./Tab";

adoptStyles(css);
