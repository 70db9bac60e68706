"""One package's browser assets: whether they are stale, and building them. Knows npm, not hatch."""

from __future__ import annotations

__all__ = ["Frontend", "install_dependencies", "workspace_of"]

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from hatch_envision.lock import locked
from hatch_envision.node import NODE_REQUIREMENT, Node, find_node

SKIPPED_FOLDERS = {"node_modules", "dist", "coverage", "testing", "__screenshots__"}
SKIPPED_NAMES = (".test.ts", ".test.tsx", ".test.js", ".test-d.ts", ".tsbuildinfo", ".md")
# Files above the package that change what its build makes, where they exist.
SHARED_FILES = ("package-lock.json", "tsconfig.base.json")


@dataclass(frozen=True, slots=True)
class Frontend:
    """Sources that `npm run build` turns into assets."""

    root: Path  # the Python package's project folder
    source: Path  # has package.json
    output: Path  # gets manifest.json beside the assets
    watch: tuple[Path, ...] = ()

    def is_stale(self, *, release: bool) -> bool:
        """Whether the assets must be built: missing, or built from other sources, or not well enough compressed."""
        if not (self.output / "manifest.json").is_file():
            return True
        if self._is_unpacked_sdist() or not (self.source / "package.json").is_file():
            return False
        digest, _, quality = self._built_from().partition(" ")
        return digest != self.digest() or (release and quality != "release")

    def build_if_stale(self, *, release: bool, report: Callable[[str], object] = print) -> bool:
        """Build the assets when stale; says whether it did.

        Raises:
            RuntimeError: nothing to build from, no Node, or npm failed.
        """
        with locked(self.output):
            if not self.is_stale(release=release):
                return False
            if not (self.source / "package.json").is_file():
                raise RuntimeError(
                    f"{self.output} holds no built assets and {self.source} no sources. "
                    "Hint: install a wheel or sdist, or clone the whole repository"
                )
            node = find_node()
            if node is None:
                return self._keep_or_fail(report)
            report(f"building {self.source}")
            self._build(node, release=release)
            return True

    def digest(self) -> str:
        """Names and contents of everything the build reads, as one hash."""
        total = hashlib.sha256()
        for file in self._inputs():
            total.update(f"{os.path.relpath(file, self.root)}\0".encode())
            total.update(hashlib.sha256(file.read_bytes()).digest())
        return total.hexdigest()

    def _build(self, node: Node, *, release: bool) -> None:
        digest = self.digest()
        install_dependencies(workspace_of(self.source), node)
        node.run_npm(["run", "build"], folder=self.source, extra={"ENVISION_RELEASE": "1"} if release else {})
        if not (self.output / "manifest.json").is_file():
            raise RuntimeError(
                f"the build in {self.source} left no {self.output / 'manifest.json'}. "
                "Hint: vite needs `outDir` and `manifest: 'manifest.json'`"
            )
        self._stamp().write_text(f"{digest} {'release' if release else 'quick'}\n")

    def _keep_or_fail(self, report: Callable[[str], object]) -> bool:
        if not (self.output / "manifest.json").is_file():
            raise RuntimeError(
                f"building {self.source} needs Node 22.22 or newer and npm. Hint: pip install '{NODE_REQUIREMENT}'"
            )
        report(f"no Node found: the assets in {self.output} stay older than their sources")
        return False

    def _is_unpacked_sdist(self) -> bool:
        return (self.root / "PKG-INFO").is_file()

    def _stamp(self) -> Path:
        # Beside the output, not in it: the output is shipped as it is.
        return self.output.with_name(self.output.name + ".built-from")

    def _built_from(self) -> str:
        with suppress(FileNotFoundError):
            return self._stamp().read_text().strip()
        return ""

    def _inputs(self) -> Iterator[Path]:
        workspace = workspace_of(self.source)
        shared = [workspace / name for name in SHARED_FILES]
        for place in (self.source, *self.watch, *shared):
            if place.is_file():
                yield place
            elif place.is_dir():
                yield from _files_below(place)


def workspace_of(source: Path) -> Path:
    """The nearest folder upwards that has a package-lock.json, else the folder itself."""
    upwards = (source, *source.resolve().parents)
    return next((folder for folder in upwards if (folder / "package-lock.json").is_file()), source)


def install_dependencies(workspace: Path, node: Node) -> None:
    """`npm ci` unless what is installed belongs to the present package-lock.json. Other processes wait meanwhile."""
    lock_file, installed = workspace / "package-lock.json", workspace / "node_modules" / ".package-lock.json"
    if not lock_file.is_file():
        raise RuntimeError(f"{workspace} has no package-lock.json. Hint: run `npm install` there once and commit it")
    stamp = workspace / "node_modules" / ".envision-installed"
    with locked(workspace / "node_modules"):
        wanted = hashlib.sha256(lock_file.read_bytes()).hexdigest()
        if stamp.is_file() and stamp.read_text() == wanted:
            return
        if not (installed.is_file() and installed.stat().st_mtime >= lock_file.stat().st_mtime):
            node.run_npm(["ci", "--no-audit", "--no-fund"], folder=workspace)
        stamp.write_text(wanted)


def _files_below(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in SKIPPED_FOLDERS and not name.startswith("."))
        for name in sorted(names):
            if not name.endswith(SKIPPED_NAMES) and not name.startswith("."):
                yield Path(parent, name)
