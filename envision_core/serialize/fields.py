"""marshmallow fields and schemas made from annotations. Loading gives what `convert` gives, in its words."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections import abc
from collections.abc import Iterable
from dataclasses import MISSING
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any, ClassVar, Literal, get_args, get_origin
from uuid import UUID

from marshmallow import RAISE, Schema, ValidationError, fields, post_dump, post_load
from marshmallow.types import UnknownOption

from envision_core.errors import InvalidInput
from envision_core.protocol.messages import to_wire
from envision_core.serialize.convert import convert, describe, is_optional, markers_of, type_hints, without_markers
from envision_core.serialize.markers import Marker
from envision_core.serialize.values import plain

__all__ = ["AnnotatedSchema", "Choice", "Mapped", "Object", "OneOfTypes", "build_schema", "field_for", "schema_of"]


class Annotated(fields.Field[Any]):
    """What all fields made from an annotation have in common."""

    annotation: Any
    markers: tuple[Marker, ...] = ()
    inner: tuple[fields.Field[Any], ...] = ()  # of items, values or members

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        try:
            return convert(value, self.annotation)
        except InvalidInput as error:
            raise ValidationError(error.problem) from None

    def _serialize(self, value: Any, attr: Any, obj: Any, **kwargs: Any) -> Any:
        return plain(to_wire(value))


class Text(Annotated, fields.String):
    """`str`"""


class Whole(Annotated, fields.Integer):
    """`int`"""


class Number(Annotated, fields.Float):
    """`float`"""


class Flag(Annotated, fields.Boolean):
    """`bool`"""


class Day(Annotated, fields.Date):
    """`date`"""


class Moment(Annotated, fields.DateTime):
    """`datetime`"""


class Clock(Annotated, fields.Time):
    """`time`"""


class Duration(Annotated, fields.TimeDelta):
    """`timedelta`, in seconds"""


class DecimalText(Annotated, fields.Decimal):
    """`Decimal`, as a text so that nothing is rounded"""


class Uuid(Annotated, fields.UUID):
    """`UUID`"""


class Anything(Annotated, fields.Raw):
    """`Any`"""


class Nothing(Annotated, fields.Raw):
    """`None`"""


class Choice(Annotated, fields.Raw):
    """`Literal` and `Enum`: one of a few values"""

    choices: tuple[Any, ...] = ()


class Items(Annotated, fields.Raw):
    """`list[T]`, `set[T]` and `tuple[T, ...]`"""


class Row(Annotated, fields.Raw):
    """`tuple[A, B]`: one type for each place"""


class Mapped(Annotated, fields.Raw):
    """`dict[str, T]`"""


class Object(Annotated, fields.Raw):
    """An annotated dataclass"""

    cls: type = object


class OneOfTypes(Annotated, fields.Raw):
    """`A | B`"""


class AnnotatedSchema(Schema):
    """The schema of an annotated class."""

    error_messages = {"unknown": "is unknown", "type": "must be an object"}
    made: ClassVar[type | None] = None  # what load makes; None: a dict
    left_out: ClassVar[frozenset[str]] = frozenset()  # optional fields that dump leaves out when they are None

    class Meta:
        unknown: UnknownOption = RAISE

    @post_load
    def _make(self, data: dict[str, Any], **kwargs: Any) -> Any:
        return self.made(**data) if self.made else data

    @post_dump
    def _leave_out(self, data: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        return {name: value for name, value in data.items() if value is not None or name not in self.left_out}


def build_schema(cls: type, exclude: frozenset[str]) -> Schema:
    """See `serialize.schema.schema_for`."""
    own = getattr(cls, "Schema", None)
    if isinstance(own, type) and issubclass(own, Schema):
        return own()
    if not dataclasses.is_dataclass(cls):
        raise TypeError(f"{cls!r} has no schema: it is no dataclass and has no inner class Schema")
    hints = type_hints(cls)
    declared: dict[str, fields.Field[Any]] = {}
    left_out = set()
    for item in dataclasses.fields(cls):
        if item.init and item.name not in exclude and not item.name.startswith("_"):
            declared[item.name] = field_for(hints[item.name], **_default(item))
            if item.default is None:
                left_out.add(item.name)
    made = None if exclude else cls
    return _new_schema(cls.__name__, declared, made, left_out)


def schema_of(name: str, form: Iterable[tuple[str, Any, bool]]) -> Schema:
    """A schema from names, annotations and whether each is always present; `load` gives a dict."""
    declared = {}
    left_out = set()
    for field, annotation, is_required in form:
        declared[field] = field_for(annotation, required=is_required)
        if not is_required:
            left_out.add(field)
    return _new_schema(name, declared, None, left_out)


def _new_schema(name: str, declared: dict[str, Any], made: type | None, left_out: Iterable[str]) -> Schema:
    body = {**declared, "made": made, "left_out": frozenset(left_out)}
    schema: type[Schema] = types.new_class(
        f"{name}Schema", (AnnotatedSchema,), exec_body=lambda names: names.update(body)
    )
    return schema()


def _default(item: dataclasses.Field[Any]) -> dict[str, Any]:
    if item.default is not MISSING:
        return {"load_default": item.default, "allow_none": item.default is None}
    if item.default_factory is not MISSING:
        return {"load_default": item.default_factory}
    return {"required": True}


def field_for(annotation: Any, **options: Any) -> fields.Field[Any]:
    """The marshmallow field of an annotation; `options` are those of every field (`required`, `load_default`).

    Raises:
        TypeError: no field is known for the annotation.
    """
    allow_none = options.pop("allow_none", False) or is_optional(annotation)
    options["allow_none"] = allow_none
    options["error_messages"] = {"required": "is missing", "null": f"must be {describe(annotation)}, got nothing"}
    bare = _without_none(without_markers(annotation))
    field: Annotated = _bare_field(without_markers(bare), options)
    field.annotation = annotation
    field.markers = (*markers_of(annotation), *markers_of(bare))
    return field


def _without_none(bare: Any) -> Any:
    if not _is_union(bare):
        return bare
    rest = [item for item in get_args(bare) if item is not type(None)]
    return rest[0] if len(rest) == 1 else typing.Union[tuple(rest)]  # noqa: UP007 - made at run time


def _is_union(bare: Any) -> bool:
    return get_origin(bare) in (typing.Union, types.UnionType)


def _bare_field(bare: Any, options: dict[str, Any]) -> Any:
    if bare in _SIMPLE:
        return _SIMPLE[bare](**options)
    origin, args = get_origin(bare) or bare, get_args(bare)
    if _is_union(bare):
        return _with_inner(OneOfTypes(**options), args)
    if origin is Literal:
        return _choice(args, options)
    if origin in _LISTS or (origin is tuple and (len(args) != len([a for a in args if a is not ...]) or not args)):
        return _with_inner(Items(**options), args[:1] or (Any,))
    if origin is tuple:
        return _with_inner(Row(**options), tuple(item for item in args if item != ()))
    if origin in (dict, abc.Mapping, abc.MutableMapping):
        return _with_inner(Mapped(**options), args[1:] or (Any,))
    if isinstance(origin, type) and issubclass(origin, Enum):
        return _choice(tuple(member.value for member in origin), options)
    if dataclasses.is_dataclass(origin):
        field = Object(**options)
        field.cls = typing.cast("type", origin)
        return field
    raise TypeError(f"no field is known for the annotation {bare!r}")


def _with_inner(field: Any, annotations: Iterable[Any]) -> Any:
    field.inner = tuple(field_for(item) for item in annotations)
    return field


def _choice(choices: tuple[Any, ...], options: dict[str, Any]) -> Choice:
    field = Choice(**options)
    field.choices = choices
    return field


_SIMPLE: dict[Any, type[fields.Field[Any]]] = {
    str: Text,
    int: Whole,
    float: Number,
    bool: Flag,
    date: Day,
    datetime: Moment,
    time: Clock,
    timedelta: Duration,
    Decimal: DecimalText,
    UUID: Uuid,
    Any: Anything,
    object: Anything,
    type(None): Nothing,
    None: Nothing,
}

_LISTS = (list, set, frozenset, abc.Sequence, abc.Iterable, abc.Collection, abc.MutableSequence, abc.Set)
