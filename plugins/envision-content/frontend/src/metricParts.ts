/** A metric's text as what is large and what stands small behind it. Pure. */

export interface MetricParts {
  number: string;
  unit: string;
  /** Of the longest part that must stay in one line. */
  letters: number;
}

const NO_BREAK = "\u00a0";

/** Blanks between digits (1 234) keep the number in one line. */
export function metricParts(text: string, unit: string): MetricParts {
  const hasUnit = unit !== "" && text.endsWith(` ${unit}`);
  const number = (hasUnit ? text.slice(0, -unit.length - 1) : text).replace(/(?<=\d) (?=\d)/g, NO_BREAK);
  const letters = Math.max(1, ...number.split(" ").map((word) => [...word].length));
  return { number, unit: hasUnit ? unit : "", letters };
}
