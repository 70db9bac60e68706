"""Behaviour that plugins add at fixed moments. Imports a plugin's hook module when its first hook fires."""

from __future__ import annotations

import importlib
import logging
from typing import TYPE_CHECKING, Any

import pluggy

from envision_core.errors import EnvisionError, PluginError

if TYPE_CHECKING:
    from envision_core.plugins.registry import Registry

__all__ = ["HOOK_NAMES", "HookSpecs", "Hooks", "hookimpl"]

logger = logging.getLogger("envision.plugins")

hookspec = pluggy.HookspecMarker("envision")
hookimpl = pluggy.HookimplMarker("envision")


class HookSpecs:
    """The hooks. An implementation asks only for the arguments it uses; hooks may gain arguments."""

    @hookspec
    def startup(self, app: Any) -> None:
        """Called once when the server is ready, before the first page."""

    @hookspec
    def shutdown(self, app: Any) -> None:
        """Called once when the server stops."""

    @hookspec
    def page_built(self, page: Any, tree: Any) -> None:
        """Called after a page's tree was built and before anybody sees it; once for pages that depend on nothing."""

    @hookspec
    def check(self) -> list[EnvisionError] | None:
        """Problems with the plugin's own configuration, for ``envision check``."""


HOOK_NAMES = ("startup", "shutdown", "page_built", "check")


class Hooks:
    """Fires hooks. Each plugin has its own pluggy manager, so that one that raises takes nothing from the others."""

    def __init__(self, registry: Registry) -> None:
        self._modules = registry.hook_modules()
        self._managers: dict[str, pluggy.PluginManager | None] = {}  # None: its module cannot be imported

    def fire(self, name: str, **arguments: Any) -> list[Any]:
        """Calls the hook in every plugin that declares it; what they returned, without None.

        A failure is logged. From ``check`` it is returned as well, so that it is seen.
        """
        results: list[Any] = []
        for plugin, (module, names) in self._modules.items():
            if name in names:
                results += self._fire_one(plugin, module, name, arguments)
        return results

    def page_built(self, page: Any, tree: Any) -> None:
        """Fires the hook of that name."""
        self.fire("page_built", page=page, tree=tree)

    def _fire_one(self, plugin: str, module: str, name: str, arguments: dict[str, Any]) -> list[Any]:
        try:
            manager = self._manager(plugin, module)
            found = getattr(manager.hook, name)(**arguments) if manager else []
        except Exception as exc:  # a plugin's code may raise anything
            logger.exception("plugin %s: its hook %s failed", plugin, name)
            problem = f"The hook {name!r} of the plugin {plugin!r} failed: {type(exc).__name__}: {exc}."
            return [PluginError(problem, hint="the log has the traceback")] if name == "check" else []
        return [item for one in found for item in (one if isinstance(one, list) else [one])]

    def _manager(self, plugin: str, module: str) -> pluggy.PluginManager | None:
        if plugin not in self._managers:
            self._managers[plugin] = None
            manager = pluggy.PluginManager("envision")
            manager.add_hookspecs(HookSpecs)
            manager.register(importlib.import_module(module), plugin)
            self._managers[plugin] = manager
        return self._managers[plugin]
