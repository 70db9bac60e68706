"""The base classes of everything that can stand on a page. Knows neither registry nor tree."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, dataclass_transform

from envision_core.errors import EnvisionError, Place, PluginError
from envision_core.plugins.construction import checked, collecting_errors, flat, guarded, with_children
from envision_core.plugins.inputspec import InputSpec
from envision_core.plugins.methods import Method, methods_of
from envision_core.plugins.properties import properties_of, to_browser

__all__ = ["Component", "Container", "collecting_errors"]


@dataclass_transform(field_specifiers=(field,))
@dataclass(eq=False, repr=False, match_args=False)
class Component:
    """Something on a page. A subclass lists its properties as annotations and needs no ``__init__``."""

    js: ClassVar[str] = ""  # entry name in the plugin's Vite build; empty: the class name in lower case
    min_height: ClassVar[int] = 0  # px, height of the placeholder while the data is not ready
    _has_written_init: ClassVar[bool] = False
    props_version: ClassVar[int] = 1  # raised when properties change so that older stored ones no longer fit

    id: str | None = field(default=None, kw_only=True)
    show_when: dict[str, Any] | None = field(default=None, kw_only=True)
    error: EnvisionError | None = field(default=None, init=False)  # why it could not be built
    place: Place | None = field(default=None, init=False)  # where the author wrote it

    def __init_subclass__(cls, **options: Any) -> None:
        # Options such as init=False are for type checkers alone.
        super().__init_subclass__()
        if cls.__module__ != __name__:
            _refuse_reserved_names(cls)
        # A class that inherits a written __init__ keeps it, as it would anywhere in Python.
        is_written = "__init__" in vars(cls)
        cls._has_written_init = cls.__module__ != __name__ and (is_written or cls._has_written_init)
        takes_children = cls._takes_children()
        dataclass(
            init=not cls._has_written_init, eq=False, repr=False, match_args=False, kw_only=takes_children
        )(cls)  # fmt: skip
        build = cls.__init__
        if takes_children and not cls._has_written_init:
            build = with_children(build)
        cls.__init__ = guarded(cls, build)  # type: ignore[method-assign]  # the point of this class

    @classmethod
    def _takes_children(cls) -> bool:
        return False

    @classmethod
    def _is_data_checked(cls) -> bool:
        # A class with its own dump_data takes foreign objects, which only that function understands.
        return cls.dump_data is Component.dump_data

    def dump_data(self, data: Any) -> object:
        """The bound data as it is sent to the browser. Runs in a thread. By default data that fits the annotation."""
        bound = properties_of(type(self)).bound
        if bound is None:
            raise PluginError(f"{type(self).__name__} has no bound property.", hint="annotate one with Bound[...]")
        return checked(self, bound.name, data, bound.check)

    def dump_props(self) -> dict[str, Any]:
        """All properties for the browser but the bound one. What is None is left out."""
        declared = properties_of(type(self))
        props: dict[str, Any] = {}
        for name in declared.sent:
            value = getattr(self, name)
            if value is not None:
                props[name] = to_browser(value)
        for name in declared.computed:
            props[name] = to_browser(getattr(self, name)())
        return props

    def inputs(self) -> list[InputSpec]:
        """The inputs this component writes."""
        return []

    def varies(self) -> bool:
        """Whether its properties may differ from one visit to the next, as choices from the database do.

        A page that depends on nothing is built once; with such a component on it, it is built for each visit.
        """
        return False

    @classmethod
    def methods(cls) -> dict[str, Method]:
        """What a browser may call, by name."""
        return methods_of(cls)

    @classmethod
    def bound_name(cls) -> str | None:
        """Name of the bound property, None when the class has none."""
        bound = properties_of(cls).bound
        return None if bound is None else bound.name

    @property
    def data(self) -> Any:
        """What the bound property was given: a source, or data."""
        name = self.bound_name()
        return None if name is None else getattr(self, name)

    def __repr__(self) -> str:
        label = self.id or getattr(self, "name", None)
        return f"<{type(self).__name__} {label!r}>" if label else f"<{type(self).__name__}>"


class Container(Component):
    """A component that holds others: positional arguments are its children, properties are given by keyword.

    Declare subclasses as ``class Columns(Container, init=False)`` to let type checkers know.
    """

    children: list[Any] = field(default_factory=list, init=False)  # components or plain objects

    @classmethod
    def _takes_children(cls) -> bool:
        return True

    def __init__(self, *children: Any, id: str | None = None, show_when: Any = None, **properties: Any) -> None:
        self.children = list(flat(children))
        self.id, self.show_when = id, show_when
        if properties:
            raise TypeError(f"unexpected {sorted(properties)}")


_RESERVED = frozenset(name for name in dir(Component) if not name.startswith("__")) | {"children"}
_OPEN = frozenset({"id", "show_when", "js", "min_height", "props_version"})


def _refuse_reserved_names(cls: type[Component]) -> None:
    for name in vars(cls).get("__annotations__", {}):
        if name in _RESERVED and name not in _OPEN:
            problem = f"{cls.__name__} cannot have a property {name!r}: every component has something of that name."
            raise PluginError(problem, hint="choose another name")
