"""What a component's annotations mean: which value fits, and what of it travels to the browser. Knows no component."""

from __future__ import annotations

import dataclasses
import json
import reprlib
import types
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from envision_core.errors import EnvisionError, InvalidInput, PluginError
from envision_core.model.action import Action
from envision_core.model.source import Source
from envision_core.serialize.markers import Bound, IsBound

__all__ = [
    "Bound",
    "Property",
    "PropertySet",
    "ServerOnly",
    "checker",
    "computed",
    "properties_of",
    "short",
    "wire_form",
]

T = TypeVar("T")
Check = Callable[[Any], Any]


class _ServerOnly:
    """Marks an annotation; there is one."""


_SERVER_ONLY = _ServerOnly()

if TYPE_CHECKING:
    ServerOnly = Annotated[T, _SERVER_ONLY]
else:

    class ServerOnly:
        """``ServerOnly[T]``: a property of type T that the browser never sees."""

        def __class_getitem__(cls, item):
            return Annotated[item, _SERVER_ONLY]


def computed(function: Callable[[Any], T]) -> Callable[[Any], T]:
    """Marks a method without parameters whose result is sent to the browser like a property of that name."""
    function.is_computed = True  # type: ignore[attr-defined]  # functions take attributes
    return function


@dataclass(frozen=True, slots=True)
class Property:
    """One annotated property of a component class."""

    name: str
    annotation: Any  # without Bound and ServerOnly; markers such as Range are kept
    role: Literal["static", "bound", "server"]
    required: bool
    check: Check  # returns the value to keep, raises InvalidInput


@dataclass(frozen=True, slots=True)
class PropertySet:
    """All a component class declares, worked out once for each class."""

    checks: tuple[Property, ...]  # static and server: checked when a component is built
    sent: tuple[str, ...]  # static: their values travel with the page
    computed: tuple[str, ...]
    bound: Property | None
    defaults: dict[str, Any]


HIDDEN = frozenset({"id", "show_when", "error", "place", "children"})
"""Fields that every component has and that have a place of their own in the tree."""


def properties_of(cls: type) -> PropertySet:
    """The properties of a component class.

    Raises:
        PluginError: an annotation cannot be evaluated, or two properties are bound.
    """
    known = vars(cls).get("_declared_properties")
    if isinstance(known, PropertySet):
        return known
    declared = _declared(cls)
    cls._declared_properties = declared  # type: ignore[attr-defined]  # kept on the class itself, so it dies with it
    return declared


def _declared(cls: type) -> PropertySet:
    hints = _hints(cls)
    found = [_property(field, hints[field.name]) for field in dataclasses.fields(cls) if _is_property(field)]
    bound = [item for item in found if item.role == "bound"]
    if len(bound) > 1:
        names = " and ".join(repr(item.name) for item in bound)
        raise PluginError(f"{cls.__name__} has two bound properties, {names}.", hint="keep Bound[...] on one of them")
    return PropertySet(
        checks=tuple(item for item in found if item.role != "bound"),
        sent=tuple(item.name for item in found if item.role == "static"),
        computed=tuple(name for name in dir(cls) if getattr(getattr(cls, name, None), "is_computed", False)),
        bound=bound[0] if bound else None,
        defaults={f.name: f.default for f in dataclasses.fields(cls) if f.default is not dataclasses.MISSING},
    )


def _is_property(field: dataclasses.Field[Any]) -> bool:
    return field.init and field.name not in HIDDEN


def _hints(cls: type) -> dict[str, Any]:
    try:
        return get_type_hints(cls, include_extras=True)
    except Exception as exc:  # a plugin's annotations may raise anything when evaluated
        raise PluginError(
            f"The annotations of {cls.__module__}.{cls.__qualname__} cannot be evaluated: {exc}.",
            hint="import the names they use at the top of the module, outside `if TYPE_CHECKING`",
        ) from exc


def _property(field: dataclasses.Field[Any], annotation: Any) -> Property:
    role: Literal["static", "bound", "server"] = "static"
    marks = getattr(annotation, "__metadata__", ())
    if any(isinstance(mark, IsBound) for mark in marks):
        role = "bound"
    elif _SERVER_ONLY in marks:
        role = "server"
    if role != "static":
        annotation = _without_marks(annotation)
    required = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    return Property(field.name, annotation, role, required, checker(annotation))


def _without_marks(annotation: Any) -> Any:
    kept = tuple(mark for mark in annotation.__metadata__ if not isinstance(mark, (IsBound, _ServerOnly)))
    plain = annotation.__origin__
    return Annotated[(plain, *kept)] if kept else plain


# Checking a value


def checker(annotation: Any) -> Check:
    """A function that returns a value that fits the annotation, or raises InvalidInput.

    A page may hold a thousand components, so values of plain types are compared by type alone. All others are encoded
    as they would be for the browser and converted back, so that what is accepted is what will arrive there.
    """
    if annotation is Any or annotation is object:
        return _anything
    named = _named_types(annotation)
    if named:
        return _named_checker(named, optional=type(None) in _options(annotation))
    fits = _fits(annotation)

    def check(value: Any) -> Any:
        if fits(value):
            return value
        return _converted(value, annotation)

    return check


