"""What a page function returned, as nodes for the browser and a table of live components. Knows no connection."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from types import GeneratorType
from typing import Any, Protocol

from envision_core.errors import ComponentNotFound, DuplicateName, EnvisionError, Place, PropertyError
from envision_core.model.action import Action
from envision_core.model.source import Source, constant_source
from envision_core.plugins.component import Component, collecting_errors
from envision_core.plugins.inputs import FormBase, Input
from envision_core.plugins.inputspec import InputSpec
from envision_core.plugins.properties import short

__all__ = ["ERROR_KIND", "Kinds", "Node", "Tree", "build_tree"]

logger = logging.getLogger("envision.plugins")

Node = dict[str, Any]
ERROR_KIND = "envision.Error"
MAX_INLINE_BYTES = 32 * 1024
"""Encoded static data up to this size travels with the page; larger data follows like that of a source."""


class Kinds(Protocol):
    """What a tree needs of the registry."""

    def kind_of(self, cls: type) -> str:
        """``charts.Chart``; raises PluginError for a class in no usable manifest."""

    def adapter_for(self, value: object) -> type[Component] | None:
        """The component class that shows a plain object; raises PluginError when its plugin cannot be used."""


@dataclass(slots=True)
class Tree:
    """A built page."""

    nodes: list[Node] = field(default_factory=list)
    components: dict[str, Component] = field(default_factory=dict)  # by id, those that work
    bound: dict[str, Source] = field(default_factory=dict)  # component id -> where its data comes from
    inputs: dict[str, InputSpec] = field(default_factory=dict)  # of two fields for one input the first counts
    forms: dict[str, FormBase] = field(default_factory=dict)  # by name
    errors: list[EnvisionError] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)  # what the browser needs modules for
    varies: bool = False  # whether some component may have other properties at the next visit

    def component(self, id: str) -> Component:
        """The component with this id; raises ComponentNotFound."""
        try:
            return self.components[id]
        except KeyError:
            raise ComponentNotFound.among(id, self.components) from None


def build_tree(items: Any, registry: Kinds, *, place: Place | None = None) -> Tree:
    """The tree of whatever a page function returned: components and plain objects, nested in lists as it likes.

    Never raises because of an item: one that cannot be shown becomes an error node and the rest of the page works.

    Args:
        place: of the page function, for errors that have no place of their own.
    """
    builder = _Builder(registry, place, set(_explicit_ids([items])))
    with collecting_errors():  # components made by adapters are kept like the author's
        builder.tree.nodes.extend(builder.nodes(items))
    return builder.tree


def _explicit_ids(items: Iterable[Any]) -> Iterator[str]:
    for item in items:
        if isinstance(item, Component):
            if isinstance(item.id, str):
                yield item.id
            yield from _explicit_ids(_children(item) or ())
        elif isinstance(item, (list, tuple)):
            yield from _explicit_ids(item)


def _children(component: Component) -> list[Any] | None:
    return getattr(component, "children", None)


class _Builder:
    """One pass over a page's items."""

    def __init__(self, registry: Kinds, place: Place | None, explicit: set[str]) -> None:
        self.tree = Tree()
        self._registry = registry
        self._place = place
        self._explicit = explicit  # ids the author chose anywhere on the page; automatic ones avoid them
        self._used: set[str] = set()
        self._counts: dict[str, int] = {}

    def nodes(self, item: Any) -> list[Node]:
        """The nodes of one item: none for None, many for a list."""
        if isinstance(item, Component):
            return self._component_nodes(item)
        if item is None or item is False:  # `show and Chart(...)`
            return []
        if isinstance(item, EnvisionError):  # what went wrong with a page, in its place
            return [self._error_node(self._numbered("error"), item)]
        if isinstance(item, (list, tuple, GeneratorType)):
            return [node for each in item for node in self.nodes(each)]
        try:
            return self._component_nodes(self._adapted(item))
        except EnvisionError as exc:
            return [self._error_node(self._numbered("error"), exc)]

    def _adapted(self, item: Any) -> Component:
        """A plain object as a component."""
        if isinstance(item, Source):
            raise PropertyError(
                f"The source {item.name!r} stands alone on the page.",
                hint=f"say how to show it, as in Chart({item.name}) or Table({item.name})",
            )
        if isinstance(item, Action):
            raise PropertyError(
                f"The action {item.name!r} stands alone on the page.", hint="give it to a Button or a Form"
            )
        if isinstance(item, type) and issubclass(item, Component):
            raise PropertyError(f"{item.__name__} is a class.", hint=f"write {item.__name__}(...)")
        cls = self._registry.adapter_for(item)
        if cls is None:
            kind = f"{type(item).__module__}.{type(item).__qualname__}".removeprefix("builtins.")
            raise PropertyError(
                f"A page cannot show {short(item)} (a {kind}).",
                hint="wrap it in a component; `envision plugins` lists the types that need none",
            )
        make: Any = cls  # its first property takes the object
        return self._made(make, item)

    @staticmethod
    def _made(make: Any, item: Any) -> Component:
        component: Component = make(item)
        return component

    def _component_nodes(self, component: Component) -> list[Node]:
        if component.error is not None:
            return self._failed(component, self._automatic_id(component), component.error)
        try:
            id = self._own_id(component)
        except EnvisionError as exc:
            return self._failed(component, self._automatic_id(component), exc)
        try:
            node, source = self._node(component, id)
        except EnvisionError as exc:
            return self._failed(component, id, exc)
        except Exception as exc:  # a plugin's code may raise anything
            logger.exception("component %s (%s) cannot be built", id, type(component).__name__)
            problem = f"{type(component).__name__} cannot be shown: {type(exc).__name__}: {exc}"
            return self._failed(component, id, PropertyError(problem, place=component.place))
        self._register(component, id, node, source)
        children = _children(component)
        if children is not None:
            node["children"] = self.nodes(children)
        return [node]

    def _node(self, component: Component, id: str) -> tuple[Node, Source | None]:
        """The node without its children. Registers nothing, as it may raise half-way."""
        kind = self._registry.kind_of(type(component))
        props = component.dump_props()
        node: Node = {"id": id, "kind": kind, "props": props}
        source = self._data(component, props)
        if source is not None:
            node["source"] = source.name
        if component.show_when:
            node["show_when"] = component.show_when
        names = [spec.name for spec in self._specs(component)]
        if names:
            node["inputs"] = names
        if isinstance(component, FormBase) and component.name in self.tree.forms:
            raise DuplicateName(
                f"The form {component.name!r} is twice on this page.",
                hint="give one of them another name",
                place=component.place,
            )
        return node, source

    def _data(self, component: Component, props: Node) -> Source | None:
        """Puts static data into props when it is small; else the source it comes from."""
        name = component.bound_name()
        data = component.data
        if name is None or data is None or isinstance(data, Source):
            return data if isinstance(data, Source) else None
        from envision_core.serialize.values import dumps  # late: brings orjson

        wire = component.dump_data(data)
        encoded = dumps(wire)
        if len(encoded) <= MAX_INLINE_BYTES:
            props[name] = wire
            return None
        digest = hashlib.blake2b(encoded, digest_size=16).hexdigest()
        return constant_source(f"constant-{digest}", data, digest)

    def _specs(self, component: Component) -> list[InputSpec]:
        specs = component.inputs()
        for spec in specs:
            if not spec.name.isidentifier():
                raise PropertyError(
                    f"{spec.name!r} cannot be the name of an input.",
                    hint="sources ask for inputs by parameter name: use letters, digits and _",
                    place=component.place,
                )
        return specs

    def _register(self, component: Component, id: str, node: Node, source: Source | None) -> None:
        tree = self.tree
        tree.components[id] = component
        tree.kinds.add(node["kind"])
        tree.varies = tree.varies or component.varies()
        if source is not None:
            tree.bound[id] = source
        for spec in component.inputs():
            tree.inputs.setdefault(spec.name, spec)
        if isinstance(component, FormBase):
            tree.forms[component.name] = component

    # Errors

    def _failed(self, component: Component, id: str, error: EnvisionError) -> list[Node]:
        """An error node in a component's place. Its children are shown, its inputs keep their defaults."""
        error.place = error.place or component.place
        node = self._error_node(id, error)
        try:
            specs = self._specs(component)
        except Exception:  # half-built: it may lack any attribute
            specs = []
        for spec in specs:
            self.tree.inputs.setdefault(spec.name, spec)
        return [node, *self.nodes(_children(component))]

    def _error_node(self, id: str, error: EnvisionError) -> Node:
        error.place = error.place or self._place
        self.tree.errors.append(error)
        return {"id": id, "kind": ERROR_KIND, "props": error.to_data()}

    # Ids

    def _own_id(self, component: Component) -> str:
        if component.id is None:
            return self._automatic_id(component)
        if component.id in self._used:
            raise DuplicateName(
                f"Two components have the id {component.id!r}.", hint="choose another one", place=component.place
            )
        self._used.add(component.id)
        return component.id

    def _automatic_id(self, component: Component) -> str:
        """Stable as long as the page keeps its order; of fields and forms as long as they keep their name."""
        name = type(component).__name__.lower()
        if isinstance(component, (Input, FormBase)) and isinstance(getattr(component, "name", None), str):
            own = f"form-{component.name}" if isinstance(component, FormBase) else f"{name}-{component.name}"
            if own not in self._used and own not in self._explicit:
                self._used.add(own)
                return own
            name = own
        return self._numbered(name)

    def _numbered(self, name: str) -> str:
        while True:
            count = self._counts[name] = self._counts.get(name, 0) + 1
            id = f"{name}-{count}"
            if id not in self._used and id not in self._explicit:
                self._used.add(id)
                return id
