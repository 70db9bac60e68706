"""A plugin's manifest: what it holds, and whether this Envision can use it. Imports no plugin."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from envision_core.errors import PluginBroken, PluginIncompatible

__all__ = ["API", "FORMAT", "ComponentEntry", "Manifest", "parse_manifest", "read_manifest"]

API = "1.0"
"""Version of the plugin contract: a plugin works with the same major and an equal or higher minor."""

FORMAT = 1
"""Version of the manifest file itself."""


@dataclass(frozen=True, slots=True)
class ComponentEntry:
    """One component class as the manifest describes it."""

    kind: str  # charts.Chart
    python: str  # envision_charts.chart:Chart
    js: str  # entry name in the plugin's Vite build
    export: str  # name of the React component in that module
    min_height: int = 0  # px
    bound: str | None = None  # the property that takes the data of a source
    props_version: int = 1
    schema: Mapping[str, Any] = field(default_factory=dict)  # JSON Schema of the props


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a plugin adds."""

    id: str
    api: str
    components: Mapping[str, ComponentEntry]  # by kind
    accepts: Mapping[str, str] = field(default_factory=dict)  # full name of a foreign type -> kind
    hook_module: str = ""
    hook_names: frozenset[str] = frozenset()
    rpc: Mapping[str, str] = field(default_factory=dict)  # JSON-RPC method -> module:function


def read_manifest(path: Path, *, plugin_id: str, package: str) -> Manifest:
    """The manifest in a file; raises PluginBroken or PluginIncompatible with the reason."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as exc:
        raise PluginBroken(f"its manifest {path.name} is missing", hint="run `envision plugin build`") from exc
    return parse_manifest(text, plugin_id=plugin_id, package=package)


def parse_manifest(text: str, *, plugin_id: str, package: str) -> Manifest:
    """The manifest in a text.

    Args:
        plugin_id: the entry point's name, which the manifest must repeat.
        package: top-level package of the plugin; its components must live there.
    """
    try:
        raw = json.loads(text)
    except ValueError as exc:
        raise PluginBroken(f"its manifest is not valid JSON ({exc})", hint="run `envision plugin build`") from exc
    if not isinstance(raw, dict):
        raise PluginBroken("its manifest is not a JSON object", hint="run `envision plugin build`")
    _refuse_other_versions(raw)
    try:
        manifest = _manifest(raw)
    except (KeyError, TypeError, ValueError, AttributeError) as exc:
        raise PluginBroken(
            f"its manifest lacks or misuses {exc}", hint="run `envision plugin build`, which writes a valid one"
        ) from exc
    _refuse_foreign_names(manifest, plugin_id, package)
    return manifest


def _manifest(raw: Mapping[str, Any]) -> Manifest:
    hooks = raw.get("hooks") or {}
    return Manifest(
        id=_text(raw, "id"),
        api=_text(raw, "api"),
        components={kind: _entry(kind, entry) for kind, entry in raw["components"].items()},
        accepts=dict(raw.get("accepts") or {}),
        hook_module=hooks.get("module") or "",
        hook_names=frozenset(hooks.get("names") or ()),
        rpc=dict(raw.get("rpc") or {}),
    )


def _entry(kind: str, raw: Mapping[str, Any]) -> ComponentEntry:
    return ComponentEntry(
        kind=kind,
        python=_text(raw, "python"),
        js=_text(raw, "js"),
        export=_text(raw, "export"),
        min_height=int(raw.get("min_height", 0)),
        bound=raw.get("bound"),
        props_version=int(raw.get("props_version", 1)),
        schema=raw.get("schema") or {},
    )


def _text(raw: Mapping[str, Any], key: str) -> str:
    value = raw[key]
    if not isinstance(value, str):
        raise TypeError(f"{key!r}")
    return value


def _refuse_other_versions(raw: Mapping[str, Any]) -> None:
    if raw.get("manifest") != FORMAT:
        raise PluginIncompatible(
            f"its manifest has format {raw.get('manifest')!r}, this Envision reads {FORMAT}",
            hint="pip install -U envision-core",
        )
    wanted, offered = _version(raw.get("api")), _version(API) or (0, 0)
    if wanted is None:
        raise PluginBroken(f"its manifest has no usable plugin API version ({raw.get('api')!r})", hint="reinstall it")
    if wanted > offered:
        raise PluginIncompatible(
            f"it needs plugin API {raw['api']}, this Envision has {API}", hint="pip install -U envision-core"
        )
    if wanted[0] < offered[0]:
        raise PluginIncompatible(f"it was made for plugin API {raw['api']}, this Envision has {API}", hint="upgrade it")


def _version(text: object) -> tuple[int, int] | None:
    parts = text.split(".") if isinstance(text, str) else []
    return (int(parts[0]), int(parts[1])) if len(parts) == 2 and all(part.isdecimal() for part in parts) else None


def _refuse_foreign_names(manifest: Manifest, plugin_id: str, package: str) -> None:
    if manifest.id != plugin_id:
        raise PluginBroken(
            f"its entry point is named {plugin_id!r} and its manifest {manifest.id!r}",
            hint="give both the same id and run `envision plugin build`",
        )
    for kind, entry in manifest.components.items():
        if not kind.startswith(f"{plugin_id}."):
            raise PluginBroken(
                f"its component {kind!r} carries another plugin's name", hint=f"name it {plugin_id}.{entry.export}"
            )
        if entry.python.partition(":")[0].partition(".")[0] != package:
            raise PluginBroken(
                f"its component {kind!r} points at {entry.python}, outside its own package {package}",
                hint="a plugin lists its own classes only",
            )
    for kind in manifest.accepts.values():
        if kind not in manifest.components:
            raise PluginBroken(f"it accepts a type for {kind!r}, which it does not have", hint="correct `accepts`")
