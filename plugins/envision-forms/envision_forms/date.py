"""The Date input."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar

from envision_core.plugin import Input, InputSpec, InvalidInput, PropertyError
from envision_forms.rules import check_limits

__all__ = ["Date"]


class Date(Input):
    """A day. A source gets it as a ``date`` when its parameter says so, else as text: ``"2026-01-31"``.

    Args:
        value: what it starts with, a ``date`` or ISO text; default: nothing, so that what needs it waits.
        min, max: first and last day that may be chosen.
    """

    js: ClassVar[str] = "inputs"

    value: str | None = None
    min: str | None = None
    max: str | None = None

    def __post_init__(self) -> None:
        self.value, self.min, self.max = map(_iso, (self.value, self.min, self.max))

    def inputs(self) -> list[InputSpec]:
        return [InputSpec(self.name, self.value, self.check, self.text_label())]

    def check(self, value: Any) -> str | None:
        if value is None:
            return None
        try:
            day = datetime.date.fromisoformat(value).isoformat()
        except (ValueError, TypeError):
            raise InvalidInput("Enter a date.") from None
        # ISO texts are ordered like the days they mean.
        check_limits(day, self.min, self.max)
        return day


def _iso(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, datetime.datetime):
        value = value.date()
    try:
        return (value if isinstance(value, datetime.date) else datetime.date.fromisoformat(value)).isoformat()
    except (ValueError, TypeError):
        raise PropertyError(f"{value!r} is not a date.", hint='write "2026-01-31" or date(2026, 1, 31)') from None
