"""Conversion of one value by its annotation, with a sentence a person understands when it does not fit.

Standard library only, so that the server starts without loading marshmallow.
"""

from __future__ import annotations

import inspect
import math
import sys
import types
import typing
from collections import abc
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import lru_cache
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin
from uuid import UUID

from envision_core.errors import InvalidInput, nearest
from envision_core.serialize.markers import Marker

__all__ = ["convert", "describe", "fits", "is_optional", "markers_of", "type_hints", "without_markers"]

T = TypeVar("T")
EMPTY: Any = object()


def convert(value: Any, annotation: Any, *, name: str = "") -> Any:
    """The wire value as the annotated type; a value that has the type already is kept.

    `name` begins the sentence of the error: "bins must be a whole number, got 'abc'"; without it the sentence begins
    with "must" or with the position inside the value ("item 3 must be ...").

    Raises:
        InvalidInput: the value does not fit; for a dataclass, `fields` holds the problems by field.
    """
    try:
        return _kind(annotation).convert(value)
    except _Wrong as wrong:
        if name:
            wrong = wrong.inside(name)
        raise InvalidInput(wrong.sentence, fields=wrong.fields) from None


def fits(value: Any, annotation: Any) -> bool:
    """Whether `convert` would take the value."""
    try:
        _kind(annotation).convert(value)
    except _Wrong:
        return False
    return True


def describe(annotation: Any) -> str:
    """What the annotation asks for, in words: "a whole number", "a list of texts"."""
    return _kind(annotation).noun


def is_optional(annotation: Any) -> bool:
    """Whether None fits."""
    return fits(None, annotation)


def without_markers(annotation: Any) -> Any:
    """The type inside `Annotated` and `Bound`."""
    while True:
        origin = get_origin(annotation)
        if origin is Annotated or getattr(origin, "__name__", "") == "Bound":
            annotation = get_args(annotation)[0]
        elif isinstance(annotation, typing.NewType):
            annotation = annotation.__supertype__
        else:
            return annotation


def markers_of(annotation: Any) -> tuple[Marker, ...]:
    """The rules written beside the type."""
    extras = getattr(annotation, "__metadata__", ())
    return tuple(item for item in extras if isinstance(item, Marker))


def type_hints(subject: Any) -> dict[str, Any]:
    """The annotations of a function or class, resolved, with `Annotated` kept.

    One that cannot be resolved (imported for type checkers only) is `Any`.
    """
    try:
        return typing.get_type_hints(subject, include_extras=True)
    except Exception:
        return _resolvable_hints(subject)


def _resolvable_hints(subject: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for owner in reversed(subject.__mro__) if isinstance(subject, type) else [subject]:
        module = sys.modules.get(getattr(owner, "__module__", ""))
        names = getattr(owner, "__globals__", None) or vars(module or types)
        for name, hint in inspect.get_annotations(owner).items():
            found[name] = _resolved(hint, names, owner)
    return found


def _resolved(hint: Any, names: Mapping[str, Any], owner: Any) -> Any:
    if not isinstance(hint, str):
        return hint
    holder = types.SimpleNamespace(__annotations__={"hint": hint})
    local = dict(vars(owner)) if isinstance(owner, type) else {}
    try:
        return typing.get_type_hints(holder, dict(names), local, include_extras=True)["hint"]
    except Exception:
        return Any


# --- problems ---------------------------------------------------------------------------------------------------------


class _Wrong(Exception):
    """A rule that a value broke, and where in the value."""

    def __init__(self, rule: str, where: str = "", fields: dict[str, list[str]] | None = None) -> None:
        super().__init__(rule)
        self.rule = rule
        self.where = where
        self.fields = fields

    @property
    def sentence(self) -> str:
        return f"{self.where} {self.rule}" if self.where else self.rule

    def inside(self, where: str) -> _Wrong:
        return _Wrong(self.rule, f"{self.where} of {where}" if self.where else where, self.fields)


def _shown(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, tuple)):
        return f"a list of {len(value)}" if value else "an empty list"
    if isinstance(value, dict):
        return "an object"
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _not(noun: str, value: Any) -> _Wrong:
    return _Wrong(f"must be {noun}, got {_shown(value)}")


