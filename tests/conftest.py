"""What holds for every test: the developer's own settings do not count."""

from __future__ import annotations

import os


def pytest_configure() -> None:
    for name in [name for name in os.environ if name.startswith("ENVISION_")]:
        del os.environ[name]
