"""What a browser is told, and what it is not told because it has it."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from typing import Any

import pytest

from envision_core import Session
from tests.unit.browser import Serve, new_app, show

pytestmark = pytest.mark.usefixtures("django")


async def test_only_what_depends_on_an_input_is_sent_again(serve: Serve) -> None:
    app = new_app()
    app.input("n", 1)

    @app.source
    def follows(n: int) -> str:
        return f"n is {n}"

    @app.source
    def stays() -> str:
        return "same"

    @app.page("Home")
    def home() -> list[Any]:
        return show(follows, stays)

    browser = (await serve(app))()
    await browser.call("get_page", page="")
    await browser.filled("stays")
    await browser.filled("follows")
    browser.frames.clear()
    await browser.call("set_inputs", values={"n": 2}, key="a")
    assert "n is 2" in (await browser.filled("follows"))["value"]
    await browser.settle()

    assert [push["widgets"] for push in browser.pushes("refresh_widget")] == [["follows"]]
    assert browser.pushes("inputs_changed") == []


async def test_what_the_browser_kept_over_a_reconnect_is_not_sent_again(serve: Serve) -> None:
    app = new_app()

    @app.source
    def stays() -> str:
        return "same"

    @app.page("Home")
    def home() -> list[Any]:
        return show(stays)

    open_browser = await serve(app)
    first = open_browser()
    page = await first.call("get_page", page="")
    known = {"stays": (await first.filled("stays"))["fingerprint"]}
    first.connection.close()
    again = open_browser()
    await again.call("get_page", page="", workspace=page["workspace"], known=known, version=page["version"])
    await again.settle()

    assert again.frames == []


async def test_a_second_browser_of_the_workspace_sees_a_change(serve: Serve) -> None:
    app = new_app()
    app.input("n", 1)

    @app.source
    def follows(n: int) -> str:
        return f"n is {n}"

    @app.page("Home")
    def home() -> list[Any]:
        return show(follows)

    open_browser = await serve(app)
    first, second = open_browser(), open_browser()
    await first.call("get_page", page="")
    await second.call("get_page", page="")
    await second.filled("follows")
    second.frames.clear()
    await first.call("set_inputs", values={"n": 5}, key="a")

    assert "n is 5" in (await second.filled("follows"))["value"]
    assert second.pushes("inputs_changed")[0]["values"] == {"n": 5}


async def test_somebody_elses_browser_is_told_nothing(serve: Serve) -> None:
    app = new_app()
    app.input("n", 1)

    @app.page("Home")
    def home() -> list[Any]:
        return []

    open_browser = await serve(app)
    mine, theirs = open_browser(), open_browser(owner="somebody else")
    await mine.call("get_page", page="")
    await theirs.call("get_page", page="")
    await mine.call("set_inputs", values={"n": 5}, key="a")
    await theirs.settle()

    assert theirs.frames == []


async def test_a_source_runs_once_for_everybody_who_asks(serve: Serve) -> None:
    app, runs = new_app(), []

    @app.source
    def slow() -> str:
        runs.append(1)
        time.sleep(0.05)
        return "done"

    @app.page("Home")
    def home() -> list[Any]:
        return show(slow)

    open_browser = await serve(app)
    browsers = [open_browser(owner=f"owner {n}") for n in range(10)]
    await asyncio.gather(*(browser.call("get_page", page="") for browser in browsers))
    await asyncio.gather(*(browser.filled("slow") for browser in browsers))

    assert len(runs) == 1


async def test_slow_work_is_announced_and_quick_work_is_not(serve: Serve) -> None:
    app, gate = new_app(), threading.Event()

    @app.source
    def slow() -> str:
        gate.wait(5)
        return "done"

    @app.source
    def quick() -> str:
        return "done"

    @app.page("Home")
    def home() -> list[Any]:
        return show(slow, quick)

    browser = (await serve(app))()
    await browser.call("get_page", page="")
    await browser.filled("quick")
    await browser.filled("slow", "pending")
    gate.set()
    await browser.filled("slow")

    assert [p["status"] for p in browser.pushes("refresh_widget") if p["widgets"] == ["quick"]] == ["ready"]


async def test_a_source_without_its_input_waits_and_names_it(serve: Serve) -> None:
    app = new_app()
    app.input("n")

    @app.source
    def follows(n: int) -> str:
        return f"n is {n}"

    @app.page("Home")
    def home() -> list[Any]:
        return show(follows)

    browser = (await serve(app))()
    await browser.call("get_page", page="")
    assert (await browser.filled("follows", "waiting"))["missing"] == ["n"]
    await browser.call("set_inputs", values={"n": 3}, key="a")

    assert "n is 3" in (await browser.filled("follows"))["value"]


async def test_a_source_that_raises_costs_only_its_own_components(serve: Serve) -> None:
    app, tries = new_app(), []

    @app.source
    def broken() -> str:
        tries.append(1)
        if len(tries) == 1:
            raise ValueError("no such file")
        return "mended"

    @app.source
    def fine() -> str:
        return "fine"

    @app.page("Home")
    def home() -> list[Any]:
        return show(broken, fine)

    browser = (await serve(app))()
    await browser.call("get_page", page="")
    await browser.filled("fine")
    error = (await browser.filled("broken", "failed"))["error"]
    assert "'broken' raised ValueError: no such file" in error["problem"]
    assert "test_connection.py:" in error["place"]
    await browser.call("retry", widget="broken")

    assert "mended" in (await browser.filled("broken"))["value"]


async def test_strangers_do_not_see_what_the_code_says(serve: Serve) -> None:
    app = new_app()

    @app.source
    def broken() -> str:
        raise ValueError("secret path")

    @app.page("Home")
    def home() -> list[Any]:
        return show(broken)

    browser = (await serve(app, shows_errors=False))()
    await browser.call("get_page", page="")
    error = (await browser.filled("broken", "failed"))["error"]

    assert "secret" not in json.dumps(error)
    assert "place" not in error


async def test_refreshing_a_source_reaches_everybody(serve: Serve) -> None:
    app, prices = new_app(), [1]

    @app.source
    def price() -> str:
        return f"price {prices[-1]}"

    @app.page("Home")
    def home() -> list[Any]:
        return show(price)

    open_browser = await serve(app)
    browsers = [open_browser(owner=f"owner {n}") for n in range(3)]
    for browser in browsers:
        await browser.call("get_page", page="")
        await browser.filled("price")
        browser.frames.clear()
    prices.append(2)
    await asyncio.to_thread(app.refresh, "price")

    for browser in browsers:
        assert "price 2" in (await browser.filled("price"))["value"]


async def test_a_live_source_is_computed_again_by_itself(serve: Serve) -> None:
    app, ticks = new_app(), []

    @app.source(every=0.2)
    def tick() -> str:
        ticks.append(1)
        return f"tick {len(ticks)}"

    @app.page("Home")
    def home() -> list[Any]:
        return show(tick)

    browser = (await serve(app))()
    await browser.call("get_page", page="")

    await browser.until(lambda f: "tick 3" in str(f["params"].get("value")))


async def test_an_action_with_one_key_runs_once_even_when_sent_at_the_same_time(serve: Serve) -> None:
    app, runs = new_app(), []
    app.input("n", 0)

    @app.action
    async def add(session: Session, n: int) -> None:
        runs.append(1)
        await asyncio.sleep(0.02)
        session.set_inputs(n=n + 1)

    @app.page("Home")
    def home() -> list[Any]:
        return []

    browser = (await serve(app))()
    page = await browser.call("get_page", page="")
    replies = await asyncio.gather(*(browser.call("run", action="add", args={}, key="k") for _ in range(10)))
    later = await browser.call("run", action="add", args={}, key="k")

    assert len(runs) == 1
    assert {reply["version"] for reply in [*replies, later]} == {page["version"] + 1}


async def test_an_action_that_raises_changes_nothing(serve: Serve) -> None:
    app = new_app()
    app.input("n", 0)

    @app.action
    def fail(session: Session) -> None:
        session.set_inputs(n=1)
        raise ValueError("no")

    @app.page("Home")
    def home() -> list[Any]:
        return []

    browser = (await serve(app))()
    await browser.call("get_page", page="")
    error = await browser.call("run", action="fail", args={}, key="k")
    page = await browser.call("get_page", page="")

    assert error["data"]["slug"] == "action_failed"
    assert page["values"] == {"n": 0}


async def test_an_action_notifies_navigates_and_refreshes_together(serve: Serve) -> None:
    app, made = new_app(), []

    @app.source
    def stamp() -> str:
        made.append(1)
        return f"made {len(made)}"

    @app.action
    def finish(session: Session) -> None:
        session.notify("Saved", "success")
        session.go("Second page")
        session.refresh(stamp)

    @app.page("Home")
    def home() -> list[Any]:
        return show(stamp)

    @app.page("Second page")
    def second() -> list[Any]:
        return []

    browser = (await serve(app))()
    await browser.call("get_page", page="home")
    await browser.filled("stamp")
    reply = await browser.call("run", action="finish", args={}, key="k")
    notice = await browser.until(lambda f: f["method"] == "notify")

    assert reply["page"] == "second-page"
    assert (notice["params"]["text"], notice["params"]["level"]) == ("Saved", "success")
    await browser.until(lambda f: "made 2" in str(f["params"].get("value")))


async def test_a_page_that_takes_an_input_changes_its_structure(serve: Serve) -> None:
    from envision_content import Markdown

    app = new_app()
    app.input("count", 1)

    @app.page("Home")
    def home(count: int) -> list[Any]:
        return [Markdown(f"item {n}") for n in range(count)]

    browser = (await serve(app))()
    page = await browser.call("get_page", page="")
    assert len(page["tree"]) == 1
    await browser.call("set_inputs", values={"count": 3}, key="a")
    changed = await browser.until(lambda f: f["method"] == "page_changed")

    assert len(changed["params"]["tree"]) == 3


async def test_long_actions_push_progress_and_their_end(serve: Serve) -> None:
    app = new_app()

    @app.action
    def train(progress: Any, session: Session) -> None:
        for _ in progress.track(range(5), "Fitting"):
            time.sleep(0.06)
        session.notify("Trained")

    @app.page("Home")
    def home() -> list[Any]:
        return []

    browser = (await serve(app))()
    await browser.call("get_page", page="")
    reply = await browser.call("run", action="train", args={}, key="k")
    done = await browser.until(lambda f: f["method"] == "job_changed" and f["params"]["status"] == "done")

    jobs = browser.pushes("job_changed")
    assert done["params"]["job"] == reply["job"]
    assert any(job["status"] == "running" and 0 < job["done"] < 5 and job["total"] == 5 for job in jobs)
    await browser.until(lambda f: f["method"] == "notify")


async def test_a_job_can_be_cancelled(serve: Serve) -> None:
    app = new_app()

    @app.action
    def train(progress: Any) -> None:
        for _ in progress.track(range(1000)):
            time.sleep(0.01)

    @app.page("Home")
    def home() -> list[Any]:
        return []

    browser = (await serve(app))()
    await browser.call("get_page", page="")
    reply = await browser.call("run", action="train", args={}, key="k")
    await browser.until(lambda f: f["method"] == "job_changed" and f["params"]["status"] == "running")
    await browser.call("cancel", job=reply["job"])

    await browser.until(lambda f: f["method"] == "job_changed" and f["params"]["status"] == "cancelled")


async def test_a_locked_page_is_refused(serve: Serve) -> None:
    app = new_app()

    @app.page("Home")
    def home() -> list[Any]:
        return []

    @app.page("Later", requires="settings")
    def later() -> list[Any]:
        return []

    browser = (await serve(app))()
    error = await browser.call("get_page", page="later")

    assert error["data"]["slug"] == "locked"


async def test_a_value_too_large_for_the_socket_comes_as_an_address(serve: Serve) -> None:
    app = new_app()

    @app.source
    def large() -> str:
        return "word " * 100_000

    @app.page("Home")
    def home() -> list[Any]:
        return show(large)

    browser = (await serve(app))()
    page = await browser.call("get_page", page="")
    push = await browser.filled("large")

    assert "value" not in push
    assert push["href"] == f"{page['workspace']}/home/large/{push['fingerprint']}"