# --- kinds ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Kind:
    """How one sort of annotation converts."""

    noun: str  # "a whole number"
    wire: tuple[type, ...]  # what its values are before and after conversion; a union asks these members first
    convert: Callable[[Any], Any]
    rank: int = 5  # the order in which the members of a union are asked; text takes everything, so it is last


def _kind(annotation: Any) -> _Kind:
    try:
        return _cached_kind(annotation)
    except TypeError:  # not hashable: a list among the markers
        return _make_kind(annotation)


@lru_cache(maxsize=2048)
def _cached_kind(annotation: Any) -> _Kind:
    return _make_kind(annotation)


def _make_kind(annotation: Any) -> _Kind:
    markers = markers_of(annotation)
    bare = without_markers(annotation)
    if markers:
        return _marked(_kind(annotation.__origin__), markers)
    if bare is None or bare is type(None):
        return _NOTHING
    if bare in (Any, object, EMPTY, typing.Never) or isinstance(bare, (TypeVar, str, typing.ForwardRef)):
        return _ANY
    simple = _SIMPLE.get(bare)
    return simple or _compound(bare)


def _compound(bare: Any) -> _Kind:
    origin, args = get_origin(bare), get_args(bare)
    if origin in (typing.Union, types.UnionType):
        return _union([_kind(item) for item in args])
    if origin is Literal:
        return _choice(args, lambda choice: choice)
    shape = origin or bare
    if shape in _LISTS:
        return _list_of(_LISTS[shape], args[0] if args else Any)
    if shape is tuple:
        return _tuple_of(args)
    if shape in (dict, abc.Mapping, abc.MutableMapping):
        return _dict_of(*(args or (str, Any)))
    if isinstance(shape, type):
        return _of_class(shape)
    return _ANY


def _of_class(shape: type) -> _Kind:
    if issubclass(shape, Enum):
        return _choice(list(shape), lambda member: member.value)
    if is_dataclass(shape):
        return _instance_of_dataclass(shape)

    def of_class(value: Any) -> Any:
        if isinstance(value, shape):
            return value
        raise _not(f"a {shape.__name__}", value)

    return _Kind(f"a {shape.__name__}", (shape,), of_class)


def _marked(kind: _Kind, markers: tuple[Marker, ...]) -> _Kind:
    def marked(value: Any) -> Any:
        result = kind.convert(value)
        for marker in markers if result is not None else ():
            problem = marker.problem(result)
            if problem:
                raise _Wrong(problem)
        return result

    return _Kind(kind.noun, kind.wire, marked, kind.rank)


def _union(kinds: list[_Kind]) -> _Kind:
    members = [kind for kind in kinds if kind is not _NOTHING]
    if len(members) == len(kinds):
        return _one_of(members)
    inner = members[0] if len(members) == 1 else _one_of(members)

    def optional(value: Any) -> Any:
        return None if value is None else inner.convert(value)

    return _Kind(inner.noun, (type(None), *inner.wire), optional, inner.rank)


def _one_of(members: list[_Kind]) -> _Kind:
    by_rank = sorted(members, key=lambda kind: kind.rank)
    noun = " or ".join(dict.fromkeys(kind.noun for kind in members))

    def one_of(value: Any) -> Any:
        own = [kind for kind in by_rank if isinstance(value, kind.wire) and not _is_bool_as_number(value, kind)]
        wrongs = []
        for kind in own + [kind for kind in by_rank if kind not in own]:
            try:
                return kind.convert(value)
            except _Wrong as wrong:
                wrongs.append(wrong)
        raise wrongs[0] if len(own) == 1 else _not(noun, value)

    wire = tuple({item for kind in members for item in kind.wire})
    return _Kind(noun, wire, one_of, by_rank[-1].rank)


