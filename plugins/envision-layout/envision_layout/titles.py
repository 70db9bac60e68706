"""How titled containers tell their title from their children."""

from __future__ import annotations

from typing import Any

__all__ = ["titled"]


def titled(children: tuple[Any, ...], title: str | None, *, alone: bool) -> tuple[str, tuple[Any, ...]]:
    """The title, and the children without it: a first text is the title unless one is given by name.

    Args:
        alone: whether a text without anything after it is a title too.
    """
    if title is not None:
        return title, children
    if children and isinstance(children[0], str) and (alone or len(children) > 1):
        return children[0], children[1:]
    return "", children
