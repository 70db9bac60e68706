"""Wheels and sdists of every package, and empty environments without Node to install them into."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what `uv build --all-packages` makes: each sdist, and each wheel built from its sdist."""
    folder = tmp_path_factory.mktemp("dist")
    _run([_uv(), "build", "--quiet", "--all-packages", "--out-dir", str(folder)], cwd=ROOT, env=_environment())
    return folder


@pytest.fixture
def install(dist: Path, tmp_path: Path) -> Callable[..., Path]:
    """Install requirements from ``dist`` into an empty environment; returns the environment's folder."""

    def install_into_empty(*requirements: str) -> Path:
        environment = tmp_path / "env"
        _run([_uv(), "venv", "--quiet", str(environment)], env=_environment())
        command = [_uv(), "pip", "install", "--quiet", "--find-links", str(dist), "--python", str(environment)]
        _run([*command, *requirements], env=without_node(tmp_path), cwd=tmp_path)
        return environment

    return install_into_empty


def without_node(folder: Path) -> dict[str, str]:
    """This process's environment with a PATH on which there is a Python and nothing else."""
    tools = folder / "path"
    tools.mkdir(exist_ok=True)
    return {**_environment(), "PATH": str(tools)}


def _environment() -> dict[str, str]:
    """Without what a session's own environment would add."""
    dropped = {"VIRTUAL_ENV", "UV_PROJECT_ENVIRONMENT", "DJANGO_SETTINGS_MODULE", "PYTHONPATH"}
    return {name: value for name, value in os.environ.items() if name not in dropped}


def _uv() -> str:
    found = shutil.which("uv")
    assert found, "uv is not on PATH. Hint: run this through `make test SESSIONS=build`"
    return found


def _run(command: list[str], **options: object) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload]
    assert done.returncode == 0, f"{' '.join(command)} failed:\n{done.stdout[-3000:]}\n{done.stderr[-6000:]}"
