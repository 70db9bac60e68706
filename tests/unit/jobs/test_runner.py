"""A job ends in exactly one way, and everybody is told."""

from __future__ import annotations

import asyncio
import json
import threading
from typing import Any

import pytest

from envision_core.model.session import Session
from tests.unit.browser import Browser, Serve, new_app

pytestmark = pytest.mark.usefixtures("django")


def job_is(status: str) -> Any:
    return lambda frame: frame["method"] == "job_changed" and frame["params"]["status"] == status


def training_app() -> tuple[Any, threading.Event]:
    app, gate = new_app(), threading.Event()
    app.input("trained", 0)

    @app.action
    def train(progress: Any, session: Session) -> None:
        progress.update(1, 2)
        gate.wait(5)
        progress.update(2, 2)
        session.set_inputs(trained=1)
        session.go("Results")

    @app.action
    def fail(progress: Any) -> None:
        raise ValueError("secret path")

    @app.page("Home")
    def home() -> list[Any]:
        return []

    @app.page("Results")
    def results() -> list[Any]:
        return []

    return app, gate


async def run(browser: Browser, action: str) -> str:
    reply = await browser.call("run", action=action, args={}, key=f"key of {action}")
    return str(reply["job"])


async def test_strangers_do_not_see_what_a_job_raised(serve: Serve) -> None:
    app, _ = training_app()
    browser = (await serve(app, shows_errors=False))()
    await browser.call("get_page", page="")
    await run(browser, "fail")
    failed = await browser.until(job_is("failed"))

    assert "secret" not in json.dumps(failed)


async def test_a_job_and_its_outcome_are_written_together(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    from envision_core.jobs.runner import Runner
    from envision_core.models import JobRow

    app, gate = training_app()
    browser = (await serve(app))()
    await browser.call("get_page", page="")
    job = await run(browser, "train")

    async def never(*args: Any) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(Runner, "_save", never)  # as if the server were killed before it wrote more
    gate.set()
    await browser.until(lambda frame: frame["params"].get("values") == {"trained": 1})

    assert (await asyncio.to_thread(JobRow.objects.get, pk=job)).status == "done"


async def test_whoever_asked_for_a_job_follows_to_the_page_it_opens(serve: Serve) -> None:
    app, gate = training_app()
    open_browser = await serve(app)
    asking, watching = open_browser(), open_browser()
    await asking.call("get_page", page="")
    await watching.call("get_page", page="")
    await run(asking, "train")
    gate.set()
    await watching.until(job_is("done"))
    await asking.until(lambda frame: frame["method"] == "navigate")

    assert watching.pushes("navigate") == []


async def test_what_a_page_told_of_jobs_is_not_told_again(serve: Serve) -> None:
    app, gate = training_app()
    open_browser = await serve(app)
    gate.set()
    first = open_browser()
    await first.call("get_page", page="")
    await run(first, "train")
    await first.until(job_is("done"))
    second = open_browser()
    page = await second.call("get_page", page="")
    await run(second, "fail")
    await second.until(job_is("failed"))

    assert [job["status"] for job in page["jobs"]] == ["done"]
    assert {job["name"] for job in second.pushes("job_changed")} == {"fail"}


async def test_a_deleted_workspace_costs_only_its_own_job(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    from envision_core.models import JobRow, Workspace

    app, gate = training_app()
    open_browser = await serve(app)
    gone, other = open_browser(owner="gone"), open_browser(owner="other")
    page = await gone.call("get_page", page="")
    await other.call("get_page", page="")
    job = await run(gone, "train")
    await asyncio.to_thread(lambda: Workspace.objects.filter(pk=page["workspace"]).delete())
    gate.set()
    await asyncio.gather(*(other.call("set_inputs", values={"trained": n}, key=str(n)) for n in range(20)))
    await other.settle()

    assert (await other.call("get_page", page=""))["values"] == {"trained": 19}
    assert not await asyncio.to_thread(JobRow.objects.filter(pk=job).exists)
    assert "never retrieved" not in caplog.text


async def test_a_job_that_a_stopping_server_ends_is_lost_and_not_cancelled(serve: Serve) -> None:
    app, gate = training_app()
    browser = (await serve(app))()
    await browser.call("get_page", page="")
    await run(browser, "train")
    await browser.until(job_is("running"))
    closing = asyncio.create_task(browser.runner.close())
    await asyncio.sleep(0)
    gate.set()
    await closing

    await browser.until(job_is("lost"))


async def test_what_is_over_is_not_changed_by_a_late_report(serve: Serve) -> None:
    from dataclasses import replace

    app, gate = training_app()
    gate.set()
    browser = (await serve(app))()
    page = await browser.call("get_page", page="")
    await run(browser, "train")
    await browser.until(job_is("done"))
    store = browser.connection.engine.store
    [job] = await store.jobs(page["workspace"])
    await store.save_job(page["workspace"], replace(job, status="running"), "a process thought dead")

    assert [job.status for job in await store.jobs(page["workspace"])] == ["done"]
