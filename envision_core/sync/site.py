"""An app made ready to serve: its pages built, its inputs known, its mistakes found."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import orjson

from envision_core.errors import EnvisionError, FormNotFound, PageFailed, PageNotFound, author_place
from envision_core.model.app import App
from envision_core.model.page import Page
from envision_core.model.source import Source
from envision_core.plugins.component import Component, collecting_errors
from envision_core.plugins.inputspec import InputSpec
from envision_core.plugins.registry import Registry
from envision_core.plugins.tree import ERROR_KIND, Tree, build_tree
from envision_core.sync.graph import Graph
from envision_core.sync.memo import size_of

__all__ = ["Built", "Site", "Widget", "veiled"]

RAISED_BY_AUTHOR = {"source_failed", "page_failed", "action_failed", "app_error", "property_error"}

TREE_FACTOR = 10  # nodes and components take so many times the bytes of their encoding

log = logging.getLogger("envision.site")


@dataclass(frozen=True, slots=True)
class Widget:
    """A bound component on a built page.

    Components with the same ``key`` show the same data in the same way, so one encoded value serves them all.
    """

    id: str
    key: str
    component: Component
    source: Source


class Built:
    """A page's tree with its encoding, made once and sent to many."""

    __slots__ = ("digest", "encoded", "page", "starts", "tree", "widgets")

    def __init__(self, page: Page, tree: Tree, dumps: Callable[[Any], bytes]) -> None:
        self.page = page
        self.tree = tree
        self.encoded = dumps(tree.nodes)
        self.digest = blake2b(self.encoded, digest_size=12).hexdigest()
        keys = {node["id"]: _key(node, dumps) for node in _nodes(tree.nodes) if node["id"] in tree.bound}
        self.widgets = {id: Widget(id, keys[id], tree.components[id], source) for id, source in tree.bound.items()}
        defaults = {name: spec.default for name, spec in tree.inputs.items() if spec.default is not None}
        self.starts: dict[str, Any] = orjson.loads(dumps(defaults))  # of its fields, as inputs hold them

    def estimated_size(self) -> int:
        """Bytes, roughly: of the tree as Python holds it, and of data that stands on the page itself."""
        constants = [widget.component.data for widget in self.widgets.values() if widget.source.digest]
        return TREE_FACTOR * len(self.encoded) + sum(map(size_of, constants))


