"""Writes reference/components.md from the classes of the first-party plugins; ``--check`` says whether it is stale."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from envision_core.plugin import Component, Container

TARGET = Path(__file__).parent / "reference" / "components.md"
PLUGINS = ["charts", "tables", "forms", "content", "layout"]
COMMON = {"id", "show_when"}
HEAD = """# Components

Made from the classes by `docs/make_components.py`; do not edit.
Every component also takes `id=` and `show_when=` ([the author's API](app.md)).
**Bold** is the property that takes a source. Those after `*` are given by keyword.
"""


def main() -> int:
    text = "\n".join([HEAD, *(part for plugin in PLUGINS for part in plugin_part(plugin))])
    if "--check" in sys.argv[1:]:
        if TARGET.read_text() != text:
            print("docs/reference/components.md is stale. Hint: python docs/make_components.py")  # noqa: T201  # a script
            return 1
        return 0
    TARGET.write_text(text)
    return 0


def plugin_part(plugin: str) -> Iterator[str]:
    module = importlib.import_module(f"envision_{plugin}")
    yield f"## envision-{plugin}\n"
    for name in module.__all__:
        cls = getattr(module, name)
        if inspect.isclass(cls) and issubclass(cls, Component):
            yield component_part(cls)


def component_part(cls: type[Component]) -> str:
    fields = [f for f in dataclasses.fields(cls) if f.init and f.name not in COMMON]
    lines = [f"### `{signature(cls, fields)}`\n", inspect.cleandoc(cls.__doc__ or ""), ""]
    rows = [f"| {name_of(cls, f)} | `{plain(f.type)}` | {default_of(f)} |" for f in fields]
    if rows:
        lines += ["| Property | Type | Default |", "|---|---|---|", *rows, ""]
    return "\n".join(lines)


def signature(cls: type[Component], fields: list[dataclasses.Field[Any]]) -> str:
    names = ["*children"] if issubclass(cls, Container) else [f.name for f in fields if not f.kw_only]
    later = [f.name for f in fields if f.kw_only]
    star = ["*"] if later and not issubclass(cls, Container) else []
    return f"{cls.__name__}({', '.join([*names, *star, *(f'{name}=' for name in later)])})"


def name_of(cls: type[Component], field: dataclasses.Field[Any]) -> str:
    return f"**`{field.name}`**" if field.name == cls.bound_name() else f"`{field.name}`"


def plain(annotation: Any) -> str:
    """As an author thinks of it: without the wrappers that decide how it travels."""
    text = annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)
    text = re.sub(r"\b(?:Bound|ServerOnly)\[(.*)\]$", r"\1", text)
    return text.replace("|", "\\|")


def default_of(field: dataclasses.Field[Any]) -> str:
    if field.default is not dataclasses.MISSING:
        return f"`{field.default!r}`"
    return "`[]`" if field.default_factory is list else "" if field.default_factory is dataclasses.MISSING else "`{}`"


if __name__ == "__main__":
    raise SystemExit(main())
