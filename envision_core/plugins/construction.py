"""Building one component: checks every value and blames the author's line. Knows not what a component does."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from envision_core.errors import EnvisionError, InvalidInput, PropertyError, calling_place, nearest
from envision_core.model.action import Action
from envision_core.model.source import Source
from envision_core.plugins.properties import Property, properties_of, short

__all__ = ["checked", "collecting_errors", "flat", "guarded", "with_children"]

_collected: ContextVar[list[EnvisionError] | None] = ContextVar("envision_collected_errors", default=None)


@contextmanager
def collecting_errors() -> Iterator[list[EnvisionError]]:
    """Inside, a component built wrongly is kept, with its ``error``, so that the rest of the page works."""
    errors: list[EnvisionError] = []
    token = _collected.set(errors)
    try:
        yield errors
    finally:
        _collected.reset(token)


def guarded(cls: type[Any], build: Callable[..., None]) -> Callable[..., None]:
    """``__init__`` that checks every value and blames the author's line."""

    @functools.wraps(build)
    def init(self: Any, *args: Any, **properties: Any) -> None:
        if type(self) is not cls:  # called by the __init__ of a subclass, which is guarded itself
            build(self, *args, **properties)
            return
        self.place = calling_place()
        try:
            _build(self, build, args, properties)
        except EnvisionError as exc:
            _keep_or_raise(self, exc)

    return init


def _build(self: Any, build: Callable[..., None], args: tuple[Any, ...], properties: dict[str, Any]) -> None:
    try:
        build(self, *args, **properties)
    except TypeError as exc:
        raise _misuse(self, build, args, properties, exc) from exc
    except EnvisionError as exc:
        raise exc if exc.place else _blamed(self, exc) from exc
    except ValueError as exc:
        raise PropertyError(f"{type(self).__name__}: {exc}", place=self.place) from exc
    _check_properties(self)


def _check_properties(self: Any) -> None:
    _check_common(self)
    declared = properties_of(type(self))
    for item in declared.checks:
        value = getattr(self, item.name)
        if value is declared.defaults.get(item.name, self):
            continue
        fitting = checked(self, item.name, value, item.check)
        if fitting is not value:
            setattr(self, item.name, fitting)
    if declared.bound is not None:
        _check_bound(self, declared.bound, declared.defaults)


def _check_bound(self: Any, bound: Property, defaults: dict[str, Any]) -> None:
    value = getattr(self, bound.name)
    if isinstance(value, Source) or value is defaults.get(bound.name, self):
        return
    if isinstance(value, Action) or inspect.isroutine(value):
        raise _wrong(self, bound.name, f"must be data or a source, got {short(value)}", _source_hint(value))
    if type(self)._is_data_checked():
        checked(self, bound.name, value, bound.check)


def _source_hint(value: Any) -> str:
    if isinstance(value, Action):
        return "an action has no data; give it to a Button"
    return "decorate the function with @app.source"


def _check_common(self: Any) -> None:
    if self.id is not None and not (isinstance(self.id, str) and 0 < len(self.id) <= 64):
        raise _wrong(self, "id", f"must be a text of 1 to 64 characters, got {short(self.id)}")
    when = self.show_when
    if when is not None and not (isinstance(when, dict) and all(isinstance(name, str) for name in when)):
        raise _wrong(self, "show_when", 'must name inputs and their values, as in {"mode": "advanced"}')


def checked(self: Any, name: str, value: Any, check: Callable[[Any], Any]) -> Any:
    """The value as ``check`` returns it; PropertyError names the component, the property and the place."""
    try:
        return check(value)
    except InvalidInput as exc:
        raise _wrong(self, name, exc.problem.removesuffix("."), exc.hint) from exc


def _wrong(self: Any, name: str, sentence: str, hint: str = "") -> PropertyError:
    """Begins a sentence such as "must be a text, got 2" with what it is about."""
    joint = " " if sentence.startswith(("must ", "is ", "cannot ")) else ", "
    return PropertyError(f"{type(self).__name__}: {name}{joint}{sentence}.", hint=hint, place=self.place)


def _blamed(self: Any, exc: EnvisionError) -> EnvisionError:
    return PropertyError(f"{type(self).__name__}: {exc.problem}", hint=exc.hint, place=self.place)


def _misuse(
    self: Any, build: Callable[..., None], args: tuple[Any, ...], properties: dict[str, Any], exc: TypeError
) -> PropertyError:
    """What was wrong with a call, in the author's words."""
    cls = type(self).__name__
    parameters = list(inspect.signature(build).parameters.values())[1:]
    named = [p.name for p in parameters if p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)]
    takes_any = any(p.kind is p.VAR_KEYWORD for p in parameters) or (type(self)._takes_children() and not named)
    unknown = [name for name in properties if name not in named]
    if unknown and not takes_any:
        close = nearest(unknown[0], named)
        hint = f"did you mean {close!r}?" if close else f"properties are {', '.join(named)}"
        return PropertyError(f"{cls} has no property {unknown[0]!r}.", hint=hint, place=self.place)
    positional = [p.name for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD]
    if len(args) > len(positional) and not type(self)._takes_children():
        problem = f"{cls} takes at most {len(positional)} values without a name, {len(args)} were given."
        return PropertyError(problem, hint=f"give the others by name: {', '.join(named)}", place=self.place)
    twice = [name for name in positional[: len(args)] if name in properties]
    if twice:
        return PropertyError(f"{cls} was given {twice[0]!r} twice.", hint="remove one of them", place=self.place)
    given = {*positional[: len(args)], *properties}
    missing = [p.name for p in parameters if p.name in named and p.default is p.empty and p.name not in given]
    if missing:
        return PropertyError(f"{cls} needs {missing[0]!r}.", hint=_example(cls, parameters), place=self.place)
    return PropertyError(f"{cls}: {exc}", place=self.place)


def _example(cls: str, parameters: list[inspect.Parameter]) -> str:
    needed = [p for p in parameters if p.default is p.empty and p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)]
    return f"write {cls}({', '.join(p.name if p.kind is p.POSITIONAL_OR_KEYWORD else f'{p.name}=...' for p in needed)})"


def _keep_or_raise(self: Any, error: EnvisionError) -> None:
    errors = _collected.get()
    if errors is None:
        raise error
    self.error = error
    errors.append(error)


def with_children(build: Callable[..., None]) -> Callable[..., None]:
    """``__init__`` of a container: positional arguments are children."""

    @functools.wraps(build)
    def init(self: Any, *children: Any, **properties: Any) -> None:
        try:
            build(self, **properties)
        finally:  # a container given a wrong property still shows its children
            self.children = list(flat(children))

    return init


def flat(items: Any) -> Iterator[Any]:
    """The items of nested lists and tuples, in order."""
    for item in items:
        if isinstance(item, (list, tuple)):
            yield from flat(item)
        else:
            yield item
