"""Installs the fixture plugins into a folder, as pip would: the package and its dist-info."""

from __future__ import annotations

import shutil
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

__all__ = ["NAMES", "install", "write_metadata"]

HERE = Path(__file__).resolve().parent
NAMES = ("good", "broken_import", "wrong_api", "squatter")


def install(folder: Path, names: Iterable[str] = NAMES) -> Path:
    """Copies fixture plugins into a folder that shall be put on sys.path."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        project = tomllib.loads((HERE / name / "pyproject.toml").read_text())["project"]
        points = project["entry-points"]["envision.plugins"]
        write_metadata(folder, project["name"], project["version"], points)
        package = next(iter(points.values())).partition(":")[0]
        skip = shutil.ignore_patterns("__pycache__")
        shutil.copytree(HERE / name / package, folder / package, dirs_exist_ok=True, ignore=skip)
    return folder


def write_metadata(folder: Path, name: str, version: str, points: dict[str, str]) -> None:
    """The dist-info of one distribution with entry points for plugins."""
    info = folder / f"{name.replace('-', '_')}-{version}.dist-info"
    info.mkdir(parents=True, exist_ok=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    lines = [f"{id} = {value}" for id, value in points.items()]
    (info / "entry_points.txt").write_text("\n".join(["[envision.plugins]", *lines, ""]))


if __name__ == "__main__":
    install(Path(sys.argv[1]), sys.argv[2:] or NAMES)
