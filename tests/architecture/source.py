"""What the repository's files import, read from their syntax trees; nothing is executed."""

from __future__ import annotations

__all__ = ["ROOT", "imported_names", "modules_below", "tracked_files"]

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]


def modules_below(*folders: str) -> Iterator[Path]:
    """The committed-to-be Python files of these folders (or single files), sorted."""
    for folder in folders:
        place = ROOT / folder
        yield from [place] if place.is_file() else sorted(place.rglob("*.py"))


def imported_names(file: Path, *, at_import_time: bool = False) -> set[str]:
    """Dotted names that a file imports; ``from a import b`` counts as ``a`` and ``a.b``, relative ones made absolute.

    Args:
        at_import_time: leave out what is imported inside functions or under ``if TYPE_CHECKING``.
    """
    tree = ast.parse(file.read_text(), filename=str(file))
    nodes = _top_level(tree.body) if at_import_time else ast.walk(tree)
    names: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(node, file)
            names |= {base, *(f"{base}.{alias.name}" for alias in node.names)}
    return names


def tracked_files() -> list[Path]:
    """Every file that git knows and that still exists."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def _top_level(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for node in body:
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            yield from _top_level(node.orelse)
        elif isinstance(node, ast.If | ast.Try | ast.With | ast.ClassDef):
            blocks = (getattr(node, name, []) for name in ("body", "orelse", "finalbody"))
            for block in blocks:
                yield from _top_level(block)
        else:
            yield node


def _absolute(node: ast.ImportFrom, file: Path) -> str:
    if not node.level:
        return node.module or ""
    package = file.relative_to(ROOT).with_suffix("").parts[: -node.level]
    return ".".join((*package, *filter(None, [node.module])))
