"""Django with nothing but an in-memory database, when the tests run by themselves."""

from __future__ import annotations

from pathlib import Path

import django
import pytest
from django.conf import settings

if not settings.configured:
    settings.configure(
        USE_TZ=True,
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        INSTALLED_APPS=[],
    )
    django.setup()


@pytest.fixture
def upload(tmp_path: Path):
    from envision_core import UploadedFile

    def make(name: str = "data.csv", content: bytes = b"a,b\n1,2\n", kind: str = "text/csv") -> UploadedFile:
        path = tmp_path / f"upload-{len(list(tmp_path.iterdir()))}"
        path.write_bytes(content)
        return UploadedFile(f"id-{path.name}", name, len(content), kind, path)

    return make
