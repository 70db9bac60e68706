/** Sorts the rows of a table that is all here, by the server's rules. Pure. */
import type { Cell, Row, SortBy } from "./tableValue";

/** A sorted copy: missing values last, equal rows in their old order, the first sort counts most. */
export function sortedRows(rows: readonly Row[], sort: readonly SortBy[]): Row[] {
  if (!sort.length) return [...rows];
  return [...rows].sort((a, b) => {
    for (const { column, descending } of sort) {
      const order = compared(a.cells[column], b.cells[column], descending);
      if (order) return order;
    }
    return 0;
  });
}

function compared(a: Cell | undefined, b: Cell | undefined, descending: boolean): number {
  const aMissing = a === null || a === undefined;
  const bMissing = b === null || b === undefined;
  if (aMissing || bMissing) return Number(aMissing) - Number(bMissing);
  const order = ordered(a, b);
  return descending ? -order : order;
}

function ordered(a: Cell, b: Cell): number {
  const [x, y] = [comparable(a), comparable(b)];
  if (typeof x !== typeof y) return order(String(a), String(b));
  return order(x, y);
}

/** Numbers too big for the browser are text, and still numbers. */
function comparable(value: Cell): number | string {
  if (typeof value === "number" || typeof value === "boolean") return Number(value);
  return value !== null && /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(value) ? Number(value) : String(value);
}

function order(a: number | string, b: number | string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
