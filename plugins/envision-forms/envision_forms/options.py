"""What can be chosen: lists, dicts and columns as options for the browser. Knows no component."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from envision_core.plugin import PropertyError
from envision_forms.rules import plain

__all__ = ["MAX_OPTIONS", "Option", "options_of", "wire_value"]

MAX_OPTIONS = 5_000
"""More than a browser can show in one list."""

Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One thing to choose. ``value`` is what the input becomes."""

    value: Value
    label: str
    group: str | None = None


def options_of(given: Any) -> list[Option]:
    """Options from a dict value -> label, an Enum class, or anything that holds values, such as a list or a column.

    Raises:
        PropertyError: it holds no values, the same twice, or too many.
    """
    options = list(_options(given))
    if len(options) > MAX_OPTIONS:
        raise PropertyError(
            f"{len(options):,} options are too many; the most is {MAX_OPTIONS:,}.",
            hint="let people narrow them down first",
        )
    if len({str(option.value) for option in options}) < len(options):
        raise PropertyError("Two options have the same value.", hint="remove one, as with set(...) or .unique()")
    return options


def _options(given: Any) -> Iterable[Option]:
    if isinstance(given, Mapping):
        return [Option(value=wire_value(value), label=str(label)) for value, label in given.items()]
    if isinstance(given, type) and issubclass(given, Enum):
        return [Option(value=wire_value(member), label=member.name.replace("_", " ").capitalize()) for member in given]
    if isinstance(given, (str, bytes)) or not isinstance(given, Iterable) or hasattr(given, "columns"):
        raise PropertyError(
            f"Options are a list or a dict, not a {type(given).__name__}.",
            hint='write ["a", "b"] or {"a": "Label of a"}',
        )
    return [_option(item) for item in given]


def _option(item: Any) -> Option:
    if isinstance(item, Option):
        return item
    value = wire_value(item)
    return Option(value=value, label="–" if value is None else str(value))


def wire_value(value: Any) -> Value:
    """A value as it travels: numbers, texts and truth values as they are, dates as ISO text."""
    value = plain(value.value if isinstance(value, Enum) else value)
    if value is None or value != value:  # NaN
        return None
    if isinstance(value, (str, bool, int, float)):
        return value
    return value.isoformat() if isinstance(value, date) or hasattr(value, "isoformat") else str(value)
