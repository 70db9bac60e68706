/** Keeps the grid's selected rows and an input the same. */
import { useInput } from "@envision/core";
import type { GridApi, IRowNode } from "ag-grid-community";
import { useEffect, useRef } from "react";
import { byPosition, isStill, type PickedRow, toPicked } from "./picked";
import { isComplete, type Row, type TableValue } from "./tableValue";

/** Writes the picked rows into the input, and marks those it holds wherever they show. */
export function usePickedRows(api: GridApi<Row> | null, table: TableValue, name: string) {
  const input = useInput<PickedRow[]>(name);
  const newest = useRef({ input, table });
  newest.current = { input, table };

  useEffect(() => {
    if (!api) return;
    const mark = () => markRows(api, byPosition(newest.current.input.value), newest.current.table);
    const write = ({ source }: { source: string }) => {
      if (source !== "api") newest.current.input.set(toPicked(selectedRows(api), newest.current.table.columns));
    };
    api.addEventListener("modelUpdated", mark);
    api.addEventListener("selectionChanged", write);
    mark();
    return () => {
      if (api.isDestroyed()) return;
      api.removeEventListener("modelUpdated", mark);
      api.removeEventListener("selectionChanged", write);
    };
  }, [api]);

  const value = JSON.stringify(input.value ?? []);
  useEffect(() => {
    if (api) markRows(api, byPosition(JSON.parse(value)), newest.current.table);
  }, [api, value]);

  useEffect(() => {
    // Rows that are gone from a table that is all here are picked no more.
    const { input } = newest.current;
    if (!Array.isArray(input.value) || !input.value.length || !isComplete(table)) return;
    const here = new Map(table.rows.map((cells, position) => [position, { cells, position }]));
    const kept = input.value.filter((picked) => {
      const row = here.get(picked.row);
      return row && isStill(picked, row, table.columns);
    });
    if (kept.length !== input.value.length) input.set(kept);
  }, [table]);
}

function selectedRows(api: GridApi<Row>): Row[] {
  return api.getSelectedNodes().flatMap((node: IRowNode<Row>) => (node.data ? [node.data] : []));
}

function markRows(api: GridApi<Row>, picked: Map<number, PickedRow>, table: TableValue) {
  api.forEachNode((node) => {
    if (!node.data) return;
    const isPicked = isStill(picked.get(node.data.position), node.data, table.columns);
    if (node.isSelected() !== isPicked) node.setSelected(isPicked, false, "api");
  });
}
