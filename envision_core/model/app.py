"""The app as its author declares it: a list of what exists. Behaviour lives in bootstrap and in what takes an App."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Literal, TypeVar, overload

from envision_core.errors import (
    DuplicateName,
    DuplicatePage,
    EnvisionError,
    Place,
    PropertyError,
    SourceNotFound,
    calling_place,
)
from envision_core.model.action import Action, RpcMethod
from envision_core.model.inputs import DeclaredInput
from envision_core.model.page import Page, slug
from envision_core.model.place import place_of
from envision_core.model.source import INJECTED, Source
from envision_core.model.theme import Theme

__all__ = ["App", "NavigationStyle"]

NavigationStyle = Literal["sidebar", "tabs", "steps"]
F = TypeVar("F", bound=Callable[..., Any])
Permission = str | Callable[..., bool] | None


class App:
    """Everything that one author serves.

    Args:
        title: shown in the header and in the browser's tab.
        navigation: ``"sidebar"``, ``"tabs"`` or ``"steps"``: a workflow, in which a step opens when what it requires
            is submitted.
        apps: names of further Django apps, for models of your own.
    """

    def __init__(
        self,
        title: str,
        *,
        theme: Theme | None = None,
        navigation: NavigationStyle = "sidebar",
        apps: Iterable[str] = (),
    ) -> None:
        if navigation not in ("sidebar", "tabs", "steps"):
            raise PropertyError(
                f"App navigation {navigation!r} is not known.",
                hint="use 'sidebar', 'tabs' or 'steps'",
                place=calling_place(),
            )
        self.title = title
        self.theme = theme or Theme()
        self.navigation: NavigationStyle = navigation
        self.apps = tuple(apps)
        self.place: Place | None = calling_place()
        self.sources: dict[str, Source] = {}
        self.pages: dict[str, Page] = {}
        self.actions: dict[str, Action] = {}
        self.rpc_methods: dict[str, RpcMethod] = {}
        self.inputs: dict[str, DeclaredInput] = {}
        # Mistakes that need not stop the rest of the app: reported at start and shown where they belong.
        self.problems: list[EnvisionError] = []
        # Why the author's file could not be loaded; then there are no pages.
        self.error: EnvisionError | None = None
        # Set by bootstrap in a process that can reach the database.
        self.on_refresh: Callable[[str], None] | None = None

    @overload
    def source(self, function: Callable[..., Any], /) -> Source: ...
    @overload
    def source(
        self, function: None = None, /, *, every: float | None = None
    ) -> Callable[[Callable[..., Any]], Source]: ...

    def source(self, function: Callable[..., Any] | None = None, /, *, every: float | None = None) -> Any:
        """Declares a source: a function whose parameter names are inputs or other sources.

        Args:
            every: seconds after which it is computed again for everyone; None: when what it depends on changes.
        """
        if every is not None and not every > 0:
            raise PropertyError(
                f"every={every!r} is not a number of seconds above 0.", hint="write every=5", place=calling_place()
            )

        def declare(function: Callable[..., Any]) -> Source:
            source = Source.of(function, every=every)
            if source.name in INJECTED:
                raise PropertyError(
                    f"A source cannot be called {source.name!r}: that name is injected.",
                    hint="rename the function",
                    place=source.place,
                )
            if source.name in self.sources:
                self._keep(
                    DuplicateName(
                        f"Two sources are called {source.name!r}; the first is at {self.sources[source.name].place}.",
                        hint="rename one of them",
                        place=source.place,
                    )
                )
                return source
            self.sources[source.name] = source
            return source

        return declare if function is None else declare(function)

    def page(
        self,
        title: str,
        *,
        path: str | None = None,
        icon: str | None = None,
        requires: str | Iterable[str] = (),
        permission: Permission = None,
    ) -> Callable[[F], F]:
        """Declares a page; the function returns a list (or tree) of components.

        Args:
            path: address in the URL; default: the title in lower case with hyphens. The first page is also ``/``.
            icon: the name of a built-in sign such as `"map"` (docs/reference/app.md), an emoji, or one or two letters.
            requires: names of forms that must be submitted before the page opens.
            permission: a Django permission (``"sales.view_order"``), or a function of the user that answers True.
        """
        if callable(title):
            raise PropertyError(
                "@app.page needs the page's title.", hint='write @app.page("My page")', place=place_of(title)
            )
        needed = (requires,) if isinstance(requires, str) else tuple(requires)

        def declare(function: F) -> F:
            address = slug(title) if path is None else path.strip("/")
            page = Page(title, address, function, place_of(function), icon, needed, permission)
            if address in self.pages:
                first = self.pages[address]
                self._keep(
                    DuplicatePage(
                        f"Two pages have the path {address!r}: {title!r}, and {first.title!r} at {first.place}.",
                        hint='give one of them a path of its own: @app.page("...", path="...")',
                        place=page.place,
                    )
                )
            else:
                self.pages[address] = page
            return function

        return declare

    @overload
    def action(self, function: Callable[..., Any], /) -> Action: ...
    @overload
    def action(
        self, function: None = None, /, *, permission: Permission = None
    ) -> Callable[[Callable[..., Any]], Action]: ...

    def action(self, function: Callable[..., Any] | None = None, /, *, permission: Permission = None) -> Any:
        """Declares an action: a quick side effect that a button or a form's submit runs, once for each click."""

        def declare(function: Callable[..., Any]) -> Action:
            action = Action(function.__name__, function, place_of(function), permission)
            if action.name in self.actions:
                self._keep(
                    DuplicateName(
                        f"Two actions are called {action.name!r}; the first is at {self.actions[action.name].place}.",
                        hint="rename one of them",
                        place=action.place,
                    )
                )
                return action
            self.actions[action.name] = action
            return action

        return declare if function is None else declare(function)

    def rpc_method(self, name: Any = None, /, *, schema: Any = None, permission: Permission = None) -> Any:
        """Adds a JSON-RPC method, callable by every browser that may open the app.

        Params are checked by ``schema`` (marshmallow), or else by the function's annotations.
        ``user`` and ``session`` are injected when asked for.
        """

        def declare(function: Callable[..., Any]) -> RpcMethod:
            method = RpcMethod(
                name if isinstance(name, str) else function.__name__, function, schema, place_of(function), permission
            )
            if method.name.startswith("rpc."):
                raise PropertyError(
                    f"A method cannot be called {method.name!r}: the prefix 'rpc.' is JSON-RPC's own.",
                    hint="choose another name",
                    place=method.place,
                )
            self.rpc_methods[method.name] = method
            return method

        return declare(name) if callable(name) else declare

    def input(self, name: str, value: Any = None) -> DeclaredInput:
        """Declares an input that no field shows, for actions to write; ``value`` is what it starts with."""
        self.inputs[name] = DeclaredInput(name, value, calling_place())
        return self.inputs[name]

    def refresh(self, source: str | Source) -> None:
        """Makes a source recompute for everyone, from anywhere: an action, a thread, a management command.

        Raises:
            SourceNotFound: no source has that name.
            EnvisionError: this process does not run the app and has no database configured.
        """
        name = getattr(source, "name", source)
        if name not in self.sources:
            raise SourceNotFound.among(str(name), self.sources)
        if self.on_refresh is None:
            raise EnvisionError(
                f"app.refresh({name!r}) was called where the app does not run.",
                hint="call it from an action or a task of the running app, or from a process with Django set up",
                place=calling_place(),
            )
        self.on_refresh(str(name))

    def _keep(self, problem: EnvisionError) -> None:
        self.problems.append(problem)
