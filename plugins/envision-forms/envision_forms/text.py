"""The Text input."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from envision_core.plugin import KW_ONLY, Input, InvalidInput, Range

__all__ = ["Text"]


class Text(Input):
    """A line of text, or several. Written while typing, a moment after the last key.

    Args:
        value: what it starts with.
        placeholder: example shown while it is empty.
        max_length: in characters.
        multiline: whether it may hold several lines.
        kind: what is typed, so that phones show fitting keys and browsers can fill it in.
    """

    js: ClassVar[str] = "inputs"

    value: str = ""
    _: KW_ONLY
    placeholder: str = ""
    max_length: Annotated[int, Range(min=1)] | None = None
    multiline: bool = False
    kind: Literal["text", "email", "url", "password"] = "text"

    def check(self, value: Any) -> str:
        if not isinstance(value, str):
            raise InvalidInput("Enter a text.")
        if self.max_length is not None and len(value) > self.max_length:
            raise InvalidInput(f"Must have at most {self.max_length} characters, has {len(value)}.")
        if not self.multiline and ("\n" in value or "\r" in value):
            raise InvalidInput("Must be a single line.")
        return value