def _anything(value: Any) -> Any:
    return value


def _named_types(annotation: Any) -> tuple[type, ...]:
    return tuple(option for option in _options(annotation) if option in (Action, Source))


def _named_checker(named: tuple[type, ...], *, optional: bool) -> Check:
    words = " or ".join(f"{'an' if one is Action else 'a'} {one.__name__.lower()}" for one in named)
    decorators = " or ".join(f"@app.{one.__name__.lower()}" for one in named)

    def check(value: Any) -> Any:
        if isinstance(value, named) or (optional and value is None):
            return value
        raise InvalidInput(f"must be {words}, got {short(value)}", hint=f"decorate the function with {decorators}")

    return check


def _options(annotation: Any) -> tuple[Any, ...]:
    """The members of a union; a single annotation is a union of one."""
    if get_origin(annotation) in (Union, types.UnionType):
        return get_args(annotation)
    return (annotation,)


SIMPLE: dict[Any, tuple[type, ...]] = {
    str: (str,),
    int: (int,),
    float: (float, int),
    bool: (bool,),
    None: (type(None),),
    type(None): (type(None),),
}


def _fits(annotation: Any) -> Callable[[Any], bool]:
    """A quick test that may say no to values that fit all the same, never yes to one that does not."""
    exact: set[type] = set()
    literals: set[Hashable] = set()
    items: list[frozenset[type]] = []  # for each list[T] of plain T
    any_list = False
    for option in _options(annotation):
        if _simple(option):
            exact.update(_simple(option))
        elif get_origin(option) is Literal:
            literals.update((type(value), value) for value in get_args(option))
        elif get_origin(option) is list:
            inside = get_args(option)[0]
            any_list = any_list or inside is Any or inside is object
            plain = [_simple(each) for each in _options(inside)]
            if all(plain):
                items.append(frozenset(kind for kinds in plain for kind in kinds))

    def fits(value: Any) -> bool:
        kind = type(value)
        if kind in exact:
            return True
        if kind is list:
            return any_list or any(all(type(item) in allowed for item in value) for allowed in items)
        return bool(literals) and kind in (str, int, bool) and (kind, value) in literals

    return fits


def _simple(option: Any) -> tuple[type, ...]:
    """The exact types of a plain annotation; none for any other, which may not even be hashable."""
    return SIMPLE.get(option, ()) if option is None or isinstance(option, type) else ()


def _converted(value: Any, annotation: Any) -> Any:
    # Imported late: the first page of most apps holds plain values only.
    from envision_core.serialize.convert import convert
    from envision_core.serialize.values import dumps

    if isinstance(value, Source):
        raise InvalidInput(
            f"cannot follow the source {value.name!r}", hint="take the source as a parameter of the page's function"
        )
    if callable(value):
        raise InvalidInput(f"must be a value, got the function or class {short(value)}")
    try:
        wire = json.loads(dumps(value))
    except EnvisionError as exc:
        raise InvalidInput(exc.problem, hint=exc.hint) from exc
    return convert(wire, annotation)


_REPR = reprlib.Repr()
_REPR.maxstring = _REPR.maxother = 60


def short(value: Any) -> str:
    """A value as text for a message, cut to a readable length."""
    name = getattr(value, "__qualname__", None)
    return name if isinstance(name, str) else _REPR.repr(value)


# What travels to the browser


def wire_form(cls: type) -> list[tuple[str, Any, Any]]:
    """Name, annotation and default (MISSING: it has none) of all that a component's browser half receives.

    What has None as its default may be left out.
    """
    declared = properties_of(cls)
    form = [
        (item.name, _wire_annotation(item.annotation), declared.defaults.get(item.name, dataclasses.MISSING))
        for item in declared.checks
        if item.role == "static"
    ]
    if declared.bound is not None:
        form.append((declared.bound.name, _bound_annotation(cls, declared.bound.annotation), None))
    form += [(name, _result(getattr(cls, name)), dataclasses.MISSING) for name in declared.computed]
    return form


def to_browser(value: Any) -> Any:
    """A property's value as it travels: actions and sources by name, dataclasses without what is None."""
    if isinstance(value, (Action, Source)):
        return value.name
    if isinstance(value, (list, tuple)):
        return [to_browser(item) for item in value]
    if isinstance(value, dict):
        return {name: to_browser(item) for name, item in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            item.name: to_browser(inner)
            for item in dataclasses.fields(value)
            if (inner := getattr(value, item.name)) is not None or item.default is not None
        }
    return value


def _wire_annotation(annotation: Any) -> Any:
    """Actions and sources travel as their names."""
    if not _named_types(annotation):
        return annotation
    options = tuple(str if option in (Action, Source) else option for option in _options(annotation))
    return Union[options]  # noqa: UP007  # a tuple of options known at run time only


def _bound_annotation(cls: Any, annotation: Any) -> Any:
    """Data of any type is turned into what ``dump_data`` says it returns."""
    if annotation is not Any and annotation is not object:
        return annotation
    result = _result(cls.dump_data)
    return annotation if result is object else result


def _result(function: Callable[..., Any]) -> Any:
    return get_type_hints(function, include_extras=True).get("return", Any)
