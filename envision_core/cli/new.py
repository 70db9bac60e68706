"""`envision new`: a folder with a small app that runs and a test that passes. The files are in `starter/`."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path
from string import Template

from envision_core.errors import EnvisionError

__all__ = ["FolderNotEmpty", "new"]

STARTER = Path(__file__).with_name("starter")
SUFFIX = ".template"  # keeps linters and test collectors away from them


class FolderNotEmpty(EnvisionError):
    """There is something in the way of a new app."""

    code, slug = -32097, "folder_not_empty"


def new(options: argparse.Namespace) -> int:
    """Write the starter files into a new or empty folder and say how to go on."""
    folder = Path(options.name)
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise FolderNotEmpty(f"{options.name!r} exists and is not an empty folder.", hint="choose another name")
    title = title_of(folder.resolve().name)
    for name, text in _files(title):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    print(f"Made {folder}: app.py, its test and a README.\n\n  cd {folder}\n  envision run app.py --reload\n  pytest")
    return 0


def title_of(name: str) -> str:
    """A folder's name as people would write it: `sales-report` -> `Sales report`."""
    words = re.sub(r"[\W_]+", " ", name).strip()
    return words[:1].upper() + words[1:] or "My app"


def _files(title: str) -> Iterator[tuple[str, str]]:
    for file in sorted(STARTER.iterdir()):
        name = file.name.removesuffix(SUFFIX)
        # A real .gitignore in this package would apply to Envision's own repository.
        yield name.replace("dot_", "."), Template(file.read_text(encoding="utf-8")).safe_substitute(title=title)
