"""Pages and the paths that address them."""

from __future__ import annotations

import inspect
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from envision_core.errors import Place
from envision_core.model.place import parameters_of

__all__ = ["Page", "slug"]


@dataclass(frozen=True, eq=False)
class Page:
    """What an author writes: a function that returns components."""

    title: str
    path: str  # addresses the page in the URL and on the wire
    function: Callable[..., Any]
    place: Place | None = None
    icon: str | None = None
    requires: tuple[str, ...] = ()  # names of forms that must be submitted first
    permission: str | Callable[..., bool] | None = None  # a Django permission, or a function of the user

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.function(*args, **kwargs)

    @cached_property
    def parameters(self) -> dict[str, inspect.Parameter]:
        return parameters_of(self.function)

    @property
    def is_static(self) -> bool:
        """Its tree depends on nothing, so it is built once."""
        return not self.parameters


def slug(title: str) -> str:
    """The default path of a page: lower-case ASCII words joined by hyphens; ``page`` when nothing is left."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "page"
