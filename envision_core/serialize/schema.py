"""Schemas from annotations: one annotated class gives its marshmallow schema. marshmallow is loaded on first use."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from envision_core.serialize.calls import arguments_for, check_call, load_params
from envision_core.serialize.convert import convert, describe, fits, is_optional, type_hints

if TYPE_CHECKING:
    from marshmallow import Schema

__all__ = [
    "arguments_for",
    "check_call",
    "convert",
    "describe",
    "fits",
    "is_optional",
    "load_params",
    "schema_for",
    "type_hints",
]


@lru_cache(maxsize=1024)
def schema_for(cls: type, exclude: frozenset[str] = frozenset()) -> Schema:
    """The marshmallow schema of an annotated dataclass: `load` gives an instance, `dump` the wire's dict.

    A class that brings its own `Schema` (an inner class) keeps it.
    """
    from envision_core.serialize.fields import build_schema

    return build_schema(cls, exclude)