def _is_bool_as_number(value: Any, kind: _Kind) -> bool:
    return isinstance(value, bool) and bool not in kind.wire


def _choice(choices: Any, wire_of: Callable[[Any], Any]) -> _Kind:
    members = [(wire_of(choice), choice) for choice in choices]
    noun = "one of " + ", ".join(repr(wire) for wire, _ in members)

    def choice(value: Any) -> Any:
        for wire, member in members:
            # True == 1, but they are different choices.
            if value is member or (type(value) is type(wire) and value == wire):
                return member
        raise _not(noun if len(members) > 1 else repr(members[0][0]), value)

    types_ = {type(item) for pair in members for item in pair}
    return _Kind(noun, tuple(types_), choice, 1)


def _list_of(make: Callable[[Any], Any], annotation: Any) -> _Kind:
    kind = _kind(annotation)

    def items(value: Any) -> Any:
        if not isinstance(value, (list, tuple, set, frozenset)):
            raise _not(noun, value)
        return make(_each(value, lambda index: kind))

    noun = "a list"
    return _Kind(noun, (list, tuple, set, frozenset), items)


def _each(values: Any, kind_at: Callable[[int], _Kind]) -> list[Any]:
    result = []
    for index, item in enumerate(values):
        try:
            result.append(kind_at(index).convert(item))
        except _Wrong as wrong:
            raise wrong.inside(f"item {index + 1}") from None
    return result


def _tuple_of(args: tuple[Any, ...]) -> _Kind:
    if not args or (len(args) == 2 and args[1] is Ellipsis):
        return _list_of(tuple, args[0] if args else Any)
    kinds = [_kind(item) for item in args if item != ()]
    noun = f"a list of {len(kinds)}"

    def items(value: Any) -> Any:
        if not isinstance(value, (list, tuple)) or len(value) != len(kinds):
            raise _not(noun, value)
        return tuple(_each(value, kinds.__getitem__))

    return _Kind(noun, (list, tuple), items)


def _dict_of(name_annotation: Any, annotation: Any) -> _Kind:
    name_kind, kind = _kind(name_annotation), _kind(annotation)

    def names(value: Any) -> Any:
        if not isinstance(value, Mapping):
            raise _not("an object", value)
        result = {}
        for name, item in value.items():
            try:
                result[name_kind.convert(name)] = kind.convert(item)
            except _Wrong as wrong:
                raise wrong.inside(f"{name!r}") from None
        return result

    return _Kind("an object", (dict,), names)


def _instance_of_dataclass(shape: Any) -> _Kind:
    plan: dict[str, tuple[Field[Any], Any]] = {}

    def make(value: Any) -> Any:
        if isinstance(value, shape):
            return value
        if not isinstance(value, Mapping):
            raise _not("an object", value)
        if not plan:  # late: a class may hold itself
            hints = type_hints(shape)
            plan.update({item.name: (item, _kind(hints.get(item.name, Any))) for item in fields(shape) if item.init})
        return shape(**_fields(value, plan))

    return _Kind("an object", (shape, dict), make, 4)


