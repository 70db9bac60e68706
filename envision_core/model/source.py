"""Sources: functions whose parameters are inputs or other sources. Knows not how they are run."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from envision_core.errors import Place
from envision_core.model.place import parameters_of, place_of

__all__ = ["INJECTED", "Source", "constant_source"]

INJECTED = frozenset({"user", "session", "progress"})
"""Parameter names that never mean an input or a source."""


@dataclass(frozen=True, eq=False)
class Source:
    """A named producer of data. Pure: the same inputs give the same result, so results are shared."""

    name: str
    function: Callable[..., Any]
    every: float | None = None  # seconds between recomputations; None: only when something it depends on changes
    place: Place | None = None
    digest: str = ""  # of a constant's value; empty for functions

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """The author's function itself, so that a source is tested as plain Python."""
        return self.function(*args, **kwargs)

    @cached_property
    def parameters(self) -> dict[str, inspect.Parameter]:
        return parameters_of(self.function)

    @cached_property
    def is_async(self) -> bool:
        return inspect.iscoroutinefunction(self.function)

    @classmethod
    def of(cls, function: Callable[..., Any], *, every: float | None = None) -> Source:
        return cls(function.__name__, function, every, place_of(function))

    def __repr__(self) -> str:
        return f"<source {self.name!r}>"


def constant_source(name: str, value: Any, digest: str) -> Source:
    """A source for data that an author put on a page as it is, too large to travel with the page.

    Args:
        digest: of the encoded value; equal data must have equal digests in every process.
    """
    return Source(name, lambda: value, None, None, digest)