class Site:
    """What all connections share about an app.

    Args:
        dumps: the one encoder.
        shows_errors: whether pages tell what the author's code raised, and where.
        page_built: told of every tree that was built, before anybody sees it.
    """

    def __init__(
        self,
        app: App,
        registry: Registry,
        dumps: Callable[[Any], bytes],
        *,
        shows_errors: bool = True,
        page_built: Callable[[Page, Tree], object] | None = None,
    ) -> None:
        self.app = app
        self._page_built = page_built
        self._shows_errors = shows_errors
        self.registry = registry
        self._dumps = dumps
        self._static: dict[str, Built] = {}
        self._specs: dict[str, InputSpec] = {}
        self._starts: dict[str, Any] = {d.name: self._wire(d.value) for d in app.inputs.values()}
        self._forms: dict[str, dict[str, Page]] = {}  # by name of the form: the pages it stands on, by path
        for page in app.pages.values():
            if page.is_static:
                self._build_static(page)
        self.graph = Graph(app, {*self._starts, *self._specs, *self._forms})

    @property
    def starts(self) -> Mapping[str, Any]:
        """What inputs hold before anybody wrote them."""
        return self._starts

    def page(self, path: str) -> Page:
        """The page at a path; the empty path is the first page.

        Raises:
            PageNotFound: there is none; the hint names the nearest.
        """
        if not path and self.app.pages:
            return next(iter(self.app.pages.values()))
        page = self.app.pages.get(path)
        if page is None:
            raise PageNotFound.among(path, self.app.pages)
        return page

    def path_of(self, page: str) -> str:
        """The path of a page named by path or by title.

        Raises:
            PageNotFound: there is none.
        """
        for known in self.app.pages.values():
            if page in (known.path, known.title):
                return known.path
        raise PageNotFound.among(page, self.app.pages)

    def spec(self, name: str) -> InputSpec | None:
        """The rule for an input that a component writes; None when no built page has it."""
        return self._specs.get(name)

    def knows_input(self, name: str) -> bool:
        return name in self._specs or name in self._starts

    def pages_with(self, form: str) -> list[Page]:
        """The pages on which a form was seen.

        Raises:
            FormNotFound: no built page has it.
        """
        pages = self._forms.get(form)
        if pages is None:
            raise FormNotFound.among(form, self._forms)
        return list(pages.values())

    def built(self, page: Page) -> Built:
        """A page without parameters."""
        return self._static.get(page.path) or self._build_static(page)

    def rebuilt(self, page: Page) -> Built:
        """A page without parameters, made anew for a visit. For a thread that may use the database."""
        return self._build_static(page)

    def build(self, page: Page, arguments: Mapping[str, Any]) -> Built:
        """Runs a page's function. Whatever goes wrong becomes a card on the page; nothing is raised."""
        with collecting_errors():
            try:
                items = page.function(**arguments)
            except Exception as error:  # the author's code may raise anything
                return self.failed(page, error)
            tree = build_tree(items, self.registry)
        for problem in tree.errors:
            log.error("page %r: %s", page.title, problem)
        self._learn(page, tree)
        if self._page_built is not None:
            self._page_built(page, tree)
        return self._made(page, tree)

    def failed(self, page: Page, error: Exception) -> Built:
        """A page that shows only what went wrong with it."""
        problem = _page_problem(page, error)
        log.error("%s", problem, exc_info=None if isinstance(error, EnvisionError) else error)
        return self._made(page, build_tree([problem], self.registry))

    def _made(self, page: Page, tree: Tree) -> Built:
        if not self._shows_errors:
            for node in _nodes(tree.nodes):
                if node["kind"] == ERROR_KIND:
                    node["props"] = veiled(node["props"])
        return Built(page, tree, self._dumps)

    def problems(self) -> Iterator[EnvisionError]:
        """Every mistake found so far, for start-up and ``envision check``."""
        yield from self.app.problems
        yield from self.graph.problems.values()
        for page in self.app.pages.values():
            problem = self.graph.page_problem(page)
            if problem is not None:
                yield problem
            for name in page.requires:
                if name not in self._forms and not any(not p.is_static for p in self.app.pages.values()):
                    yield FormNotFound.among(name, self._forms)
        for built in self._static.values():
            yield from built.tree.errors

    def _build_static(self, page: Page) -> Built:
        built = self.build(page, {})
        self._static[page.path] = built
        return built

    def _wire(self, value: Any) -> Any:
        return orjson.loads(self._dumps(value))

    def _learn(self, page: Page, tree: Tree) -> None:
        for name, spec in tree.inputs.items():
            self._specs.setdefault(name, spec)
            # What a page made for one person starts with is nobody else's business.
            self._starts.setdefault(name, self._wire(spec.default) if page.is_static else None)
        for name in tree.forms:
            self._forms.setdefault(name, {})[page.path] = page
            self._starts.setdefault(name, None)
        graph = getattr(self, "graph", None)  # absent while the first pages are built
        if graph is not None:
            graph.learn_inputs([*tree.inputs, *tree.forms])


def veiled(error: dict[str, Any]) -> dict[str, Any]:
    """An error as strangers may see it: without places, and without the words of what the author's code raised."""
    shown = {name: value for name, value in error.items() if name != "place"}
    if error.get("slug") in RAISED_BY_AUTHOR:
        shown |= {
            "problem": "This part could not be made.",
            "hint": "try again later; the server's log has the details",
        }
    return shown


def _page_problem(page: Page, error: Exception) -> EnvisionError:
    if isinstance(error, EnvisionError):
        return error
    return PageFailed(
        f"Page {page.title!r} raised {type(error).__name__}: {error}",
        hint="correct the page's function; the rest of the app works",
        place=author_place(error) or page.place,
    )


def _nodes(nodes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for node in nodes:
        yield node
        yield from _nodes(node.get("children", []))


def _key(node: dict[str, Any], dumps: Callable[[Any], bytes]) -> str:
    return blake2b(dumps([node["kind"], node["props"]]), digest_size=12).hexdigest()
