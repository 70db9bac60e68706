/** A table of any length on the page. */
import { type ComponentProps, ErrorCard } from "@envision/core";
import type { GridApi } from "ag-grid-community";
import { type CSSProperties, useMemo, useRef } from "react";
import { rowCount } from "./format";
import { heightFor } from "./look";
import type { TableProps } from "./props.gen";
import { asTable, type Row, type TableValue } from "./tableValue";
import { useGrid } from "./useGrid";
import { usePickedRows } from "./usePickedRows";

const FRAME: CSSProperties = { minWidth: 0, width: "100%", fontVariantNumeric: "tabular-nums" };
const HEADING_HEIGHT = 28; // px, its margin included
const HEADING: CSSProperties = { fontSize: 16, fontWeight: 600, lineHeight: "24px", marginBottom: 4 };
const NOTE_HEIGHT = 26;
const NOTE: CSSProperties = { fontSize: 13, opacity: 0.75, lineHeight: "20px", marginTop: 6 };
const EMPTY: CSSProperties = { padding: "24px 12px", textAlign: "center", opacity: 0.75 };

export function Table(props: ComponentProps<TableProps>) {
  const table = useMemo(() => asTable(props.frame), [props.frame]);
  if (!table) return <ErrorCard problem="This table got no rows and columns." hint="the source must return a table" />;
  return <Grid {...props} table={table} />;
}

type GridProps = Omit<TableProps, "frame" | "columns"> & { table: TableValue };

function Grid({ table, title = "", height = 400, page_size = 100, selection }: GridProps) {
  const element = useRef<HTMLDivElement>(null);
  const label = title || `Table with ${table.columns.length} columns`;
  const { api, error } = useGrid(element, table, { pageSize: page_size, label, hasSelection: Boolean(selection) });
  const isEmpty = table.total === 0;
  // With its heading and the number of rows it takes what its placeholder took.
  const around = NOTE_HEIGHT + (title ? HEADING_HEIGHT : 0);
  const taken = heightFor(table.total, height - around);
  const isFull = taken < heightFor(table.total, Number.POSITIVE_INFINITY);
  return (
    <div style={isFull ? { ...FRAME, minHeight: height } : FRAME}>
      {title && <div style={HEADING}>{title}</div>}
      {selection && <Picking api={api} table={table} name={selection} />}
      {error && (
        <ErrorCard
          title="Some rows could not be loaded"
          problem={error.message}
          onRetry={() => api?.refreshInfiniteCache()}
        />
      )}
      <div ref={element} style={{ height: taken, display: isEmpty ? "none" : "block" }} />
      {isEmpty ? <div style={EMPTY}>No rows</div> : <div style={NOTE}>{rowCount(table.total)}</div>}
    </div>
  );
}

/** A component of its own, as a table without a selection reads no input. */
function Picking({ api, table, name }: { api: GridApi<Row> | null; table: TableValue; name: string }) {
  usePickedRows(api, table, name);
  return null;
}
