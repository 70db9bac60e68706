"""One app in the process for all tests here; each test is a person of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from envision_core.testing import AppDriver, Driver


@pytest.fixture(scope="session")
def workshop() -> Iterator[AppDriver]:
    """The driver that holds the app."""
    with AppDriver(Path(__file__).with_name("workshop.py")) as driver:
        yield driver


@pytest.fixture
def driver(workshop: AppDriver) -> Iterator[Driver]:
    """Somebody new with the first page open."""
    with workshop.another_person() as driver:
        driver.open("first")
        yield driver


@pytest.fixture
def runs(workshop: AppDriver) -> Any:
    """How often each source and action of the workshop ran."""
    return workshop.app.sources["doubled"].function.__globals__["runs"]
