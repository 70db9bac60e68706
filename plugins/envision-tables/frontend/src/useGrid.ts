/** One AG Grid for the life of a table: made once, told of what changes, destroyed in the end. */
import { type ThemeTokens, useCall, useTheme } from "@envision/core";
import {
  CellStyleModule,
  ColumnApiModule,
  createGrid,
  EventApiModule,
  type GridApi,
  type GridOptions,
  InfiniteRowModelModule,
  ModuleRegistry,
  RowApiModule,
  RowSelectionModule,
} from "ag-grid-community";
import { type RefObject, useEffect, useRef, useState } from "react";
import { gridColumns } from "./columns";
import { gridTheme } from "./look";
import { rowsSource } from "./rowsSource";
import { isComplete, type Row, type TableValue } from "./tableValue";

ModuleRegistry.registerModules([
  InfiniteRowModelModule,
  CellStyleModule,
  ColumnApiModule,
  EventApiModule,
  RowApiModule,
  RowSelectionModule,
]);

export interface GridSettings {
  pageSize: number;
  label: string;
  hasSelection: boolean;
}

/**
 * @param element Where the grid goes; has its height.
 * @returns The grid once it is there, and what went wrong with the last request for rows.
 */
export function useGrid(element: RefObject<HTMLDivElement | null>, table: TableValue, settings: GridSettings) {
  const theme = useTheme();
  const call = useCall();
  const [api, setApi] = useState<GridApi<Row> | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const newest = useRef({ table, call });
  newest.current = { table, call };
  const first = useRef({ theme, settings });

  useEffect(() => {
    if (!element.current) return;
    const source = rowsSource({
      table: () => newest.current.table,
      call: (method, params, options) => newest.current.call(method, params, options),
      failed: setError,
    });
    const options = gridOptions(newest.current.table, first.current.theme, first.current.settings);
    const grid = createGrid<Row>(element.current, { ...options, datasource: source });
    element.current
      .querySelector("[role=grid], [role=treegrid]")
      ?.setAttribute("aria-label", first.current.settings.label);
    setApi(grid);
    return () => {
      setApi(null);
      grid.destroy();
    };
  }, [element]);

  useEffect(() => api?.setGridOption("theme", gridTheme(theme)), [api, theme]);
  useNewTable(api, table);
  return { api, error };
}

/** Tells the grid of a table that came later; rows stay until the new ones are there. */
function useNewTable(api: GridApi<Row> | null, table: TableValue) {
  const shown = useRef<{ api: GridApi<Row>; table: TableValue } | null>(null);
  useEffect(() => {
    if (!api) return;
    const before = shown.current;
    shown.current = { api, table };
    if (before?.api !== api || before.table === table) return;
    if (JSON.stringify(before.table.columns) !== JSON.stringify(table.columns))
      api.setGridOption("columnDefs", gridColumns(table));
    api.setRowCount(table.total, true);
    api.refreshInfiniteCache();
  }, [api, table]);
}

function gridOptions(table: TableValue, theme: ThemeTokens, settings: GridSettings): GridOptions<Row> {
  return {
    theme: gridTheme(theme),
    styleNonce: pageNonce(),
    columnDefs: gridColumns(table),
    rowModelType: "infinite",
    cacheBlockSize: settings.pageSize,
    maxConcurrentDatasourceRequests: 2,
    infiniteInitialRowCount: table.total,
    blockLoadDebounceMillis: isComplete(table) ? 0 : 30, // a fast scroll asks for where it ends only
    getRowId: ({ data }) => String(data.position),
    enableCellTextSelection: true,
    ensureDomOrder: true,
    suppressMovableColumns: true,
    multiSortKey: "ctrl",
    suppressNoRowsOverlay: true,
    onCellKeyDown: (pressed) => copy(pressed.event, "value" in pressed ? pressed.value : null),
    ...(settings.hasSelection
      ? {
          rowSelection: { mode: "multiRow", headerCheckbox: false, enableClickSelection: true },
          selectionColumnDef: { headerName: "Picked", headerClass: "env-quiet-header", width: 48 },
        }
      : {}),
  };
}

/** Ctrl+C copies the focused cell; a marked text is left to the browser. */
function copy(event: Event | null | undefined, value: unknown): void {
  if (!(event instanceof KeyboardEvent) || event.key.toLowerCase() !== "c" || !(event.ctrlKey || event.metaKey)) return;
  if (document.getSelection()?.toString()) return;
  // Refused without a secure connection; then marking the text is the way.
  navigator.clipboard?.writeText(String(value ?? "")).catch(() => undefined);
}

function pageNonce(): string | undefined {
  const meta = document.querySelector<HTMLElement>("meta[property=csp-nonce]");
  return meta?.nonce || meta?.getAttribute("content") || undefined;
}
