import type { IGetRowsParams } from "ag-grid-community";
import { expect, test, vi } from "vitest";
import { cities } from "./fixtures";
import { rowsSource } from "./rowsSource";
import type { Row, TableValue } from "./tableValue";

/** Asks a source for rows as the grid does. */
async function ask(table: TableValue, call: () => Promise<unknown>, params: Partial<IGetRowsParams> = {}) {
  const failed = vi.fn();
  const calls: unknown[][] = [];
  const source = rowsSource({
    table: () => table,
    call: (async (...given: unknown[]) => {
      calls.push(given);
      return call();
    }) as never, // the generic result is what the test says it is
    failed,
  });
  const rows = await new Promise<Row[] | null>((resolve) => {
    const callbacks = { successCallback: (found: Row[]) => resolve(found), failCallback: () => resolve(null) };
    source.getRows({
      startRow: 0,
      endRow: 100,
      sortModel: [],
      filterModel: {},
      ...callbacks,
      ...params,
    } as IGetRowsParams);
  });
  return { rows, calls, failed };
}

const page = async () => ({ rows: [["Bonn", 0.3]], positions: [7], total: 9 });

test("a table that is all here asks the server for nothing, sorted or not", async () => {
  const { rows, calls } = await ask(cities(), page, {
    sortModel: [{ colId: "1", sort: "desc" }] as IGetRowsParams["sortModel"],
  });

  expect(rows?.map((row) => row.position)).toEqual([2, 0, 1]);
  expect(calls).toEqual([]);
});

test("the first page of a long table is here, the next one comes from the server", async () => {
  const long = { ...cities(), total: 9 };
  const first = await ask(long, page, { endRow: 3 });
  const next = await ask(long, page, { startRow: 3, endRow: 6 });

  expect([first.rows?.length, first.calls.length]).toEqual([3, 0]);
  expect(next.rows).toEqual([{ cells: ["Bonn", 0.3], position: 7 }]);
  expect(next.calls).toEqual([["rows", { start: 3, end: 6, sort: [] }]]);
});

test("a long table is sorted by the server", async () => {
  const { calls } = await ask({ ...cities(), total: 9 }, page, {
    endRow: 3,
    sortModel: [{ colId: "0", sort: "asc" }] as IGetRowsParams["sortModel"],
  });

  expect(calls).toEqual([["rows", { start: 0, end: 3, sort: [{ column: 0, descending: false }] }]]);
});

test("a failed call is told, and the grid may ask again", async () => {
  const { rows, failed } = await ask({ ...cities(), total: 9 }, () => Promise.reject(new Error("gone")));

  expect(rows).toBeNull();
  expect(failed).toHaveBeenCalledWith(new Error("gone"));
});
