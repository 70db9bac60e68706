"""Plugins installed into a temporary folder, gone from sys.path and sys.modules afterwards."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from envision_core.plugins.registry import Registry
from tests.plugins_fixture.install import install, write_metadata

PACKAGES = ("envision_gauge", "envision_crash", "envision_future", "evil_charts", "acme")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder on sys.path. The installed first-party plugins are out of sight."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setattr("envision_core.plugins.discovery._search_path", lambda: [str(folder)])
    before = set(sys.modules)
    yield folder
    for name in set(sys.modules) - before:
        if name.partition(".")[0] in PACKAGES:
            del sys.modules[name]


@pytest.fixture
def discovered(site: Path) -> Callable[..., Registry]:
    """Installs fixture plugins and discovers."""

    def discover(*names: str, **options: Any) -> Registry:
        install(site, names)
        return Registry.discover(**options)

    return discover


@pytest.fixture
def made(site: Path) -> Callable[..., None]:
    """Installs a plugin made on the spot."""

    def make(distribution: str, id: str, package: str, manifest: Any = None, code: str = "", **more: Any) -> None:
        write_metadata(site, distribution, "1.0", {id: f"{package}:envision.json"})
        folder = site.joinpath(*package.split("."))
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "__init__.py").write_text(code)
        body = {"manifest": 1, "id": id, "api": "1.0", "components": {}, **more} if manifest is None else manifest
        (folder / "envision.json").write_text(body if isinstance(body, str) else json.dumps(body))

    return make
