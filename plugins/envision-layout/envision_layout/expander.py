"""The Expander container."""

from __future__ import annotations

from typing import Any, ClassVar

from envision_core.plugin import Container, PropertyError
from envision_layout.titles import titled

__all__ = ["Expander"]


class Expander(Container, init=False):
    """A title that opens and closes what is below it: ``Expander("Details", Table(rows))``.

    What is inside is fetched and drawn when it is opened for the first time.

    Args:
        title: always visible; the first positional text, or given by name.
        open: whether it starts open.
    """

    js: ClassVar[str] = "layout"

    title: str = ""
    open: bool = False

    def __init__(
        self,
        *children: Any,
        title: str | None = None,
        open: bool = False,
        id: str | None = None,
        show_when: dict[str, Any] | None = None,
    ) -> None:
        self.title, children = titled(children, title, alone=True)
        super().__init__(*children, id=id, show_when=show_when)
        self.open = open
        if not self.title:
            raise PropertyError("Expander needs a title.", hint='write Expander("Details", ...)')
