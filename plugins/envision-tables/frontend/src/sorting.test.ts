import { expect, test } from "vitest";
import { sortedRows } from "./sorting";
import type { Cell, Row } from "./tableValue";

const rows = (...lists: Cell[][]): Row[] => lists.map((cells, position) => ({ cells, position }));
const order = (sorted: Row[]) => sorted.map((row) => row.position);

test("missing values come last both ways, as on the server", () => {
  const list = rows(["b"], ["a"], [null], ["c"]);

  expect(order(sortedRows(list, [{ column: 0, descending: false }]))).toEqual([1, 0, 3, 2]);
  expect(order(sortedRows(list, [{ column: 0, descending: true }]))).toEqual([3, 0, 1, 2]);
});

test("equal rows keep their order, and the first sort counts most", () => {
  const list = rows(["b", 2], ["a", 1], [null, 3], ["c", 2]);

  expect(order(sortedRows(list, [{ column: 1, descending: true }]))).toEqual([2, 0, 3, 1]);
  expect(
    order(
      sortedRows(list, [
        { column: 1, descending: false },
        { column: 0, descending: true },
      ]),
    ),
  ).toEqual([1, 3, 0, 2]);
});

test("numbers too big for the browser are sorted as numbers", () => {
  const list = rows([5], ["9007199254740993"], [7], ["-9007199254740993"]);

  expect(order(sortedRows(list, [{ column: 0, descending: false }]))).toEqual([3, 0, 2, 1]);
});

test("values that do not compare are sorted by their texts, and capitals come first", () => {
  expect(order(sortedRows(rows(["b"], [1], ["a"], ["B"]), [{ column: 0, descending: false }]))).toEqual([1, 3, 2, 0]);
});

test("without a sort the rows stay", () => {
  expect(order(sortedRows(rows([2], [1]), []))).toEqual([0, 1]);
});
