"""The Markdown component. Knows no parser."""

from __future__ import annotations

from typing import Any, ClassVar

from envision_content.markup import to_html
from envision_core.plugin import Bound, Component, PropertyError, Source

__all__ = ["Markdown"]


class Markdown(Component):
    """Text with headings, lists, links, tables, code and pictures. Shown for a plain text in a page's list.

    CommonMark with tables and ~~strikethrough~~. HTML in it is shown as text, so texts of strangers are safe to show.
    Indentation that all lines share is taken away, so that triple-quoted text may follow the code.

    Args:
        text: Markdown, or a source that returns it (or a number, shown as it is written).
    """

    js: ClassVar[str] = "content"
    min_height: ClassVar[int] = 24

    text: Bound[Any]

    def __post_init__(self) -> None:
        if not isinstance(self.text, Source):
            self._checked(self.text)

    def dump_data(self, data: Any) -> str:
        """HTML that is safe to show."""
        return to_html(_outdented(self._checked(data)))

    def _checked(self, data: Any) -> str:
        if isinstance(data, str):
            return data
        if data is None:
            return ""
        if isinstance(data, (int, float)) or type(data).__module__ in ("numpy", "decimal"):
            return str(data)
        raise PropertyError(
            f"Markdown shows text, not a {type(data).__name__}.", hint="make it a text first: f'...{value}...'"
        )


def _outdented(text: str) -> str:
    if "\n" not in text:
        return text
    from inspect import cleandoc  # like a docstring, the first line counts for nothing

    return cleandoc(text)
