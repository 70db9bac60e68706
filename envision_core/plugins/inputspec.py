"""An input as a component declares it. Knows no component."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

__all__ = ["InputSpec"]


@dataclass(frozen=True, slots=True)
class InputSpec:
    """A named value that a component writes."""

    name: str
    default: Any  # None: no value yet; sources that need it wait
    check: Callable[[Any], Any]  # wire value -> Python value; raises InvalidInput
    label: str = ""  # what a person calls it
