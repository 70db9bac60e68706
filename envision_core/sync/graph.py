"""What each source, page and action needs, resolved once when the app starts."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import CodeType
from typing import Any, Literal

from envision_core.errors import CircularSource, EnvisionError, UnknownParameter, nearest
from envision_core.model.app import App
from envision_core.model.page import Page
from envision_core.model.source import INJECTED, Source

__all__ = ["Graph", "Need"]


@dataclass(frozen=True, slots=True)
class Need:
    """One parameter: where its value comes from."""

    name: str
    kind: Literal["input", "source", "injected", "unknown"]
    parameter: inspect.Parameter
    source: Source | None = None

    @property
    def has_default(self) -> bool:
        return self.parameter.default is not inspect.Parameter.empty


class Graph:
    """Needs by function, and the mistakes found in them.

    Args:
        inputs: names of the inputs known so far.
    """

    def __init__(self, app: App, inputs: Iterable[str]) -> None:
        self._app = app
        self._inputs = set(inputs)
        # A page that takes inputs may show fields that are known only once it is built; their names stand in its code.
        self._hidden = {name for page in app.pages.values() if not page.is_static for name in _constants(page.function)}
        self._needs: dict[Any, tuple[Need, ...]] = {}
        self._rings: set[Source] = set()  # sources that need themselves: taken as needing nothing
        self.problems: dict[str, EnvisionError] = {}  # by name of the source
        for source in app.sources.values():
            problem = self._problem(source, "Source")
            if problem is not None:
                self.problems[source.name] = problem
        for source in app.sources.values():
            self._find_cycle(source, ())

    def needs(self, function: Source | Page | Any) -> tuple[Need, ...]:
        """What the parameters of a source, page or action stand for, in order."""
        # A constant needs nothing, and many come and go with dynamic pages.
        if function in self._rings or (isinstance(function, Source) and function.digest):
            return ()
        known = self._needs.get(function)
        if known is None:
            known = self._needs[function] = tuple(self._resolve(function.parameters))
        return known

    def learn_inputs(self, names: Iterable[str]) -> None:
        """Adds inputs that a page turned out to have when it was built."""
        new = set(names) - self._inputs
        if new:
            self._inputs |= new
            self._needs.clear()

    def page_problem(self, page: Page) -> EnvisionError | None:
        """What is wrong with a page's parameters; None when nothing is."""
        return self._problem(page, "Page")

    def depends_on(self, source: Source, name: str) -> bool:
        """Whether a source is, or needs directly or not, the source called ``name``."""
        return source.name == name or any(
            need.source is not None and self.depends_on(need.source, name) for need in self.needs(source)
        )

    def period(self, source: Source) -> float | None:
        """The shortest ``every`` of a source and all it needs, in seconds; None when nothing is live."""
        periods = [source.every] if source.every else []
        periods += [p for need in self.needs(source) if need.source and (p := self.period(need.source))]
        return min(periods, default=None)

    def _resolve(self, parameters: Mapping[str, inspect.Parameter]) -> Iterator[Need]:
        for name, parameter in parameters.items():
            if parameter.kind in (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD):
                continue
            if name in INJECTED:
                yield Need(name, "injected", parameter)
            elif name in self._app.sources:
                yield Need(name, "source", parameter, self._app.sources[name])
            elif name in self._inputs or name in self._hidden:
                yield Need(name, "input", parameter)
            else:
                yield Need(name, "unknown", parameter)

    def _problem(self, thing: Source | Page, what: str) -> EnvisionError | None:
        name = thing.name if isinstance(thing, Source) else thing.title
        needs = self.needs(thing)
        for need in needs:
            if need.name in ("session", "progress"):
                return UnknownParameter(
                    f"{what} {name!r} asks for {need.name!r}, which only actions are given.",
                    hint="take inputs instead, and do what has effects in an @app.action",
                    place=thing.place,
                )
        unknown = [need.name for need in needs if need.kind == "unknown"]
        if not unknown:
            return None
        known = self._inputs | set(self._app.sources) | INJECTED
        close = nearest(unknown[0], known)
        name = thing.name if isinstance(thing, Source) else thing.title
        hint = (
            f"did you mean {close!r}?" if close else "name a source, or an input that a field or app.input() declares"
        )
        return UnknownParameter(
            f"{what} {name!r} asks for {unknown[0]!r}, which is neither a source nor an input.",
            hint=hint,
            place=thing.place,
        )

    def _find_cycle(self, source: Source, path: tuple[str, ...]) -> None:
        if source.name in path:
            ring = " → ".join([*path[path.index(source.name) :], source.name])
            for name in path[path.index(source.name) :]:
                self.problems[name] = CircularSource(
                    f"Sources need each other in a ring: {ring}.",
                    hint="let one of them take the data it needs from an input or a third source",
                    place=source.place,
                )
                self._rings.add(self._app.sources[name])  # without the ring the graph can be walked
            return
        for need in self.needs(source):
            if need.source is not None:
                self._find_cycle(need.source, (*path, source.name))


def _constants(function: Callable[..., Any]) -> Iterator[str]:
    code: CodeType | None = getattr(inspect.unwrap(function), "__code__", None)
    pending = [code] if code is not None else []
    while pending:
        for constant in pending.pop().co_consts:
            if isinstance(constant, str):
                yield constant
            elif isinstance(constant, CodeType):
                pending.append(constant)
