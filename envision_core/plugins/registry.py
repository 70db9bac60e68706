"""What the installed plugins offer. Imports a plugin only when its class is needed, never to find it."""

from __future__ import annotations

import importlib
import logging
from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from envision_core.errors import PluginError, PluginMissing, nearest
from envision_core.plugins.adapters import kind_for
from envision_core.plugins.component import Component
from envision_core.plugins.discovery import GROUP, Plugin, found_plugins
from envision_core.plugins.known import known_plugins
from envision_core.plugins.manifest import API, ComponentEntry
from envision_core.plugins.report import Report, Status, error_for, named, rebuild_hint
from envision_core.plugins.vite import ViteManifest, read_uses

__all__ = ["API", "GROUP", "Plugin", "Registry", "Report", "Status"]

logger = logging.getLogger("envision.plugins")

PREFIX = "/_envision/"


class Registry:
    """What the installed plugins offer."""

    def __init__(self, reports: Iterable[Report] = (), plugins: Iterable[Plugin] = ()) -> None:
        self.reports: list[Report] = sorted(reports, key=lambda report: (report.id, report.status != "ok"))
        self._plugins = {plugin.manifest.id: plugin for plugin in plugins}
        self._entries: dict[str, ComponentEntry] = {}
        self._kinds: dict[str, str] = {}  # module:class -> kind
        for plugin in self._plugins.values():
            self._entries.update(plugin.manifest.components)
            self._kinds.update((entry.python, kind) for kind, entry in plugin.manifest.components.items())
        self._accepts = self._all_accepts()
        self._kind_of_class: dict[type, str] = {}
        self._adapters: dict[type, type[Component] | None] = {}
        self._builds: dict[str, ViteManifest | None] = {}
        self._uses: dict[str, dict[str, list[str]]] = {}

    @classmethod
    def discover(cls, *, block: Collection[str] = (), strict: bool = False) -> Registry:
        """The registry of this environment.

        Args:
            block: ids of plugins that shall not be used.
            strict: raise PluginError when any plugin is not ok, for continuous integration.
        """
        reports, plugins = found_plugins(block)
        registry = cls(reports, plugins)
        if strict:
            registry.require_ok()
        return registry

    def require_ok(self) -> None:
        """Raises PluginError for the first plugin that cannot be used."""
        for report in self.reports:
            if report.status != "ok":
                raise error_for(f"The plugin {named(report)} cannot be used", report)

    # Components

    def kind_of(self, cls: type) -> str:
        """``charts.Chart`` for a component class or an author's subclass of one.

        Raises:
            PluginError: no usable plugin has the class; says what to do.
        """
        kind = self._kind_of_class.get(cls)
        if kind is None:
            kind = self._kind_of_class[cls] = self._find_kind(cls)
        return kind

    def _find_kind(self, cls: type) -> str:
        for base in cls.__mro__:
            kind = self._kinds.get(f"{base.__module__}:{base.__qualname__}")
            if kind is not None:
                self._refuse_unusable(base.__name__, kind.partition(".")[0])
                return kind
        package = cls.__module__.partition(".")[0]
        for report in self.reports:
            if report.package == package and report.status != "ok":
                raise error_for(f"{cls.__name__} needs {named(report)}, which cannot be used", report)
        raise PluginError(
            f"The component {cls.__module__}:{cls.__qualname__} is in no plugin's manifest.",
            hint="list it in `components` under [tool.envision.plugin] and run `envision plugin build`",
        )

    def _refuse_unusable(self, name: str, plugin_id: str) -> None:
        report = self.report(plugin_id)
        if report is not None and report.status != "ok":
            raise error_for(f"{name} needs {named(report)}, which cannot be used", report)

    def report(self, plugin_id: str) -> Report | None:
        """The report of the plugin that has this id; of two the one in use."""
        return next((report for report in self.reports if report.id == plugin_id), None)

    def entry(self, kind: str) -> ComponentEntry | None:
        """What the manifest says about a kind."""
        return self._entries.get(kind)

    def kinds(self) -> list[str]:
        """All kinds of usable plugins."""
        return list(self._entries)

    def load(self, kind: str) -> type[Component]:
        """The class of a kind. Imports its plugin; one that fails is marked broken.

        Raises:
            PluginError: the plugin is missing or cannot be used.
        """
        entry = self._entries.get(kind)
        plugin_id, _, name = kind.partition(".")
        if entry is None:
            raise self.missing(plugin_id, name)
        self._refuse_unusable(name, plugin_id)
        try:
            found = resolve(entry.python)
        except Exception as exc:  # a plugin's import may raise anything
            self.mark_broken(plugin_id, exc)
            raise self.missing(plugin_id, name) from exc
        return found  # type: ignore[no-any-return]  # the manifest lists component classes

    def missing(self, plugin_id: str, name: str) -> PluginError:
        """The error for a component of a plugin that is absent or cannot be used."""
        report = self.report(plugin_id)
        known = known_plugins().get(plugin_id)
        if report is not None and report.status == "ok":
            close = nearest(f"{plugin_id}.{name}", self._entries)
            hint = f"did you mean {close.partition('.')[2]}?" if close else f"pip install -U {report.distribution}"
            return PluginError(f"{named(report)} has no component {name!r}.", hint=hint)
        is_squatter = report is not None and known is not None and report.distribution != known.distribution
        if report is not None and not is_squatter:
            return error_for(f"{name} needs {named(report)}, which cannot be used", report)
        distribution = known.distribution if known else f"envision-{plugin_id}"
        return PluginMissing(
            f"{name} needs {distribution}, which is not installed.", hint=f"pip install {distribution}"
        )

    # Plain objects

    def adapter_for(self, value: object) -> type[Component] | None:
        """The component class that shows a plain object; None when no known plugin does.

        Raises:
            PluginError: the plugin that does is missing or cannot be used.
        """
        cls = type(value)
        if cls not in self._adapters:
            kind = kind_for(cls, self._accepts)
            self._adapters[cls] = None if kind is None else self.load(kind)
        return self._adapters[cls]

    def accepts(self) -> dict[str, str]:
        """Foreign type -> kind, of plugins that are installed."""
        return {name: kind for name, kind in self._accepts.items() if kind in self._entries}

    def _all_accepts(self) -> dict[str, str]:
        """Of two plugins that accept a type the known one wins, else the first by id; absent ones come last."""
        found: dict[str, str] = {}
        known = known_plugins()
        for plugin_id in sorted(self._plugins, key=lambda id: (id not in known, id)):
            for name, kind in self._plugins[plugin_id].manifest.accepts.items():
                found.setdefault(name, kind)
        for item in known.values():
            for name, kind in item.accepts.items():
                found.setdefault(name, kind)
        return found

    # Browser modules

    def module(self, kind: str, prefix: str = PREFIX) -> dict[str, Any]:
        """The ES module of a kind, as ``get_app`` tells it.

        Args:
            prefix: path below which assets are served.
        """
        plugin_id = kind.partition(".")[0]
        entry, report = self._entries.get(kind), self.report(plugin_id)
        module: dict[str, Any] = {
            "plugin": plugin_id, "url": "", "css": [], "preload": [], "export": "", "min_height": 0, "state": "ok"
        }  # fmt: skip
        if entry is None:
            error = self.missing(plugin_id, kind.partition(".")[2])
            state = report.status if report is not None and report.status != "ok" else "missing"
            return {**module, "state": state, "reason": error.problem, "hint": error.hint}
        module |= {"export": entry.export, "min_height": entry.min_height}
        if entry.bound:
            module["bound"] = entry.bound
        if report is not None and report.status != "ok":
            return {**module, "state": report.status, "reason": report.reason, "hint": report.hint}
        build = self.build(plugin_id)
        file = build.file(entry.js) if build is not None else None
        if build is None or file is None:
            reason = f"{named(report) if report else plugin_id} lacks the built file of {kind}."
            return {**module, "state": "broken", "reason": reason, "hint": rebuild_hint(report)}
        base = f"{prefix}p/{plugin_id}/"
        module["url"] = base + file
        module["css"] = [base + name for name in build.css(entry.js)]
        module["preload"] = [base + name for name in build.imports(entry.js)]
        return module

    def modules(self, prefix: str = PREFIX) -> dict[str, dict[str, Any]]:
        """The modules of all kinds."""
        return {kind: self.module(kind, prefix) for kind in self._entries}

    def build(self, plugin_id: str) -> ViteManifest | None:
        """A plugin's Vite manifest; None when its assets are not built."""
        if plugin_id not in self._builds:
            self._builds[plugin_id] = ViteManifest.read(self._plugins[plugin_id].static)
        return self._builds[plugin_id]

    def shared_names(self, kind: str) -> list[str]:
        """Names of the shared modules that the module of a kind imports, as its build noted them."""
        entry, plugin_id = self._entries.get(kind), kind.partition(".")[0]
        if entry is None or not self._is_ok(plugin_id):
            return []
        if plugin_id not in self._uses:
            self._uses[plugin_id] = read_uses(self._plugins[plugin_id].static)
        return self._uses[plugin_id].get(entry.js, [])

    def plugins(self) -> list[Plugin]:
        """Those with a usable manifest, in the order of their ids."""
        return [self._plugins[id] for id in sorted(self._plugins)]

    def hook_modules(self) -> dict[str, tuple[str, frozenset[str]]]:
        """Plugin id -> module of its hooks and their names, of plugins that are ok."""
        found = {id: plugin.manifest for id, plugin in sorted(self._plugins.items()) if self._is_ok(id)}
        return {id: (item.hook_module, item.hook_names) for id, item in found.items() if item.hook_module}

    def rpc_methods(self) -> dict[str, str]:
        """JSON-RPC method -> ``module:function``, of plugins that are ok; ``resolve`` loads one."""
        found = [plugin.manifest.rpc for plugin in self.plugins() if self._is_ok(plugin.manifest.id)]
        return {name: path for methods in found for name, path in methods.items()}

    def _is_ok(self, plugin_id: str) -> bool:
        report = self.report(plugin_id)
        return report is None or report.status == "ok"

    # Failures

    def mark_broken(self, plugin_id: str, exc: BaseException) -> None:
        """Notes that a plugin's own code failed; from now on its components are error cards."""
        hint = "the log has the traceback; reinstall or upgrade it"
        if isinstance(exc, ModuleNotFoundError) and exc.name:
            hint = f"pip install {exc.name.partition('.')[0].replace('_', '-')}"
        reason = f"its import fails: {type(exc).__name__}: {exc}"
        logger.error("plugin %s: %s", plugin_id, reason, exc_info=exc)
        self.reports = [
            replace(report, status="broken", reason=reason, hint=hint)
            if report.id == plugin_id and report.status == "ok"
            else report
            for report in self.reports
        ]
        self._kind_of_class.clear()
        self._adapters.clear()

    def culprit(self, exc: BaseException) -> str | None:
        """Id of the plugin whose import raised; None when the author's own code did."""
        packages = {report.package: report.id for report in self.reports if report.status == "ok"}
        traceback = exc.__traceback__
        while traceback is not None:
            frame = traceback.tb_frame
            package = str(frame.f_globals.get("__name__", "")).partition(".")[0]
            if package in packages and frame.f_code.co_name == "<module>":
                return packages[package]
            traceback = traceback.tb_next
        if isinstance(exc, SyntaxError) and exc.filename:
            file = Path(exc.filename)
            for id, plugin in self._plugins.items():
                if file.is_relative_to(plugin.folder):
                    return id
        return None


def resolve(path: str) -> Any:
    """The object at ``module:attribute``."""
    module, _, name = path.partition(":")
    return getattr(importlib.import_module(module), name)
