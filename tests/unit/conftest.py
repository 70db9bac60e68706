"""A Django database in a temporary folder, for the tests that need one."""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from envision_core import App
from tests.unit.browser import Browser, Serve


@pytest.fixture(scope="session")
def django(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Django set up as ``envision run`` does it; once for the process."""
    from envision_core import bootstrap

    os.environ.setdefault("ENVISION_SHOW_ERRORS", "1")  # as ``envision run`` does on a loopback address
    folder: Path = tmp_path_factory.mktemp("app")
    bootstrap.configure(folder, folder / "data")


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    from envision_core import bootstrap
    from envision_core.state.workspace import Identity

    runtimes = []

    async def serve(app: App, *, shows_errors: bool = True) -> Callable[..., Browser]:
        runtime = await asyncio.to_thread(bootstrap.build_runtime, app)
        runtime.engine.shows_errors = shows_errors
        await runtime.start()
        runtimes.append(runtime)
        key = secrets.token_urlsafe(8)
        return lambda *, owner=key, identity=None: Browser(runtime, identity or Identity(owner))

    yield serve
    for runtime in runtimes:
        await runtime.close()
