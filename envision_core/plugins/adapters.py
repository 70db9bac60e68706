"""Which kind of component shows a plain object. Compares names only, so it imports no library of theirs."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping

__all__ = ["kind_for"]


def kind_for(cls: type, accepts: Mapping[str, str]) -> str | None:
    """The kind for instances of a class: the most special of its bases that is accepted decides.

    Args:
        accepts: full or public name of a type (``pandas.DataFrame``, ``str``) -> kind.
    """
    for base in cls.__mro__:
        for name in _names(base):
            if name in accepts:
                return accepts[name]
    return None


def _names(cls: type) -> Iterator[str]:
    """Where a class is defined, then under which shorter names its packages offer it."""
    module = cls.__module__
    if module == "builtins":
        yield cls.__qualname__
    yield f"{module}.{cls.__qualname__}"
    parts = module.split(".")
    for length in range(1, len(parts)):
        package = ".".join(parts[:length])
        if getattr(sys.modules.get(package), cls.__name__, None) is cls:
            yield f"{package}.{cls.__name__}"
