"""Calls that come quickly, late or not to their end."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from envision_core.model.session import Session
from tests.unit.browser import Serve, new_app, show

pytestmark = pytest.mark.usefixtures("django")


def counting_app() -> Any:
    app = new_app()
    app.input("n", 0)

    @app.action
    async def add(session: Session, n: int) -> None:
        await asyncio.sleep(0.01)
        session.set_inputs(n=n + 1)

    @app.page("Home")
    def home() -> list[Any]:
        return []

    return app


async def test_quick_clicks_all_count(serve: Serve) -> None:
    browser = (await serve(counting_app()))()
    await browser.call("get_page", page="")
    await asyncio.gather(*(browser.call("run", action="add", args={}, key=f"k{n}") for n in range(10)))

    assert (await browser.call("get_page", page=""))["values"] == {"n": 10}


async def test_an_action_sees_what_was_written_right_before(serve: Serve) -> None:
    browser = (await serve(counting_app()))()
    await browser.call("get_page", page="")
    await asyncio.gather(
        browser.call("set_inputs", values={"n": 41}, key="a"), browser.call("run", action="add", args={}, key="b")
    )

    assert (await browser.call("get_page", page=""))["values"] == {"n": 42}


async def test_other_tabs_see_what_was_written_by_one_that_closed_at_once(serve: Serve) -> None:
    open_browser = await serve(counting_app())
    closing, other = open_browser(), open_browser()
    await closing.call("get_page", page="")
    await other.call("get_page", page="")
    writes = asyncio.create_task(closing.call("set_inputs", values={"n": 5}, key="a"))
    await asyncio.sleep(0)
    writes.cancel()
    closing.connection.close()
    told = await other.until(lambda frame: frame["method"] == "inputs_changed")

    assert told["params"]["values"] == {"n": 5}


async def test_what_a_browser_wrote_itself_is_not_sent_back(serve: Serve) -> None:
    browser = (await serve(counting_app()))()
    await browser.call("get_page", page="")
    await asyncio.gather(*(browser.call("set_inputs", values={"n": n}, key=str(n)) for n in range(20)))
    await browser.settle()

    assert browser.frames == []


async def test_of_two_pages_asked_for_the_later_one_is_served(serve: Serve) -> None:
    app, gate = new_app(), asyncio.Event()
    app.input("n", 0)

    @app.source
    async def slow() -> int:
        await gate.wait()
        return 1

    @app.source
    def follows(n: int) -> str:
        return f"n is {n}"

    @app.page("Slow")
    def slow_page(slow: int) -> list[Any]:
        return []

    @app.page("Quick")
    def quick_page() -> list[Any]:
        return show(follows)

    browser = (await serve(app))()
    late = asyncio.create_task(browser.call("get_page", page="slow"))
    await asyncio.sleep(0.01)
    await browser.call("get_page", page="quick")
    await browser.filled("follows")
    gate.set()
    await late
    browser.frames.clear()
    await browser.call("set_inputs", values={"n": 1}, key="a")

    assert "n is 1" in (await browser.filled("follows"))["value"]


async def test_a_page_that_gains_a_live_source_lives(serve: Serve) -> None:
    app, ticks = new_app(), []
    app.input("is_live", False)

    @app.source(every=0.1)
    def tick() -> str:
        ticks.append(1)
        return f"tick {len(ticks)}"

    @app.page("Home")
    def home(is_live: bool) -> list[Any]:
        return show(tick) if is_live else []

    browser = (await serve(app))()
    await browser.call("get_page", page="")
    await browser.call("set_inputs", values={"is_live": True}, key="a")

    await browser.until(lambda frame: "tick 4" in str(frame["params"].get("value")))


async def test_a_pass_that_failed_is_tried_again(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    from envision_core.state.store import Store
    from envision_core.sync import connection

    app = counting_app()

    @app.action
    def tell(session: Session) -> None:
        session.notify("hello")

    monkeypatch.setattr(connection, "AGAIN_AFTER_S", 0.05)
    browser = (await serve(app))()
    await browser.call("get_page", page="")
    works = Store.notices_after

    async def fails(*args: Any) -> Any:
        monkeypatch.setattr(Store, "notices_after", works)
        raise OSError("the database is away")

    monkeypatch.setattr(Store, "notices_after", fails)
    await browser.call("run", action="tell", args={}, key="k")

    await browser.until(lambda frame: frame["method"] == "notify")


@pytest.mark.parametrize("key", ["", "k" * 65])
async def test_a_key_that_names_no_call_is_refused(serve: Serve, key: str) -> None:
    browser = (await serve(counting_app()))()
    await browser.call("get_page", page="")

    for method, params in (("run", {"action": "add"}), ("set_inputs", {"values": {"n": 1}})):
        assert (await browser.call(method, **params, key=key))["code"] == -32602


async def test_a_call_with_the_id_of_one_under_way_is_refused(serve: Serve) -> None:
    browser = (await serve(counting_app()))()
    await browser.call("get_page", page="")
    call = {"jsonrpc": "2.0", "id": 7, "method": "run", "params": {"action": "add", "key": "a"}}
    first, second = await asyncio.gather(browser.exchange(call), browser.exchange({**call, "method": "ping"}))
    later = await browser.exchange({**call, "method": "ping", "params": {}})

    assert "result" in first
    assert (second["error"]["code"], second["id"]) == (-32600, 7)
    assert "result" in later


async def test_one_id_twice_in_a_batch_is_refused_once(serve: Serve) -> None:
    browser = (await serve(counting_app()))()
    ping = {"jsonrpc": "2.0", "id": "a", "method": "ping"}
    replies = await browser.exchange([ping, ping, {**ping, "id": None}, {**ping, "id": None}])

    assert [reply.get("error", {}).get("code") for reply in replies] == [None, -32600, None, None]


async def test_text_that_a_database_cannot_hold_is_stored_all_the_same(serve: Serve) -> None:
    app = counting_app()
    app.input("text", "")

    @app.action
    def tell(session: Session, text: str) -> str:
        session.notify(f"got {text}")
        return text

    browser = (await serve(app))()
    await browser.call("get_page", page="")
    await browser.call("set_inputs", values={"text": "a\0b\\u0000"}, key="a")
    reply = await browser.call("run", action="tell", args={"text": "a\0b"}, key="b")
    page = await browser.call("get_page", page="")

    assert page["values"]["text"] == "a\ufffdb\\u0000"
    assert reply["version"] == page["version"]
    assert (await browser.call("get_page", page="", workspace="a\0b"))["data"]["slug"] == "workspace_not_found"
