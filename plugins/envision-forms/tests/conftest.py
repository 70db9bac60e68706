"""Django as an app has it, and files as visitors upload them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from envision_core import UploadedFile


@pytest.fixture(scope="session", autouse=True)
def django(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Set up as ``envision run`` does it; once for the process, which other tests may have done."""
    from envision_core import bootstrap

    folder = tmp_path_factory.mktemp("app")
    bootstrap.configure(folder, folder / "data")


@pytest.fixture
def upload(tmp_path: Path) -> Callable[..., UploadedFile]:
    def make(name: str = "data.csv", content: bytes = b"a,b\n1,2\n", kind: str = "text/csv") -> UploadedFile:
        path = tmp_path / f"upload-{len(list(tmp_path.iterdir()))}"
        path.write_bytes(content)
        return UploadedFile(f"id-{path.name}", name, len(content), kind, path)

    return make
