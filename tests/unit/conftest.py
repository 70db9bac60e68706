"""A Django database in a temporary folder, for the tests that need one."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def django(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Django set up as ``envision run`` does it; once for the process."""
    from envision_core import bootstrap

    folder: Path = tmp_path_factory.mktemp("app")
    bootstrap.configure(folder, folder / "data")
