"""`python -m hatch_envision`: build what is stale in a checkout, or run npm with the same Node."""

from __future__ import annotations

__all__ = ["main"]

import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from hatch_envision.frontend import Frontend, install_dependencies, workspace_of
from hatch_envision.node import NODE_REQUIREMENT, find_node

USAGE = "usage: python -m hatch_envision build [--release] | npm ARGUMENTS..."


def main(arguments: Sequence[str]) -> int:
    """Returns the exit code; problems are told on standard error."""
    try:
        match list(arguments):
            case ["build", *rest] if set(rest) <= {"--release"}:
                for frontend in _frontends(Path.cwd()):
                    frontend.build_if_stale(release="--release" in rest)
            case ["npm", *rest] if rest:
                _npm(rest)
            case _:
                print(USAGE, file=sys.stderr)
                return 2
    except RuntimeError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def _npm(arguments: Sequence[str]) -> None:
    node = find_node()
    if node is None:
        raise RuntimeError(f"no Node 22.22 or newer found. Hint: pip install '{NODE_REQUIREMENT}'")
    install_dependencies(workspace_of(Path.cwd()), node)
    node.run_npm(arguments, folder=Path.cwd())


def _frontends(workspace: Path) -> Iterator[Frontend]:
    """Every package below the workspace that uses the build hook, the workspace's own first."""
    for project in (workspace / "pyproject.toml", *sorted(workspace.glob("plugins/*/pyproject.toml"))):
        hooks = tomllib.loads(project.read_text())["tool"]["hatch"]["build"]["hooks"]
        options = hooks.get("envision") or hooks["custom"]
        root = project.parent
        watch = tuple(root / extra for extra in options.get("watch", ()))
        yield Frontend(root, root / options["source"], root / options["output"], watch)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
