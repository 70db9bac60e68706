import { expect, it } from "vitest";
import { isShown } from "./isShown";

it.each([
  [undefined, {}, true],
  [{ mode: "advanced" }, { mode: "advanced" }, true],
  [{ mode: "advanced" }, { mode: "simple" }, false],
  [{ mode: "advanced" }, {}, false],
  [{ details: true }, { details: true }, true],
  [{ details: true }, { details: "true" }, false],
  [{ n: ["1", "2"] }, { n: "2" }, true],
  [{ n: [1, 2] }, { n: 3 }, false],
  [{ picked: ["a", "b"] }, { picked: ["a", "b"] }, true],
  [{ picked: [] }, { picked: [] }, true],
  [{ a: 1, b: 2 }, { a: 1, b: 2 }, true],
  [{ a: 1, b: 2 }, { a: 1, b: 3 }, false],
  [{ a: null }, {}, true],
])("show_when %j with inputs %j is %s", (rule, values, expected) => {
  expect(isShown(rule, values)).toBe(expected);
});
