"""`envision plugin build`: writes a plugin's manifest and TypeScript props from its classes. Needs no Node."""

from __future__ import annotations

import importlib
import inspect
import json
import sys
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import MISSING, Field, field, make_dataclass
from pathlib import Path
from typing import Any

from envision_core.errors import EnvisionError, PluginError
from envision_core.plugins.component import Component
from envision_core.plugins.discovery import GROUP
from envision_core.plugins.manifest import API, FORMAT, parse_manifest
from envision_core.plugins.properties import wire_form
from envision_core.plugins.registry import resolve

__all__ = ["build", "props_class"]

PROPS_FILE = Path("frontend", "src", "props.gen.ts")


def build(path: Path | str, *, check: bool = False) -> list[str]:
    """Writes what is stale in a plugin's project; the paths of those files, below the project.

    Args:
        path: the folder with the plugin's pyproject.toml.
        check: only compare, write nothing.

    Raises:
        PluginError: the project does not say what it holds, or a class cannot be described.
    """
    project = Path(path).resolve()
    table = _project_table(project)
    stale = []
    with _importable(project):
        for name, text in _generated(project, table).items():
            file = project / name
            if file.is_file() and file.read_text(encoding="utf-8") == text:
                continue
            stale.append(Path(name).as_posix())
            if not check:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
    return stale


def _project_table(project: Path) -> dict[str, Any]:
    file = project / "pyproject.toml"
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as exc:
        raise PluginError(f"{project} has no pyproject.toml.", hint="give the folder of a plugin's project") from exc
    except tomllib.TOMLDecodeError as exc:
        raise PluginError(f"{file} is not valid TOML: {exc}.", hint="correct it") from exc
    table: dict[str, Any] = raw.get("tool", {}).get("envision", {}).get("plugin", {})
    if not table.get("id") or not isinstance(table.get("components"), list):
        raise PluginError(
            f"{file} does not describe a plugin.",
            hint='add [tool.envision.plugin] with id = "gauge" and components = ["envision_gauge.gauge:Gauge"]',
        )
    points = raw.get("project", {}).get("entry-points", {}).get(GROUP, {})
    if table["id"] not in points:
        raise PluginError(
            f"{file} has no entry point {table['id']!r} in the group {GROUP}.",
            hint=f'add [project.entry-points."{GROUP}"] with {table["id"]} = "the_package:envision.json"',
        )
    return {**table, "manifest": points[table["id"]]}


@contextmanager
def _importable(project: Path) -> Iterator[None]:
    """The project's own code comes first while its classes are read."""
    folders = [str(folder) for folder in (project / "src", project) if folder.is_dir()]
    sys.path[:0] = folders
    try:
        yield
    finally:
        for folder in folders:
            sys.path.remove(folder)


def _generated(project: Path, table: Mapping[str, Any]) -> dict[str, str]:
    """Text by path below the project."""
    classes = {f"{table['id']}.{cls.__name__}": (python, cls) for python, cls in _classes(table["components"])}
    schemas = {kind: _schema(cls) for kind, (_, cls) in classes.items()}
    manifest = {
        "manifest": FORMAT,
        "id": table["id"],
        "api": API,
        "components": {kind: _entry(python, cls, schemas[kind]) for kind, (python, cls) in classes.items()},
        "accepts": dict(table.get("accepts", {})),
        "hooks": _hooks(table.get("hooks", "")),
        "rpc": dict(table.get("rpc", {})),
    }
    package, _, name = table["manifest"].partition(":")
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    parse_manifest(text, plugin_id=table["id"], package=package.partition(".")[0])
    root = Path("src") if (project / "src" / package.partition(".")[0]).is_dir() else Path()
    files = {str(root.joinpath(*package.split("."), name)): text}
    if (project / "frontend").is_dir():
        files[str(PROPS_FILE)] = _typescript(list(schemas.values()))
    return files


def _classes(paths: list[str]) -> Iterator[tuple[str, type[Component]]]:
    for path in paths:
        try:
            cls = resolve(path)
        except Exception as exc:  # the plugin's import may raise anything
            raise PluginError(
                f"{path} cannot be imported: {type(exc).__name__}: {exc}.", hint="components are named module:Class"
            ) from exc
        if not (isinstance(cls, type) and issubclass(cls, Component)):
            raise PluginError(f"{path} is not a component class.", hint="derive it from Component")
        yield f"{cls.__module__}:{cls.__qualname__}", cls


def _entry(python: str, cls: type[Component], schema: Mapping[str, Any]) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "python": python,
        "js": cls.js or cls.__name__.lower(),
        "export": cls.__name__,
        "props_version": cls.props_version,
        "min_height": cls.min_height,
    }
    bound = cls.bound_name()
    if bound is not None:
        entry["bound"] = bound
    return {**entry, "schema": schema}


def _hooks(module: str) -> dict[str, Any]:
    """The hooks a module implements, so that it need not be imported to know."""
    from envision_core.plugins.hooks import HOOK_NAMES

    if not module:
        return {}
    found = importlib.import_module(module)
    names = [name for name in HOOK_NAMES if hasattr(getattr(found, name, None), "envision_impl")]
    return {"module": module, "names": names}


# Types


def props_class(cls: type[Component]) -> type:
    """What the browser half of a component receives, as a dataclass named ``<Class>Props``."""
    members = [(name, annotation, _default(default)) for name, annotation, default in wire_form(cls)]
    return make_dataclass(
        f"{cls.__name__}Props",
        members,
        kw_only=True,
        namespace={"__doc__": inspect.getdoc(cls), "__module__": cls.__module__},
    )


def _default(value: Any) -> Field[Any]:
    return field() if value is MISSING else field(default=value)  # type: ignore[no-any-return]  # typed as its default


def _schema(cls: type[Component]) -> dict[str, Any]:
    from envision_core.serialize.jsonschema import field_notes, json_schema  # late: brings marshmallow

    try:
        return json_schema(props_class(cls), notes=field_notes(cls))
    except EnvisionError as exc:
        raise PluginError(f"{cls.__module__}:{cls.__qualname__}: {exc.problem}", hint=exc.hint) from exc


def _typescript(schemas: list[dict[str, Any]]) -> str:
    from envision_core.serialize.typescript import HEADER, interfaces  # late: brings marshmallow

    try:
        return f"{HEADER}\n\n{interfaces(schemas)}"
    except ValueError as exc:
        raise PluginError(f"The components' types collide: {exc}.", hint="rename one of the nested classes") from exc
