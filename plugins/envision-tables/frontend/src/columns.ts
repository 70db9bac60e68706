/** Grid columns made of a table's columns. Knows the grid's column definitions only. */
import type { ColDef, ValueFormatterParams, ValueGetterParams } from "ag-grid-community";
import { formatCell, isNumeric, widthOf } from "./format";
import type { Cell, Column, Row, TableValue } from "./tableValue";

const SAMPLE = 50; // rows that are measured for the widths

/** A column's number is its id, so that two columns of one name stay two. Cells are always text, never markup. */
export function gridColumns(table: TableValue): ColDef<Row, Cell>[] {
  return table.columns.map((column, place) => gridColumn(column, place, table));
}

function gridColumn(column: Column, place: number, table: TableValue): ColDef<Row, Cell> {
  const heading = column.label ?? column.name;
  const texts = table.rows.slice(0, SAMPLE).map((cells) => formatCell(cells[place], column));
  const width = widthOf(heading, texts);
  return {
    colId: String(place),
    headerName: heading,
    sortable: true,
    resizable: true,
    minWidth: width,
    flex: width,
    cellDataType: false,
    valueGetter: ({ data }: ValueGetterParams<Row>) => data?.cells[place] ?? null,
    valueFormatter: ({ value }: ValueFormatterParams<Row, Cell>) => formatCell(value, column),
    cellStyle: column.index ? { fontWeight: 600 } : undefined,
    ...(isNumeric(column) ? { type: "rightAligned" } : {}),
  };
}