def _fields(value: Mapping[str, Any], plan: dict[str, tuple[Field[Any], Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    wrongs: dict[str, _Wrong] = {}
    for name in value:
        if name not in plan:
            near = nearest(name, plan) if isinstance(name, str) else None
            wrongs[str(name)] = _Wrong("is unknown" + (f", did you mean {near!r}?" if near else ""))
    for name, (item, kind) in plan.items():
        given = value.get(name, EMPTY)
        if given is EMPTY:
            if item.default is MISSING and item.default_factory is MISSING:
                wrongs[name] = _Wrong("is missing")
        elif given is None and item.default is None:
            result[name] = None
        else:
            try:
                result[name] = kind.convert(given)
            except _Wrong as wrong:
                wrongs[name] = wrong
    if wrongs:
        first = next(iter(wrongs))
        told = wrongs[first].inside(first)
        raise _Wrong(told.rule, told.where, {name: [wrong.sentence] for name, wrong in wrongs.items()})
    return result


# --- simple types -----------------------------------------------------------------------------------------------------


def _none(value: Any) -> None:
    if value is not None:
        raise _not("nothing", value)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    raise _not("a text", value)


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise _not("true or false", value)


def _whole(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str):  # integers beyond 2^53-1 travel as texts
        try:
            return int(value)
        except ValueError:
            pass
    index = getattr(type(value), "__index__", None)  # numpy's integers
    if index and not isinstance(value, bool):
        return int(index(value))
    raise _not("a whole number", value)


def _number(value: Any) -> float:
    if (not isinstance(value, bool) and isinstance(value, (int, float, str, Decimal))) or _is_number_like(value):
        try:
            number = float(value)
        except (ValueError, OverflowError):
            pass
        else:
            if math.isfinite(number):
                return number
    raise _not("a number", value)


def _is_number_like(value: Any) -> bool:
    # numpy's numbers, without importing numpy
    return getattr(getattr(value, "dtype", None), "kind", "") in ("f", "i", "u") and not getattr(value, "shape", 1)


def _decimal(value: Any) -> Decimal:
    if isinstance(value, (str, int, float, Decimal)) and not isinstance(value, bool):
        try:
            number = Decimal(repr(value) if isinstance(value, float) else value)
        except InvalidOperation:
            pass
        else:
            if number.is_finite():
                return number
    raise _not("a decimal number", value)


def _moment(value: Any) -> datetime:
    if isinstance(value, datetime):
        return value
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            pass
    raise _not("a date with a time such as 2024-12-31T18:30", value)


def _day(value: Any) -> date:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        moment = None
    if isinstance(moment, datetime):
        if moment.time() == time():
            return moment.date()
    elif isinstance(moment, date):
        return moment
    raise _not("a date such as 2024-12-31", value)


def _clock(value: Any) -> time:
    if isinstance(value, time):
        return value
    if isinstance(value, str):
        try:
            return time.fromisoformat(value)
        except ValueError:
            pass
    raise _not("a time such as 18:30", value)


def _duration(value: Any) -> timedelta:
    if isinstance(value, timedelta):
        return value
    try:
        return timedelta(seconds=_number(value))
    except (_Wrong, OverflowError):
        raise _not("a number of seconds", value) from None


def _uuid(value: Any) -> UUID:
    if isinstance(value, UUID):
        return value
    if isinstance(value, str):
        try:
            return UUID(value)
        except ValueError:
            pass
    raise _not("a UUID", value)


_NOTHING = _Kind("nothing", (type(None),), _none, 0)
_ANY = _Kind("anything", (object,), lambda value: value, 9)

_SIMPLE: dict[Any, _Kind] = {
    bool: _Kind("true or false", (bool,), _flag, 1),
    int: _Kind("a whole number", (int,), _whole, 2),
    float: _Kind("a number", (float,), _number, 3),
    str: _Kind("a text", (str,), _text, 8),
    Decimal: _Kind("a decimal number", (str, Decimal), _decimal, 4),
    date: _Kind("a date", (str, date), _day, 3),
    datetime: _Kind("a date with a time", (str, datetime), _moment, 3),
    time: _Kind("a time", (str, time), _clock, 3),
    timedelta: _Kind("a number of seconds", (timedelta,), _duration, 4),
    UUID: _Kind("a UUID", (str, UUID), _uuid, 2),
}

_LISTS: dict[Any, Callable[[Any], Any]] = {
    list: list,
    abc.Sequence: list,
    abc.Iterable: list,
    abc.Collection: list,
    abc.MutableSequence: list,
    set: set,
    abc.Set: set,
    frozenset: frozenset,
}
