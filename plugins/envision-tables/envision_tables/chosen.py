"""Which columns of a table are shown, under which headings. Knows no rows but those it is given."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from envision_core.plugin import PropertyError
from envision_tables.frames import Column, Sort

__all__ = ["Chosen", "chosen_columns"]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The columns a table shows, and where they are in the data."""

    columns: list[Column]
    places: tuple[int, ...] | None  # None: all, in the data's order

    def rows(self, rows: list[list[Any]]) -> list[list[Any]]:
        """These rows with the chosen columns only."""
        if self.places is None:
            return rows
        return [[row[place] for place in self.places] for row in rows]

    def sort(self, sort: Sort) -> Sort:
        """The sort in column numbers of the data."""
        if self.places is None:
            return sort
        return tuple((self.places[column], descending) for column, descending in sort)


def chosen_columns(columns: Sequence[Column], names: Sequence[str] | Mapping[str, str] | None) -> Chosen:
    """The named columns, the index columns first.

    Raises:
        PropertyError: there is no column of a name.
    """
    if names is None:
        return Chosen(list(columns), None)
    numbers = {column.name: place for place, column in reversed(list(enumerate(columns)))}
    places = [place for place, column in enumerate(columns) if column.index and column.name not in names]
    for name in names:
        if name not in numbers:
            raise _unknown(name, list(numbers))
        places.append(numbers[name])
    headings = names if isinstance(names, Mapping) else {}
    shown = [replace(columns[place], label=headings.get(columns[place].name)) for place in places]
    return Chosen(shown, tuple(places))


def _unknown(name: Any, known: list[str]) -> PropertyError:
    near = difflib.get_close_matches(str(name), known, 1)
    listed = ", ".join(repr(each) for each in known[:8]) + (", ..." if len(known) > 8 else "")
    hint = f"did you mean {near[0]!r}?" if near else f"its columns are {listed}"
    return PropertyError(f"The table has no column {name!r}.", hint=hint)
