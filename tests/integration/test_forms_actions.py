"""Forms and actions: checked by Django, run exactly once."""

from __future__ import annotations

from collections import Counter

import pytest

from envision_core.testing import Driver, RpcError

Runs = Counter[str]


def test_leaving_a_field_tells_its_problem(driver: Driver) -> None:
    errors = driver.validate("settings", {"name": "root", "rounds": ""}, "name")

    assert errors == {"name": ["Choose another name."]}


def test_a_field_in_order_has_no_problem(driver: Driver) -> None:
    assert driver.validate("settings", {"name": "Ada"}, "name") == {}


def test_what_was_typed_is_there_after_a_reload(driver: Driver) -> None:
    driver.validate("settings", {"name": "half-typed"}, "name")
    other = driver.another_tab()
    other.open("first")

    assert other.forms["settings"] == {"values": {"name": "half-typed"}, "submitted": False}


def test_a_submit_with_errors_changes_nothing(driver: Driver) -> None:
    result = driver.submit("settings", {"name": "", "rounds": 0})

    assert not result
    assert set(result.errors) == {"name", "rounds"}
    assert driver.errors("settings") == result.errors
    driver.reconnect()
    assert driver.inputs["settings"] is None


def test_a_submit_runs_its_action_with_the_cleaned_values(driver: Driver) -> None:
    result = driver.submit("settings", {"name": " Ada ", "rounds": "3"})

    assert result
    driver.wait_for_input("greeting", "Ada")
    assert driver.wait_for("greeted")["text"] == "Hello Ada"


def test_a_job_tells_its_progress_and_ends(driver: Driver) -> None:
    result = driver.submit("settings", {"name": "Ada", "rounds": 40})

    assert result.job is not None
    driver.wait_until(lambda: driver.job(result.job or "").get("done", 0) > 0, what="progress")
    done = driver.wait_for_job(result.job)
    assert (done["done"], done["total"]) == (40, 40)


def test_the_same_submit_runs_once(driver: Driver) -> None:
    first = driver.submit("settings", {"name": "Ada", "rounds": 2}, key="once")
    second = driver.submit("settings", {"name": "Ada", "rounds": 2}, key="once")

    assert first.job == second.job
    driver.wait_for_job(first.job or "")
    assert len(driver.jobs) == 1


def test_a_running_job_can_be_cancelled(driver: Driver) -> None:
    result = driver.submit("settings", {"name": "Ada", "rounds": 500})
    driver.wait_until(lambda: driver.job(result.job or "").get("done", 0) > 0)

    driver.rpc("cancel", {"job": result.job})

    driver.wait_for_job(result.job or "", "cancelled")
    assert driver.inputs["greeting"] is None


def test_an_unknown_form_is_refused_with_the_nearest(driver: Driver) -> None:
    with pytest.raises(RpcError) as caught:
        driver.submit("setings", {})

    assert caught.value.slug == "form_not_found"
    assert "settings" in caught.value.data["hint"]


def test_an_action_writes_notifies_and_returns(driver: Driver) -> None:
    result = driver.run("add")

    assert result["result"] == 1
    driver.wait_for_input("clicks", 1)
    assert driver.wait_for_notice("added 1")["level"] == "success"


def test_the_same_click_runs_once(driver: Driver, runs: Runs) -> None:
    before = runs["add"]

    for _ in range(5):
        driver.run("add", key="one-click")

    assert runs["add"] == before + 1
    driver.wait_for_input("clicks", 1)


def test_the_same_click_at_the_same_time_runs_once(driver: Driver, runs: Runs) -> None:
    import asyncio

    before = runs["add"]

    async def clicks() -> list[dict[str, object]]:
        call = {"action": "add", "args": {}, "key": "double-click"}
        return await asyncio.gather(*(driver.session.call("run", call) for _ in range(10)))

    replies = driver._background.run(clicks(), 10)

    assert all("result" in reply for reply in replies), replies
    assert runs["add"] == before + 1


def test_an_action_can_go_to_a_page(driver: Driver) -> None:
    result = driver.run("greet", name="Grace")

    assert result["page"] == "second"
    driver.wait_for_input("greeting", "Grace")


@pytest.mark.parametrize(("action", "slug"), [("ad", "action_not_found"), ("explode", "action_failed")])
def test_a_failed_action_is_an_error_and_not_a_crash(driver: Driver, action: str, slug: str) -> None:
    with pytest.raises(RpcError) as caught:
        driver.run(action)

    assert caught.value.slug == slug
    assert "Traceback" not in str(caught.value.data)
    assert driver.run("add")["result"] == 1


def test_arguments_an_action_does_not_take_are_refused(driver: Driver) -> None:
    with pytest.raises(RpcError) as caught:
        driver.run("greet", nmae="Grace")

    assert "name" in str(caught.value)


def test_an_uploaded_file_reaches_the_form(driver: Driver) -> None:
    file = driver.upload(b"a,b\n1,2\n", "data.csv")

    result = driver.submit("settings", {"name": "Ada", "rounds": 1, "file": file})

    assert result
    driver.wait_for_input("greeting", "Ada")


def test_somebody_else_s_upload_is_refused(driver: Driver) -> None:
    stranger = driver.another_person()
    stranger.open()
    file = stranger.upload(b"secret", "secret.txt")

    with pytest.raises(RpcError) as caught:
        driver.submit("settings", {"name": "Ada", "rounds": 1, "file": file})

    assert caught.value.slug == "upload_not_found"
