/** The rows a person picked: from grid rows to the input's value and back. Pure. */
import { type Cell, type Column, isRecord, type Row } from "./tableValue";

export interface PickedRow {
  /** Place in the unsorted data. */
  row: number;
  values: Record<string, Cell>;
}

/** As many as the server takes in one message (`envision_tables.picked.MAX_PICKED`). */
export const MAX_PICKED = 500;

/** The rows by column name, in the order of the data, as many as a message can hold. */
export function toPicked(rows: readonly Row[], columns: readonly Column[]): PickedRow[] {
  return [...rows]
    .sort((a, b) => a.position - b.position)
    .slice(0, MAX_PICKED)
    .map((row) => ({ row: row.position, values: named(row.cells, columns) }));
}

/** The input's value, whatever it was set to, as picked rows by position. */
export function byPosition(value: unknown): Map<number, PickedRow> {
  const rows = Array.isArray(value) ? value.filter(isPicked) : [];
  return new Map(rows.map((row) => [row.row, row]));
}

/** Whether a row still shows what was picked at its place. */
export function isStill(picked: PickedRow | undefined, row: Row, columns: readonly Column[]): boolean {
  return picked !== undefined && JSON.stringify(picked.values) === JSON.stringify(named(row.cells, columns));
}

function named(cells: readonly Cell[], columns: readonly Column[]): Record<string, Cell> {
  return Object.fromEntries(columns.map((column, place) => [column.name, cells[place] ?? null]));
}

function isPicked(value: unknown): value is PickedRow {
  return isRecord(value) && typeof value.row === "number" && isRecord(value.values);
}
