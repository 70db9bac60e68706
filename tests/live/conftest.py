"""A running server of each kind, shared by the tests that do not hurt it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from envision_core.testing import LiveDriver, LiveServer

PROBE = Path(__file__).with_name("probe.py")
SERVERS = ["daphne", "uvicorn"]


@pytest.fixture(scope="session", params=SERVERS)
def probe(request: pytest.FixtureRequest) -> Iterator[LiveServer]:
    """The probe app on each server."""
    with LiveServer(PROBE, server=request.param) as server:
        yield server


@pytest.fixture(params=SERVERS)
def each_server(request: pytest.FixtureRequest) -> str:
    """Name of each server, for tests that start one of their own."""
    return str(request.param)


@pytest.fixture
def driver(probe: LiveServer) -> Iterator[LiveDriver]:
    """Somebody new with the first page open."""
    with LiveDriver(probe.url) as driver:
        driver.open()
        yield driver


@pytest.fixture
def write_app(tmp_path: Path) -> Callable[[str], Path]:
    """Writes the text of an app file and returns its path."""

    def write(text: str) -> Path:
        path = tmp_path / "app.py"
        path.write_text(text)
        return path

    return write


@pytest.fixture(scope="session")
def mishaps() -> Callable[[LiveServer], int]:
    """How many tracebacks a server logged that are not of the probe's own failing source."""

    def count(server: LiveServer) -> int:
        return server.log.count("Traceback") - server.log.count("\nRuntimeError: the secret")

    return count
