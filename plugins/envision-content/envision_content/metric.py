"""The Metric component: one number, large. Knows no locale."""

from __future__ import annotations

import math
import numbers
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from envision_core.plugin import KW_ONLY, Bound, Component, InvalidInput, PropertyError, Source, computed

__all__ = ["Figure", "Metric", "figure", "written"]

ABSENT = "–"
LINE, VALUE_LINE = 22, 40  # px
GOOD = {"more": {"up": "good", "down": "bad"}, "less": {"up": "bad", "down": "good"}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A metric as it is shown."""

    text: str
    delta: str = ""  # how it changed; empty when unknown
    direction: Literal["up", "down", "flat"] = "flat"
    tone: Literal["good", "bad", "neutral"] = "neutral"


class Metric(Component):
    """One figure that matters, large, with its label and how it changed.

    Args:
        value: a number or text, a pair ``(value, delta)``, or a source that returns one of these.
        label: what it is.
        delta: how it changed; its sign gives the arrow.
        format: how numbers are written, as in Python: ``",.1f"`` or ``"{:,.1f} km"``. Default: 1,234,567 and 3.14.
        unit: written after the number.
        good: which direction is good news: ``"more"`` (green when it rises), ``"less"``, or ``"none"``.
        help: a line below.
    """

    js: ClassVar[str] = "content"
    min_height: ClassVar[int] = 72

    value: Bound[Any]
    label: str = ""
    delta: float | str | None = None
    _: KW_ONLY
    format: str = ""
    unit: str = ""
    good: Literal["more", "less", "none"] = "more"
    help: str = ""

    def __post_init__(self) -> None:
        if isinstance(self.label, Source):
            raise PropertyError(
                "Metric takes its value first, then its label.",
                hint=f"write Metric({self.label.name}, label=...)",
            )
        if isinstance(self.format, str):
            # A wrong format is told where it was written.
            written(1, self.format)

    @computed
    def height(self) -> int:
        """Room to keep free in px, the line for the change included: whether there is one, only the data tells."""
        has_change = isinstance(self.value, Source) or self.delta is not None
        return LINE + VALUE_LINE + LINE * has_change + LINE * bool(self.help)

    def dump_data(self, data: Any) -> Figure:
        value, delta = _pair(data, self.delta)
        return figure(value, delta, form=self.format, unit=self.unit, good=self.good)


def _pair(data: Any, delta: Any) -> tuple[Any, Any]:
    if isinstance(data, (tuple, list)) and len(data) == 2:
        return data[0], data[1]
    if isinstance(data, Mapping) and "value" in data:
        return data["value"], data.get("delta", delta)
    return data, delta


def figure(value: Any, delta: Any = None, *, form: str = "", unit: str = "", good: str = "more") -> Figure:
    """Value and change as texts."""
    text = written(value, form)
    if unit and text != ABSENT:
        text = f"{text} {unit}"
    change = "" if delta is None else written(delta, form)
    if change in ("", ABSENT):
        return Figure(text=text)
    direction = _direction(delta)
    tone: Any = GOOD.get(good, {}).get(direction, "neutral")
    sign = "+" if direction == "up" and not change.startswith("+") else ""
    return Figure(text=text, delta=sign + change, direction=direction, tone=tone)


def _direction(delta: Any) -> Literal["up", "down", "flat"]:
    if isinstance(delta, str):
        start = delta.strip()[:1]
        return "up" if start == "+" else "down" if start in ("-", "\u2212") else "flat"
    return "up" if delta > 0 else "down" if delta < 0 else "flat"


def written(value: Any, form: str = "") -> str:
    """A value as a person reads it; a dash when there is none.

    Raises:
        InvalidInput: the format does not fit the value, or the value is no number and no text.
    """
    value = value.item() if hasattr(value, "item") and getattr(value, "size", 1) == 1 else value
    if value is None or (isinstance(value, float) and not math.isfinite(value)) or str(value) in ("NaT", "<NA>"):
        return ABSENT
    if isinstance(value, bool):
        return "Yes" if value else "No"
    is_number = isinstance(value, numbers.Number) or hasattr(value, "as_tuple")
    if form and (is_number or not isinstance(value, str)):
        return _formatted(value, form)
    if isinstance(value, numbers.Integral):
        return f"{int(value):,}"
    if is_number:
        return _rounded(float(value))
    if isinstance(value, str) or hasattr(value, "isoformat"):
        return str(value)
    raise InvalidInput(
        f"A metric shows a number or a text, not a {type(value).__name__}.", hint="return one value from the source"
    )


def _formatted(value: Any, form: str) -> str:
    try:
        return form.format(value) if "{" in form else format(value, form)
    except (ValueError, TypeError, IndexError, KeyError, AttributeError) as exc:
        raise InvalidInput(
            f"The format {form!r} does not fit {value!r}: {exc}.", hint='write it as format=",.1f" or "{:.0%}"'
        ) from exc


def _rounded(value: float) -> str:
    """About three significant digits, but never fewer than all digits before the point."""
    if value == 0 or abs(value) >= 100:
        return f"{value:,.0f}"
    digits = min(2 - math.floor(math.log10(abs(value))), 8)
    text = f"{value:,.{max(digits, 0)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
