/** Feeds the grid: from the rows that came with the table, else from the server. Knows AG Grid's datasource only. */
import type { Call } from "@envision/core";
import type { IDatasource, IGetRowsParams, SortModelItem } from "ag-grid-community";
import { sortedRows } from "./sorting";
import { isComplete, type Row, type RowsPage, type SortBy, type TableValue } from "./tableValue";

export interface RowsSourceOptions {
  /** The newest table; asked at each request. */
  table(): TableValue;
  call: Call;
  /** Told of a failed request, and with null of the next one that works. */
  failed(error: Error | null): void;
}

/** A datasource for the grid's whole life: what it gives follows the newest table. */
export function rowsSource({ table, call, failed }: RowsSourceOptions): IDatasource {
  return {
    getRows(params: IGetRowsParams) {
      const sort = sortOf(params.sortModel);
      const here = rowsHere(table(), params.startRow, params.endRow, sort);
      if (here) {
        params.successCallback(here, table().total);
        return;
      }
      call<RowsPage>("rows", { start: params.startRow, end: params.endRow, sort })
        .then((page) => {
          failed(null);
          params.successCallback(toRows(page), page.total);
        })
        .catch((error: unknown) => {
          failed(error instanceof Error ? error : new Error(String(error)));
          params.failCallback();
        });
    },
  };
}

/** The asked rows when they are here already, else null. */
export function rowsHere(table: TableValue, start: number, end: number, sort: readonly SortBy[]): Row[] | null {
  const rows = table.rows.map((cells, position) => ({ cells, position }));
  if (isComplete(table)) return sortedRows(rows, sort).slice(start, end);
  return !sort.length && end <= rows.length ? rows.slice(start, end) : null;
}

/** The grid names columns by their number. */
export function sortOf(model: readonly SortModelItem[]): SortBy[] {
  return model
    .map(({ colId, sort }) => ({ column: Number(colId), descending: sort === "desc" }))
    .filter(({ column }) => Number.isInteger(column));
}

function toRows(page: RowsPage): Row[] {
  return page.rows.map((cells, place) => ({ cells, position: page.positions[place] ?? -1 - place }));
}
