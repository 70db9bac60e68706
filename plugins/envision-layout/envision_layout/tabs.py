"""The Tabs container, and Tab, of which it is made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from envision_core.plugin import Container, PropertyError
from envision_layout.titles import titled

__all__ = ["Tab", "Tabs"]


class Tab(Container, init=False):
    """One of several views in ``Tabs``: ``Tab("Chart", Chart(sales))``.

    Args:
        title: on the tab; the first positional text, or given by name.
    """

    js: ClassVar[str] = "layout"

    title: str = ""

    def __init__(
        self,
        *children: Any,
        title: str | None = None,
        id: str | None = None,
        show_when: dict[str, Any] | None = None,
    ) -> None:
        self.title, children = titled(children, title, alone=True)
        super().__init__(*children, id=id, show_when=show_when)
        if not self.title:
            raise PropertyError("Tab needs a title.", hint='write Tab("Chart", ...)')


class Tabs(Container, init=False):
    """Several views in one place, one seen at a time.

    ``Tabs(Tab("Chart", ...), Tab("Table", ...))``, or shorter ``Tabs({"Chart": ..., "Table": ...})``.
    A view is fetched and drawn when it is opened for the first time.
    """

    js: ClassVar[str] = "tabs"

    def __init__(self, *tabs: Any, id: str | None = None, show_when: dict[str, Any] | None = None) -> None:
        super().__init__(*tabs, id=id, show_when=show_when)
        self.children = list(_tabs(self.children))


def _tabs(items: list[Any]) -> Iterator[Tab]:
    for item in items:
        if isinstance(item, Tab):
            yield item
        elif isinstance(item, dict):
            for title, inside in item.items():
                yield Tab(inside, title=str(title))
        else:
            raise PropertyError(
                f"Tabs is made of Tab, not of {type(item).__name__}.", hint='write Tabs(Tab("Chart", ...), ...)'
            )
