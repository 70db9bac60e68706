"""The Table component. Knows no connection and no frame library."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from envision_core.plugin import Bound, Component, InputSpec, InvalidInput, Length, PropertyError, Range, Source, method
from envision_tables.chosen import Chosen, chosen_columns
from envision_tables.frames import Sort, content_digest, page, view_of
from envision_tables.picked import checked_rows

__all__ = ["MAX_ROWS", "Table"]

MAX_ROWS = 1_000  # rows in one call
_MAX_SORTS = 3  # columns that count in one order


class Table(Component):
    """Rows and columns, of any length: the browser asks for the rows it shows, the server sorts.

    Args:
        frame: a pandas or polars frame or series, a list of dicts, a dict of lists, or a source that returns one.
            pandas' index is shown when it has a name or holds something else than whole numbers.
        height: px, title and number of rows included. A table with fewer rows takes less.
        page_size: rows that are fetched at a time; a table of no more rows arrives complete.
        columns: names of the columns to show, in this order; a dict also gives their headings,
            `{"pop": "Inhabitants"}`. Default: all.
        selection: name of an input that holds the rows a person picks: a list of `{"row", "values"}`, empty while
            nothing is picked. `row` is the position in the data, `values` what the row shows, by column name.
        title: heading above the table. Also what screen readers say first.
    """

    js: ClassVar[str] = "table"
    min_height: ClassVar[int] = 400

    frame: Bound[Any]
    height: Annotated[int, Range(min=100, max=5_000)] = 400
    page_size: Annotated[int, Range(min=1, max=MAX_ROWS)] = 100
    columns: list[str] | dict[str, str] | None = None
    selection: Annotated[str, Length(min=1, max=64)] | None = None
    title: str = ""

    def __post_init__(self) -> None:
        if not isinstance(self.frame, Source):
            self._chosen(self.frame)

    def dump_data(self, data: Any) -> dict[str, Any]:
        """The columns, the first page, and how many rows there are."""
        chosen = self._chosen(data)
        first = page(data, 0, self.page_size)
        wire = {
            "columns": [column.to_wire() for column in chosen.columns],
            "total": first["total"],
            "rows": chosen.rows(first["rows"]),
        }
        if not isinstance(self.frame, Source) and first["total"] > self.page_size:
            wire["digest"] = content_digest(data)  # a constant is known by what it sends, and this is not all of it
        return wire

    @method
    def rows(self, data: Any, start: int, end: int, sort: list[dict[str, Any]] | None = None) -> dict[str, Any]:
        """Rows `start` to `end` of the sorted table.

        Args:
            sort: `{"column": number, "descending": bool}` for each column that counts, the first one most; numbers
                are places in the columns the browser got.

        Returns:
            `{rows, positions, total}`; a position is the row's place in the unsorted data.
        """
        if not 0 <= start <= end:
            raise InvalidInput("Rows are asked for as 0 <= start <= end.")
        if end - start > MAX_ROWS:
            raise InvalidInput(f"At most {MAX_ROWS} rows can be asked for at once, not {end - start}.")
        chosen = self._chosen(data)
        found = page(data, start, end, chosen.sort(_checked_sort(sort or [], len(chosen.columns))))
        return {**found, "rows": chosen.rows(found["rows"])}

    def inputs(self) -> list[InputSpec]:
        if self.selection is None:
            return []
        return [InputSpec(self.selection, [], checked_rows, self.title or self.selection)]

    def _chosen(self, data: Any) -> Chosen:
        if not isinstance(self.columns, (list, dict, type(None))):
            raise PropertyError("Table's columns are a list of names, or a dict from names to headings.")
        return chosen_columns(view_of(data).columns, self.columns)


def _checked_sort(sort: list[dict[str, Any]], columns: int) -> Sort:
    if len(sort) > _MAX_SORTS:
        raise InvalidInput(f"A table is sorted by at most {_MAX_SORTS} columns.")
    checked = []
    for part in sort:
        column, descending = part.get("column"), part.get("descending", False)
        if part.keys() - {"column", "descending"} or type(column) is not int or type(descending) is not bool:
            raise InvalidInput('A sort looks like {"column": 0, "descending": false}.')
        if not 0 <= column < columns:
            raise InvalidInput(f"There is no column {column}; the table has {columns}.")
        checked.append((column, descending))
    return tuple(checked)
