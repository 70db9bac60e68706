"""How an action tells how far it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sized
from typing import TypeVar

__all__ = ["Cancelled", "Progress"]

T = TypeVar("T")


class Cancelled(Exception):
    """Raised inside an action when a person cancelled its job."""


class Progress:
    """Injected into actions that ask for ``progress``.

    Args:
        report: called with (done, total, text); raises Cancelled when the job was cancelled. Thread safe.
    """

    def __init__(self, report: Callable[[int, int | None, str], None]) -> None:
        self._report = report

    def update(self, done: int, total: int | None = None, text: str = "") -> None:
        """Says that ``done`` of ``total`` units are finished; total None means "running, length unknown"."""
        self._report(done, total, text)

    def track(self, items: Iterable[T], text: str = "") -> Iterator[T]:
        """Yields the items and reports after each."""
        total = len(items) if isinstance(items, Sized) else None
        self.update(0, total, text)
        for done, item in enumerate(items, 1):
            yield item
            self.update(done, total, text)
