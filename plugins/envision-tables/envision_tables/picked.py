"""The rows a person picked in a table, as they come from the browser. Knows no table."""

from __future__ import annotations

from typing import Any

from envision_core.plugin import InvalidInput

__all__ = ["MAX_PICKED", "checked_rows"]

MAX_PICKED = 500  # as many as fit into one message; the browser sends no more and says so


def checked_rows(value: Any) -> list[dict[str, Any]]:
    """The list of rows, each `{"row": position, "values": {column: value}}`."""
    if value is None:
        return []
    if not isinstance(value, list) or len(value) > MAX_PICKED:
        raise InvalidInput(f"The selection is a list of at most {MAX_PICKED} rows.")
    for row in value:
        if not isinstance(row, dict) or row.keys() != {"row", "values"}:
            raise InvalidInput("A selected row has row and values.")
        place = row["row"]
        if type(place) is not int or place < 0 or not isinstance(row["values"], dict):
            raise InvalidInput("A selected row's position is a whole number, its values are named.")
    return value
