"""Reads pages of rows from whatever a data scientist calls a table. Imports no frame library by itself."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from envision_core.plugin import PropertyError
from envision_tables.cells import column_type, decimals, wire_cell
from envision_tables.order import OrderCache

__all__ = ["Column", "Sort", "TableView", "content_digest", "page", "view_of"]

Sort: TypeAlias = tuple[tuple[int, bool], ...]  # (column number, descending), the first one counts most
_SAMPLE = 1_000  # rows that are looked at to learn a column's type and decimals
_ORDERS = OrderCache()
_COLUMNS = OrderCache(max_bytes=32 * 2**20)


@dataclass(frozen=True, slots=True)
class Column:
    """One column as the browser shows it."""

    name: str
    type: str  # number, decimal, boolean, date, datetime, text
    digits: int | None = None  # decimals of a column of fractions; None for whole numbers and all else
    index: bool = False  # a label of the rows (pandas' index), not a column of the data
    label: str | None = None  # heading; None: the name

    def to_wire(self) -> dict[str, Any]:
        """For the browser; what is not so is left out."""
        wire: dict[str, Any] = {"name": self.name, "type": self.type}
        if self.digits is not None:
            wire["digits"] = self.digits
        if self.label is not None:
            wire["label"] = self.label
        return wire | ({"index": True} if self.index else {})


class TableView(Protocol):
    """A table that can be read by pages. Column numbers count the index columns first."""

    columns: list[Column]
    total: int

    def order(self, sort: Sort) -> Any:
        """Positions of all rows in sorted order (missing values last), as something that can be sliced."""

    def cells(self, positions: Any) -> list[list[Any]]:
        """The wire cells of these rows, one list for each row. `positions` is a slice or part of an order."""

    def digest(self) -> str:
        """Equal for equal contents, in every process."""


def page(data: Any, start: int, end: int, sort: Sort = ()) -> dict[str, Any]:
    """Rows `start` to `end` of the sorted table: `{rows, positions, total}`; positions are those before sorting."""
    view = view_of(data)
    start, end = min(start, view.total), min(end, view.total)
    if not sort:
        return {"rows": view.cells(slice(start, end)), "positions": list(range(start, end)), "total": view.total}
    positions = _ORDERS.get(data, sort, lambda: view.order(sort), _size)[start:end]
    return {"rows": view.cells(positions), "positions": [int(place) for place in positions], "total": view.total}


def content_digest(data: Any) -> str:
    """Differs between tables that differ anywhere, also beyond their first page; worked out once for each object."""
    return str(_COLUMNS.get(data, "digest", lambda: view_of(data).digest(), lambda _digest: 100))


def _size(order: Any) -> int:
    bytes_ = getattr(order, "nbytes", None)
    return int(bytes_) if bytes_ is not None else 8 * len(order)


def view_of(data: Any) -> TableView:
    """How to read this object; made once for each object.

    Raises:
        PropertyError: it is no pandas or polars frame or series, list of dicts, or dict of lists.
    """
    view: TableView = _COLUMNS.get(data, "view", lambda: _make_view(data), lambda view: getattr(view, "weight", 1_000))
    return view


def _make_view(data: Any) -> TableView:
    kinds = {f"{kind.__module__.split('.')[0]}.{kind.__name__}" for kind in type(data).__mro__}  # also of subclasses
    if kinds & {"pandas.DataFrame", "pandas.Series"}:
        return _PandasView(data)
    if kinds & {"polars.DataFrame", "polars.Series"}:
        return _PolarsView(data if "polars.DataFrame" in kinds else data.to_frame())
    if "polars.LazyFrame" in kinds:
        raise PropertyError("Table needs rows, not polars's LazyFrame.", hint="call .collect() on it in the source")
    if isinstance(data, Mapping):
        return _ListView(_columns_of_mapping(data))
    if isinstance(data, (list, tuple)):
        return _ListView(_columns_of_rows(data))
    raise PropertyError(f"Table needs a table, not {_described(data)}.", hint=_hint_for(data))


class _PandasView:
    """A pandas frame or series; the index is shown when it says something.

    That is when it has a name, several levels, or holds something else than whole numbers.
    """

    def __init__(self, data: Any) -> None:
        import weakref

        frame = data.to_frame() if hasattr(data, "to_frame") and getattr(data, "ndim", 2) == 1 else data
        # A weak reference: the view is kept beside the frame, and must not keep it alive.
        self._frame: Callable[[], Any] = weakref.ref(frame) if frame is data else lambda: frame
        self._levels = _index_levels(frame.index)
        self.total = len(frame)
        self.columns = [
            *(_index_column(frame.index, level) for level in self._levels),
            *(_pandas_column(frame.iloc[:_SAMPLE, place], _name(label)) for place, label in enumerate(frame.columns)),
        ]

    def _values(self, column: int) -> Any:
        frame = self._frame()
        if column < len(self._levels):
            return frame.index.get_level_values(self._levels[column]).to_series(index=range(len(frame)))
        return frame.iloc[:, column - len(self._levels)].reset_index(drop=True)

    def order(self, sort: Sort) -> Any:
        import numpy
        import pandas

        keys = [self._values(column) for column, _ in sort]
        try:
            if len(keys) == 1:
                found = keys[0].sort_values(ascending=not sort[0][1], kind="stable", na_position="last").index
            else:
                found = _sorted_by_several(pandas, keys, sort)
        except TypeError:  # values that do not compare, such as 1 and "a": their texts do
            texts = [key.map(_sort_text, na_action="ignore").astype(object) for key in keys]
            found = _sorted_by_several(pandas, texts, sort)
        small = numpy.int32 if self.total < 2**31 else numpy.int64
        return found.to_numpy().astype(small)

    def cells(self, positions: Any) -> list[list[Any]]:
        frame = self._frame()
        part = frame.iloc[positions]
        columns = [part.index.get_level_values(level).tolist() for level in self._levels]
        columns += [part.iloc[:, place].tolist() for place in range(part.shape[1])]
        return _rows(columns, self.columns)

    def digest(self) -> str:
        import pandas

        try:
            hashes = pandas.util.hash_pandas_object(self._frame(), index=True).to_numpy()
        except TypeError:  # cells that cannot be hashed, such as lists
            return _digest_of_cells(self)
        return hashlib.blake2b(hashes.tobytes(), digest_size=16).hexdigest()


def _sorted_by_several(pandas: Any, keys: list[Any], sort: Sort) -> Any:
    table = pandas.concat(keys, axis=1, keys=range(len(keys)))
    ascending = [not descending for _, descending in sort]
    return table.sort_values(list(table.columns), ascending=ascending, kind="stable", na_position="last").index


def _index_levels(index: Any) -> list[int]:
    """The levels of a pandas index worth showing."""
    if index.nlevels > 1:
        return list(range(index.nlevels))
    holds_labels = len(index) > 0 and index.dtype.kind not in "iu"
    return [0] if index.name is not None or holds_labels else []


def _index_column(index: Any, level: int) -> Column:
    name = index.names[level]
    return _pandas_column(index.get_level_values(level)[:_SAMPLE], "" if name is None else _name(name), index=True)


def _pandas_column(values: Any, name: str, *, index: bool = False) -> Column:
    kind = getattr(values.dtype, "kind", "O")
    if kind == "b":
        return Column(name, "boolean", index=index)
    if kind in "iu":
        return Column(name, "number", index=index)
    if kind == "f":
        return Column(name, "number", _digits(values.dropna().tolist()), index=index)
    if kind == "M":
        seen = values.dropna()
        at = seen.dt if hasattr(seen, "dt") else seen  # a series has .dt, an index is it
        is_day = len(seen) and getattr(at, "tz", None) is None and bool((at.normalize() == seen).all())
        return Column(name, "date" if is_day else "datetime", index=index)
    seen = values.dropna().tolist()
    type_ = column_type(seen)
    return Column(name, type_, _digits(seen) if type_ == "number" else None, index=index)


def _digits(values: Sequence[Any]) -> int | None:
    return decimals(values) if any(isinstance(value, float) for value in values) else None


class _PolarsView:
    """A polars frame."""

    def __init__(self, frame: Any) -> None:
        self._frame = frame
        self.total = frame.height
        self.columns = [_polars_column(frame[name].head(_SAMPLE)) for name in frame.columns]

    def order(self, sort: Sort) -> Any:
        names = [self._frame.columns[column] for column, _ in sort]
        descending = [down for _, down in sort]
        by = self._frame.select(names).fill_nan(None) if self.total else self._frame.select(names)
        numbered = by.with_row_index("__row")
        ordered = numbered.sort(names, descending=descending, nulls_last=True, maintain_order=True)
        return ordered["__row"].to_numpy()

    def cells(self, positions: Any) -> list[list[Any]]:
        return _rows([series.to_list() for series in self._frame[positions].get_columns()], self.columns)

    def digest(self) -> str:
        return _digest_of_cells(self)


def _polars_column(series: Any) -> Column:
    kind = str(series.dtype)
    if kind.startswith(("Int", "UInt")):
        return Column(series.name, "number")
    if kind.startswith("Float"):
        return Column(series.name, "number", _digits(series.drop_nulls().to_list()))
    named = {"Boolean": "boolean", "Date": "date", "Datetime": "datetime", "Decimal": "decimal"}
    return Column(series.name, named.get(kind.split("(")[0], "text"))


class _ListView:
    """Named lists of plain values."""

    def __init__(self, lists: dict[str, list[Any]]) -> None:
        self._lists = list(lists.values())
        self.total = len(self._lists[0]) if self._lists else 0
        self.weight = 1_000 + 8 * self.total * len(self._lists)
        self.columns = [_list_column(name, values) for name, values in lists.items()]

    def order(self, sort: Sort) -> list[int]:
        order = list(range(self.total))
        for column, descending in reversed(sort):
            values = self._lists[column]
            missing = [place for place in order if wire_cell(values[place]) is None]
            there = [place for place in order if wire_cell(values[place]) is not None]
            try:
                there.sort(key=values.__getitem__, reverse=descending)
            except TypeError:  # values that do not compare, such as 1 and "a": their texts do
                there.sort(key=lambda place: _sort_text(values[place]), reverse=descending)
            order = there + missing
        return order

    def cells(self, positions: Any) -> list[list[Any]]:
        if isinstance(positions, slice):
            return _rows([values[positions] for values in self._lists], self.columns)
        return _rows([[values[place] for place in positions] for values in self._lists], self.columns)

    def digest(self) -> str:
        return _digest_of_cells(self)


def _list_column(name: str, values: list[Any]) -> Column:
    sample = values[:_SAMPLE]
    type_ = column_type(sample)
    return Column(name, type_, _digits(sample) if type_ == "number" else None)


def _columns_of_mapping(data: Mapping[Any, Any]) -> dict[str, list[Any]]:
    lists: dict[str, list[Any]] = {}
    for name, values in data.items():
        if isinstance(values, (str, bytes, Mapping)) or not isinstance(values, Iterable):
            raise PropertyError(
                f"Table got a dict whose {name!r} is no list.",
                hint='a table as a dict looks like {"city": ["Rome", "Oslo"], "people": [2.8, 0.7]}',
            )
        lists[_name(name)] = list(values)
    lengths = {name: len(values) for name, values in lists.items()}
    if len(set(lengths.values())) > 1:
        told = ", ".join(f"{name!r} has {length}" for name, length in list(lengths.items())[:4])
        raise PropertyError(f"The columns of a table are equally long; {told}.", hint="make them equally long")
    return lists


def _columns_of_rows(rows: Sequence[Any]) -> dict[str, list[Any]]:
    names: dict[str, None] = {}
    for place, row in enumerate(rows):
        if not isinstance(row, Mapping):
            raise PropertyError(
                f"Table got a list whose item {place} is no dict but {_described(row)}.",
                hint='a table as a list looks like [{"city": "Rome", "people": 2.8}, ...]',
            )
        names.update(dict.fromkeys(row))
    return {_name(name): [row.get(name) for row in rows] for name in names}


def _digest_of_cells(view: TableView) -> str:
    found = hashlib.blake2b(digest_size=16)
    for start in range(0, view.total, 10_000):
        found.update(repr(view.cells(slice(start, start + 10_000))).encode("utf-8", "surrogatepass"))
    return found.hexdigest()


def _rows(columns: list[list[Any]], described: list[Column]) -> list[list[Any]]:
    wired = [_wire_column(values, column) for values, column in zip(columns, described, strict=True)]
    return [list(row) for row in zip(*wired, strict=True)]


def _wire_column(values: list[Any], column: Column) -> list[Any]:
    cells = [wire_cell(value) for value in values]
    if column.type == "date":
        return [cell[:10] if isinstance(cell, str) else cell for cell in cells]
    return cells


def _name(label: Any) -> str:
    if isinstance(label, tuple):
        return " / ".join(str(part) for part in label if part != "")
    return label.isoformat() if isinstance(label, dt.date) else str(label)


def _sort_text(value: Any) -> str:
    return str(value)


def _described(value: Any) -> str:
    if value is None:
        return "None"
    module = type(value).__module__
    if module not in {"builtins", "__main__"}:
        return f"{module.split('.')[0]}'s {type(value).__name__}"
    text = repr(value)
    return f"{type(value).__name__} {text if len(text) <= 40 else text[:37] + '...'}"


def _hint_for(value: Any) -> str:
    if value is None:
        return "does the function return its table?"
    if type(value).__module__.startswith(("plotly.", "matplotlib.")):
        return "show a figure with Chart (envision-charts)"
    if type(value).__name__ == "ndarray":
        return "name the columns: pandas.DataFrame(array, columns=['x', 'y'])"
    if callable(value):
        return "decorate the function with @app.source, then pass it: Table(orders)"
    return "a table is a pandas or polars frame, a list of dicts or a dict of lists"
