"""The pytest fixtures `app_driver` and `envision_server`. Every pytest run imports this: it costs nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from envision_core.testing import AppDriver, LiveServer

__all__ = ["app_driver", "envision_server"]

SERVERS: pytest.StashKey[list[LiveServer]] = pytest.StashKey()


@pytest.fixture
def app_driver(request: pytest.FixtureRequest) -> Iterator[Callable[..., AppDriver]]:
    """`app_driver("app.py")` or `app_driver(app)`: a driver that is closed after the test.

    A path that does not exist from here is looked for beside the test's file.
    """
    from envision_core.testing import AppDriver

    drivers: list[AppDriver] = []

    def make(app: Any, **options: Any) -> AppDriver:
        drivers.append(AppDriver(_beside(app, request), **options))
        return drivers[-1]

    yield make
    for driver in drivers:
        driver.close()


@pytest.fixture
def envision_server(request: pytest.FixtureRequest) -> Iterator[Callable[..., LiveServer]]:
    """`envision_server("app.py", server="uvicorn")`: a started server; its log is shown when the test fails."""
    from envision_core.testing import LiveServer

    servers: list[LiveServer] = request.node.stash.setdefault(SERVERS, [])

    def make(app: Any, **options: Any) -> LiveServer:
        servers.append(LiveServer(_beside(app, request), **options))
        servers[-1].start()
        return servers[-1]

    yield make
    for server in servers:
        server.stop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.failed:
        for server in _servers(item):
            report.sections.append((f"Envision server ({server.server}) at {server.url}", server.log))
    return report


def _servers(item: pytest.Item) -> Iterator[LiveServer]:
    """Those of `envision_server`, and those that fixtures of the test's own return."""
    yield from item.stash.get(SERVERS, [])
    module = sys.modules.get("envision_core.testing.live_server")
    if module is not None:
        values = getattr(item, "funcargs", {}).values()
        yield from (value for value in values if isinstance(value, module.LiveServer))


def _beside(app: Any, request: pytest.FixtureRequest) -> Any:
    if not isinstance(app, (str, Path)) or Path(app).exists():
        return app
    return request.path.parent / app
