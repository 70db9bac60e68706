"""The points a person picked in a chart, as they come from the browser. Knows no figure."""

from __future__ import annotations

from typing import Any

from envision_core.plugin import InvalidInput

__all__ = ["MAX_POINTS", "checked_points"]

MAX_POINTS = 2_000  # as many as fit into one message; the browser sends no more and says so
_KEYS = ("x", "y", "customdata", "curve", "point")


def checked_points(value: Any) -> list[dict[str, Any]]:
    """The list of points, each with all of x, y, customdata, curve and point; what is unknown is None."""
    if value is None:
        return []
    if not isinstance(value, list) or len(value) > MAX_POINTS:
        raise InvalidInput(f"The selection is a list of at most {MAX_POINTS} points.")
    return [_checked_point(point) for point in value]


def _checked_point(point: Any) -> dict[str, Any]:
    if not isinstance(point, dict) or not point.keys() <= set(_KEYS):
        raise InvalidInput("A selected point has x, y, customdata, curve and point.")
    curve, number = point.get("curve"), point.get("point")
    if not _is_count(curve) or not (_is_count(number) or number is None):
        raise InvalidInput("A selected point's curve and point are whole numbers.")
    return {key: point.get(key) for key in _KEYS}


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31
