"""Rules that several inputs share: is a value a number, within its limits, one of some. Knows no component."""

from __future__ import annotations

import math
from typing import Any

from envision_core.plugin import InvalidInput

__all__ = ["as_number", "check_limits", "check_step", "plain", "shown", "whole_if"]


def plain(value: Any) -> Any:
    """A numpy scalar as Python's own; anything else as it is."""
    return (
        value.item() if hasattr(value, "dtype") and hasattr(value, "item") and not hasattr(value, "__len__") else value
    )


def as_number(value: Any) -> int | float:
    """A number from the wire: whole ones as int.

    Raises:
        InvalidInput: it is none; True and False are none either.
    """
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise InvalidInput("Enter a number.")
    return value


def check_limits(value: Any, minimum: Any, maximum: Any) -> None:
    """Raises InvalidInput when a value lies outside of its limits; None is no limit."""
    if minimum is not None and value < minimum:
        raise InvalidInput(f"Must be at least {shown(minimum)}.")
    if maximum is not None and value > maximum:
        raise InvalidInput(f"Must be at most {shown(maximum)}.")


def check_step(value: float, start: float, step: float) -> None:
    """Raises InvalidInput when a value lies between two steps; rounding of decimals is forgiven."""
    steps = (value - start) / step
    if not math.isclose(steps, round(steps), abs_tol=1e-6):
        raise InvalidInput(f"Must be {shown(start)} or whole steps of {shown(step)} from there.")


def whole_if(value: float, *parts: Any) -> int | float:
    """The value, as int when all of what it is counted in is."""
    return round(value) if all(type(part) is int for part in parts) else value


def shown(value: Any) -> str:
    """A limit as people write it: 5, not 5.0."""
    return f"{value:g}" if isinstance(value, float) else str(value)
