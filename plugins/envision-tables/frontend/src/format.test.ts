import { expect, test } from "vitest";
import { formatCell, rowCount, widthOf } from "./format";
import type { Cell, Column } from "./tableValue";

const number = (digits?: number): Column => ({
  name: "n",
  type: "number",
  ...(digits === undefined ? {} : { digits }),
});

test.each<[Cell | undefined, Column, string]>([
  [null, number(), ""],
  [undefined, number(), ""],
  [2007, number(), "2007"],
  [12345, number(), "12,345"],
  [-1234567, number(), "-1,234,567"],
  [5, number(1), "5.0"],
  [1234.5, number(2), "1234.50"],
  [0.00001, number(2), "1E-5"],
  [0, number(2), "0.00"],
  [1e20, number(), "1E20"],
  ["9007199254740993", number(), "9007199254740993"],
  [true, { name: "b", type: "boolean" }, "Yes"],
  [false, { name: "b", type: "boolean" }, "No"],
  ["12.50", { name: "d", type: "decimal" }, "12.50"],
  ["2026-11-22", { name: "d", type: "date" }, "Nov 22, 2026"],
  ["0001-01-01", { name: "d", type: "date" }, "Jan 1, 1"],
  ["not a day", { name: "d", type: "date" }, "not a day"],
  ["<img src=x onerror=alert(1)>", { name: "t", type: "text" }, "<img src=x onerror=alert(1)>"],
])("%j in %j reads %j", (value, column, text) => {
  expect(formatCell(value, column, "en-US")).toBe(text);
});

test.each([
  ["2026-11-22T08:30:00", "Nov 22, 2026, 8:30:00 AM"],
  ["2026-11-22T08:30:00.123456", "Nov 22, 2026, 8:30:00 AM"],
  ["2026-11-22T23:30:00+01:00", "Nov 22, 2026, 11:30:00 PM +01:00"],
  ["2026-11-22T08:30:00+00:00", "Nov 22, 2026, 8:30:00 AM UTC"],
])("%s keeps its own wall clock wherever the visitor is", (value, text) => {
  expect(formatCell(value, { name: "t", type: "datetime" }, "en-US").replaceAll("\u202f", " ")).toBe(text);
});

test("numbers follow the visitor's language", () => {
  expect(formatCell(12345.5, number(2), "de-DE")).toBe("12.345,50");
});

test("a column is as wide as its usual texts, within bounds", () => {
  expect(widthOf("a", ["b"])).toBe(84);
  expect(widthOf("a", ["x".repeat(500)])).toBe(360);
  expect(widthOf("a long heading here", [])).toBeGreaterThan(150);
});

test("rows are counted", () => {
  expect(rowCount(1, "en-US")).toBe("1 row");
  expect(rowCount(1234567, "en-US")).toBe("1,234,567 rows");
});
