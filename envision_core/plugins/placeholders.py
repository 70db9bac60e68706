"""Stands in for plugins that cannot be imported, so that the rest of an app works. Active while it loads."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, ClassVar

from envision_core.errors import EnvisionError, calling_place
from envision_core.plugins.component import Component
from envision_core.plugins.construction import flat
from envision_core.plugins.inputspec import InputSpec
from envision_core.plugins.known import known_plugins
from envision_core.plugins.registry import Registry

__all__ = ["MissingComponent", "PlaceholderFinder", "placeholders"]


class MissingComponent(Component):
    """A component whose plugin is absent. Takes anything; becomes an error card, followed by its children.

    A field keeps its input, with the default the author gave it, so that sources which need it go on working.
    """

    registry: ClassVar[Registry]
    plugin_id: ClassVar[str]
    name: ClassVar[str]

    def __init__(self, *args: Any, id: str | None = None, show_when: Any = None, **properties: Any) -> None:
        self.id, self.show_when = id, show_when
        self.children = [item for item in flat(args) if isinstance(item, Component)]
        self.place = calling_place()
        error: EnvisionError = self.registry.missing(self.plugin_id, self.name)
        error.place = self.place
        self.error = error
        self._args, self._properties = args, properties

    def inputs(self) -> list[InputSpec]:
        known = known_plugins().get(self.plugin_id)
        if known is None or self.name not in known.inputs or not self._args or not isinstance(self._args[0], str):
            return []
        return [InputSpec(self._args[0], self._properties.get("value"), lambda value: value)]


@contextmanager
def placeholders(registry: Registry) -> Iterator[PlaceholderFinder]:
    """Inside, importing a known plugin that is absent, or one that cannot be used, gives placeholders."""
    finder = PlaceholderFinder(registry)
    sys.meta_path.insert(0, finder)
    try:
        yield finder
    finally:
        finder.remove()


class PlaceholderFinder(MetaPathFinder):
    """Answers for packages of plugins that are not ok, and for known plugins nothing else can find."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._made: set[str] = set()

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        plugin_id = self._plugin_to_stand_in_for(fullname.partition(".")[0])
        if plugin_id is None:
            return None
        self._made.add(fullname)
        return ModuleSpec(fullname, _PlaceholderLoader(self._registry, plugin_id), is_package=True)

    def remove(self) -> None:
        """Ends it: later imports see what is really installed."""
        if self in sys.meta_path:
            sys.meta_path.remove(self)
        for name in self._made:
            sys.modules.pop(name, None)

    def _plugin_to_stand_in_for(self, package: str) -> str | None:
        if package in self._made:
            # Submodules of a placeholder are placeholders, whatever was installed meanwhile.
            return next((item.plugin_id for item in [sys.modules.get(package)] if isinstance(item, _Placeholder)), None)
        reports = [report for report in self._registry.reports if report.package == package]
        if any(report.status == "ok" for report in reports):
            return None
        if reports:
            return reports[0].id
        known = next((item for item in known_plugins().values() if item.package == package), None)
        return known.id if known is not None and not self._is_found_by_others(package) else None

    def _is_found_by_others(self, package: str) -> bool:
        others = [finder for finder in sys.meta_path if finder is not self]
        return any(finder.find_spec(package, None) is not None for finder in others)


class _PlaceholderLoader(Loader):
    def __init__(self, registry: Registry, plugin_id: str) -> None:
        self._registry = registry
        self._plugin_id = plugin_id

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _Placeholder(spec.name, self._registry, self._plugin_id)

    def exec_module(self, module: ModuleType) -> None:
        module.__path__ = []


class _Placeholder(ModuleType):
    """A module in which every name is a component class."""

    def __init__(self, name: str, registry: Registry, plugin_id: str) -> None:
        super().__init__(name, f"Stands in for the plugin {plugin_id!r}, which cannot be used.")
        self.registry = registry
        self.plugin_id = plugin_id

    def __getattr__(self, name: str) -> type[MissingComponent]:
        if name.startswith("_"):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        body = {"registry": self.registry, "plugin_id": self.plugin_id, "name": name, "__module__": self.__name__}
        made = type(name, (MissingComponent,), body)
        setattr(self, name, made)
        return made
