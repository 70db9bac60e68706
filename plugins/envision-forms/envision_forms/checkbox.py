"""The Checkbox input."""

from __future__ import annotations

from typing import Any, ClassVar

from envision_core.plugin import Input, InvalidInput

__all__ = ["Checkbox"]


class Checkbox(Input):
    """Yes or no.

    Args:
        value: what it starts with.
    """

    js: ClassVar[str] = "inputs"

    value: bool = False

    def check(self, value: Any) -> bool:
        if not isinstance(value, bool):
            raise InvalidInput("Must be true or false.")
        return value
