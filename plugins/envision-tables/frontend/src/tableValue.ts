/** What a table gets from the server: its columns, how many rows there are, and the first of them. */

export type Cell = string | number | boolean | null;
export type ColumnType = "number" | "decimal" | "boolean" | "date" | "datetime" | "text";

export interface Column {
  name: string;
  type: ColumnType;
  /** Heading; default the name. */
  label?: string;
  /** Decimals of a column of fractions. */
  digits?: number;
  /** A label of the rows, shown bold. */
  index?: boolean;
}

export interface TableValue {
  columns: Column[];
  total: number;
  rows: Cell[][];
}

/** One row as the grid holds it. */
export interface Row {
  cells: Cell[];
  /** Place in the unsorted data. */
  position: number;
}

export interface SortBy {
  column: number;
  descending: boolean;
}

/** The server's answer to `rows`. */
export interface RowsPage {
  rows: Cell[][];
  positions: number[];
  total: number;
}

/** The bound value, or null when it is none. */
export function asTable(value: unknown): TableValue | null {
  if (!isRecord(value) || !Array.isArray(value.columns) || !Array.isArray(value.rows)) return null;
  if (typeof value.total !== "number") return null;
  // Rows and columns come from `Table.dump_data`, which makes no others.
  return { columns: value.columns as Column[], rows: value.rows as Cell[][], total: value.total };
}

/** Whether all rows are here, so that the server is not needed any more. */
export function isComplete(table: TableValue): boolean {
  return table.rows.length >= table.total;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
