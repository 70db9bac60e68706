"""Finds installed plugins by entry point and reads their manifests. Imports none of them."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import sys
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from envision_core.errors import PluginBroken, PluginDisabled, PluginError
from envision_core.plugins.known import known_plugins
from envision_core.plugins.manifest import Manifest, read_manifest
from envision_core.plugins.report import Report, Status, status_of

__all__ = ["GROUP", "Plugin", "found_plugins"]

GROUP = "envision.plugins"


@dataclass(frozen=True, slots=True)
class Plugin:
    """A plugin whose manifest can be used."""

    manifest: Manifest
    folder: Path  # of its package

    @property
    def static(self) -> Path:
        """Folder of its built assets."""
        return self.folder / "static"


@dataclass(frozen=True, slots=True)
class _Found:
    """An entry point."""

    id: str
    value: str
    distribution: str
    version: str

    @property
    def package(self) -> str:
        return self.value.partition(":")[0].partition(".")[0]

    def report(self, status: Status, reason: str = "", hint: str = "") -> Report:
        return Report(self.id, self.distribution, self.version, self.package, status, reason, hint)


def found_plugins(block: Collection[str] = ()) -> tuple[list[Report], list[Plugin]]:
    """A report on every entry point, and the plugins that can be used.

    Args:
        block: ids of plugins that shall not be used.
    """
    reports: list[Report] = []
    plugins: list[Plugin] = []
    taken: dict[str, str] = {}  # id -> distribution
    for found in sorted(_entry_points(), key=_official_first):
        try:
            plugin = _loaded(found, block, taken)
        except PluginError as exc:
            reports.append(found.report(status_of(exc), exc.problem, exc.hint))
        else:
            plugins.append(plugin)
            reports.append(replace(found.report("ok"), kinds=tuple(plugin.manifest.components)))
        taken.setdefault(found.id, found.distribution)
    return reports, plugins


def _entry_points() -> list[_Found]:
    found = []
    seen: set[str] = set()
    for distribution in importlib.metadata.distributions(path=_search_path()):
        points = distribution.entry_points.select(group=GROUP)
        if not points or distribution.metadata["Name"] in seen:  # an older copy later on the path
            continue
        seen.add(distribution.metadata["Name"])
        for point in points:
            found.append(_Found(point.name, point.value, distribution.metadata["Name"], distribution.version))
    return found


def _search_path() -> list[str]:
    return sys.path


def _official_first(found: _Found) -> tuple[str, bool, str]:
    """Of two plugins with one id the distribution ``envision-<id>`` comes first."""
    return found.id, _normal(found.distribution) != f"envision-{_normal(found.id)}", found.distribution


def _normal(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


def _loaded(found: _Found, block: Collection[str], taken: dict[str, str]) -> Plugin:
    """The plugin; raises PluginError with a reason that continues the name of its distribution."""
    owner = taken.get(found.id)
    known = known_plugins().get(found.id)
    if owner is None and known is not None and _normal(found.distribution) != known.distribution:
        owner = known.distribution
    if owner is not None:
        raise PluginDisabled(
            f"it uses the id {found.id!r}, which belongs to {owner}", hint=f"pip uninstall {found.distribution}"
        )
    if found.id in block:
        raise PluginDisabled("it is blocked by the settings", hint=f"take {found.id!r} off the list of blocked plugins")
    folder = _folder(found)
    manifest = read_manifest(folder / found.value.partition(":")[2], plugin_id=found.id, package=found.package)
    return Plugin(manifest, folder)


def _folder(found: _Found) -> Path:
    """The package's folder. Only the top-level package is looked up, as anything deeper would import it."""
    try:
        spec = importlib.util.find_spec(found.package)
    except (ImportError, ValueError):
        spec = None
    places = list(spec.submodule_search_locations or ()) if spec else []
    if not places:
        raise PluginBroken(
            f"its package {found.package!r} cannot be found",
            hint=f"pip install --force-reinstall {found.distribution}",
        )
    return Path(places[0], *found.value.partition(":")[0].split(".")[1:])
