"""What one cell and one column look like on the wire. Knows no frame library."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from decimal import Decimal
from enum import Enum
from typing import Any

__all__ = ["MAX_TEXT", "column_type", "decimals", "wire_cell"]

MAX_TEXT = 2_000  # characters of one cell; a longer text ends in an ellipsis
_SAFE_INT = 2**53 - 1  # the largest integer a browser keeps exactly
_MOST_DECIMALS = 8


def wire_cell(value: Any) -> str | int | float | bool | None:
    """A cell as JSON: missing values are None, what a browser cannot hold exactly is text."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int):
        return int(value) if -_SAFE_INT <= value <= _SAFE_INT else str(int(value))
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None if math.isnan(value) else ("∞" if value > 0 else "-∞")
    if isinstance(value, (dt.datetime, dt.date, dt.time)):
        return None if _is_missing(value) else value.isoformat()
    if isinstance(value, Decimal):
        return None if value.is_nan() else format(value, "f") if abs(value.adjusted()) < 40 else str(value)
    if isinstance(value, Enum):
        return wire_cell(value.value)
    if _is_missing(value):
        return None
    if hasattr(value, "item") and getattr(value, "ndim", None) == 0:  # a numpy scalar
        return wire_cell(value.item())
    return _text(str(value))


def column_type(values: Sequence[Any]) -> str:
    """number, decimal, boolean, date, datetime or text: what all values of a column are; missing ones do not count."""
    kinds = {_kind(value) for value in values if not _is_missing(value)}
    if len(kinds) == 1:
        return kinds.pop()
    if kinds and kinds <= {"number", "decimal"}:
        return "decimal"
    if kinds == {"date", "datetime"}:
        return "datetime"
    return "text"


def decimals(values: Sequence[float]) -> int:
    """How many decimals show these numbers: as many as they have, at most what makes four digits of a usual one."""
    finite = [abs(float(value)) for value in values if isinstance(value, (int, float)) and math.isfinite(value)]
    filled = sorted(value for value in finite if value)
    if not filled:
        return 0
    middle = filled[len(filled) // 2]
    enough = min(_MOST_DECIMALS, max(0, 3 - math.floor(math.log10(middle))))
    for places in range(enough):
        if all(abs(round(value, places) - value) <= 1e-9 * max(1.0, value) for value in finite):
            return places
    return enough


def _kind(value: Any) -> str:
    if isinstance(value, bool) or type(value).__name__ in {"bool", "bool_"}:
        return "boolean"
    if isinstance(value, (int, float)):
        return "number"
    if isinstance(value, Decimal):
        return "decimal"
    if isinstance(value, dt.datetime):
        return "datetime"
    if isinstance(value, dt.date):
        return "date"
    if hasattr(value, "item") and getattr(value, "ndim", None) == 0:
        return _kind(value.item())
    return "text"


def _is_missing(value: Any) -> bool:
    """None, NaN, NaT, NA: what is not equal to itself, or refuses to say."""
    if value is None:
        return True
    if isinstance(value, str):
        return False
    try:
        return bool(value != value)
    except (TypeError, ValueError):  # pandas.NA has no truth value; neither have arrays, which are no missing values
        return type(value).__name__ == "NAType"


def _text(value: str) -> str:
    return value if len(value) <= MAX_TEXT else value[: MAX_TEXT - 1] + "…"
