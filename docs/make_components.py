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

from envision_core.plugin import Component, Container, Input

TARGET = Path(__file__).parent / "reference" / "components.md"
PLUGINS = ["charts", "tables", "forms", "content", "layout"]
COMMON = {"id", "show_when"}
COMMON_MEANINGS = {
    "name": "of the input it writes",
    "label": "default: the name in words",
    "help": "a line below",
    "disabled": "whether it can be changed",
    "children": "what it holds",
}
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
    text, meanings = read(inspect.cleandoc(cls.__doc__ or ""))
    lines = [f"### `{signature(cls, fields)}`\n", text, ""]
    meanings = (COMMON_MEANINGS if issubclass(cls, Input) else {}) | meanings
    rows = [
        f"| {name_of(cls, f)} | {plain(f.type)} | {default_of(f)} | {cell(meanings.get(f.name, ''))} |" for f in fields
    ]
    if rows:
        lines += ["| Property | Type | Default | Meaning |", "|---|---|---|---|", *rows, ""]
    return "\n".join(lines)


def read(doc: str) -> tuple[str, dict[str, str]]:
    """A docstring without its Args section, and what that says of each property."""
    text, _, args = doc.partition("\nArgs:\n")
    meanings: dict[str, str] = {}
    names: list[str] = []
    for line in args.splitlines():
        entry = re.match(r"    (\w[\w, ]*): (.*)", line)
        if entry:
            names = [name.strip() for name in entry[1].split(",")]
            meanings.update(dict.fromkeys(names, entry[2]))
        else:
            meanings.update({name: f"{meanings[name]} {line.strip()}" for name in names})
    return text.strip(), meanings


def cell(text: str) -> str:
    return text.strip().replace("``", "`").replace("|", "\\|")


def signature(cls: type[Component], fields: list[dataclasses.Field[Any]]) -> str:
    kinds = inspect.Parameter
    if not issubclass(cls, Container):
        later = [f"{f.name}=" for f in fields if f.kw_only]
        return (
            f"{cls.__name__}({', '.join([f.name for f in fields if not f.kw_only] + (['*', *later] if later else []))})"
        )
    marks = {kinds.VAR_POSITIONAL: "*{}", kinds.VAR_KEYWORD: "**{}", kinds.KEYWORD_ONLY: "{}="}
    taken = [p for p in inspect.signature(cls).parameters.values() if p.name not in COMMON]
    return f"{cls.__name__}({', '.join(marks.get(p.kind, '{}').format(p.name) for p in taken)})"


def name_of(cls: type[Component], field: dataclasses.Field[Any]) -> str:
    return f"**`{field.name}`**" if field.name == cls.bound_name() else f"`{field.name}`"


def plain(annotation: Any) -> str:
    """As an author thinks of it: without the wrappers that decide how it travels and what is checked."""
    text = annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)
    text = re.sub(r"\b(?:Bound|ServerOnly)\[(.*)\]$", r"\1", text)
    text = re.sub(r"Annotated\[(\w+), .*?\)\]", r"\1", text)
    return f"`{text}`".replace("|", "\\|") if text != "Any" else ""


def default_of(field: dataclasses.Field[Any]) -> str:
    if field.default is not dataclasses.MISSING:
        return f"`{field.default!r}`"
    return "`[]`" if field.default_factory is list else "" if field.default_factory is dataclasses.MISSING else "`{}`"


if __name__ == "__main__":
    raise SystemExit(main())
