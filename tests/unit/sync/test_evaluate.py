"""Author's code may do anything; it costs only what depends on it."""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
from typing import Any

import pytest

from tests.unit.browser import Serve, new_app, show

pytestmark = pytest.mark.usefixtures("django")


def stop() -> str:
    return next(iter([]))


def leave() -> str:
    sys.exit(2)


async def give_up() -> str:
    raise asyncio.CancelledError


@pytest.mark.parametrize("ending", [stop, leave, give_up])
async def test_an_ending_that_python_treats_apart_is_a_failure_like_any_other(serve: Serve, ending: Any) -> None:
    app = new_app()
    app.source(ending)

    @app.page("Home")
    def home() -> list[Any]:
        return show(app.sources[ending.__name__])

    browser = (await serve(app))()
    await browser.call("get_page", page="")
    failed = await browser.filled(ending.__name__, "failed")

    assert failed["error"]["slug"] == "source_failed"
    assert "test_evaluate.py:" in failed["error"]["place"]


async def test_a_click_does_not_wait_for_slow_sources(serve: Serve) -> None:
    app, gate, clicked = new_app(), threading.Event(), threading.Event()
    for n in range(20):

        def slow() -> str:
            gate.wait(10)
            return ""

        slow.__name__ = f"slow{n}"
        app.source(slow)

    @app.action
    def click() -> None:
        clicked.set()

    @app.page("Home")
    def home() -> list[Any]:
        return show(*app.sources.values())

    browser = (await serve(app))()
    await browser.call("get_page", page="")
    await browser.filled("slow0", "pending")
    await asyncio.wait_for(browser.call("run", action="click", args={}, key="k"), 2)
    gate.set()

    assert clicked.is_set()


async def test_what_a_source_raised_is_logged_once_however_many_look_on(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    app = new_app()

    @app.source
    def broken() -> str:
        raise ValueError("no such file")

    @app.page("Home")
    def home() -> list[Any]:
        return show(broken)

    open_browser = await serve(app)
    browsers = [open_browser(owner=f"owner {n}") for n in range(5)]
    with caplog.at_level(logging.ERROR):
        for browser in browsers:
            await browser.call("get_page", page="")
            await browser.filled("broken", "failed")

    told = [record for record in caplog.records if "no such file" in record.getMessage()]
    assert len(told) == 1
    assert told[0].exc_info is not None


async def test_a_connection_that_ends_does_not_cancel_what_others_wait_for(serve: Serve) -> None:
    from envision_tables import Table

    app, gate, runs = new_app(), asyncio.Event(), []

    @app.source
    async def rows() -> list[dict[str, int]]:
        runs.append(1)
        await gate.wait()
        return [{"a": 1}]

    @app.page("Home")
    def home() -> list[Any]:
        return [Table(rows, id="table")]

    open_browser = await serve(app)
    leaving, staying = open_browser(), open_browser()
    await leaving.call("get_page", page="")
    await staying.call("get_page", page="")
    asks = asyncio.create_task(leaving.call("call", widget="table", method="rows", params={"start": 0, "end": 1}))
    await asyncio.sleep(0.05)
    asks.cancel()
    await asyncio.sleep(0)
    gate.set()

    await staying.filled("table")
    assert len(runs) == 1
