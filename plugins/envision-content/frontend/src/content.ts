/** The components of this package; all of them small. */
export { Image } from "./Image";
export { Markdown } from "./Markdown";
export { Metric } from "./Metric";
