"""Where an author wrote a function."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from envision_core.errors import Place

__all__ = ["place_of", "parameters_of"]


def place_of(function: Callable[..., Any]) -> Place | None:
    """File and first line of a function; None when it has no source, as a builtin."""
    code = getattr(inspect.unwrap(function), "__code__", None)
    return Place(code.co_filename, code.co_firstlineno) if code is not None else None


def parameters_of(function: Callable[..., Any]) -> dict[str, inspect.Parameter]:
    """Parameters by name, with annotations resolved where that is possible.

    ``from __future__ import annotations`` turns annotations into text; they are evaluated in the function's own module.
    One that cannot be evaluated (imported under TYPE_CHECKING only) counts as not annotated.
    """
    try:
        signature = inspect.signature(function, eval_str=True)
    except Exception:  # the author's annotations may raise anything when evaluated
        signature = inspect.signature(function)
        plain = [
            p.replace(annotation=inspect.Parameter.empty) if isinstance(p.annotation, str) else p
            for p in signature.parameters.values()
        ]
        signature = signature.replace(parameters=plain)
    return dict(signature.parameters)
