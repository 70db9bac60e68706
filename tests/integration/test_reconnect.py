"""A connection may be lost at any time: nothing is sent twice, nothing is missed."""

from __future__ import annotations

import pytest

from envision_core.testing import Driver, DriverError, SocketClosed


def ready(driver: Driver) -> dict[str, int]:
    for id in ("doubled", "slow", "table", "stock", "mine", "chained", "quick"):
        driver.wait_for(id)
    return {id: widget.refreshes for id, widget in driver.widgets.items() if widget.status == "ready"}


def test_what_the_browser_has_is_not_sent_again(driver: Driver) -> None:
    before = ready(driver)

    driver.reconnect()
    after = ready(driver)

    assert after == before


def test_only_what_changed_meanwhile_is_sent(driver: Driver) -> None:
    other = driver.another_tab()
    other.open("first")
    before = ready(driver)
    driver.disconnect()

    other.set_input("number", 91)
    driver.reconnect()
    after = ready(driver)

    assert driver.inputs["number"] == 91
    assert driver.value("doubled")["text"] == "182"
    assert {id for id in before if after[id] != before[id]} >= {"doubled", "slow", "table"}
    assert after["mine"] == before["mine"]


def test_a_notice_given_meanwhile_is_shown_once(driver: Driver) -> None:
    other = driver.another_tab()
    other.open("first")
    driver.rpc("get_page", {"page": "first", "notice": 0})
    driver.disconnect()

    other.run("add")
    driver.connect()
    driver.rpc("get_page", {"page": "first", "notice": 0})

    driver.wait_for_notice("added 1")
    driver.wait_for("doubled")
    assert len(driver.notices) == 1


def test_calls_after_the_server_s_goodbye_fail_at_once(driver: Driver) -> None:
    driver.disconnect()

    with pytest.raises(DriverError):
        driver.rpc("ping")


def test_a_socket_without_a_session_is_closed_with_4401(driver: Driver) -> None:
    stranger = driver.another_person()
    stranger.connect()

    closed = stranger._background.run(stranger.session.wait_closed(), 5)

    assert isinstance(closed, SocketClosed)
    assert closed.code == 4401


def test_calls_at_the_same_time_are_all_answered(driver: Driver) -> None:
    import asyncio

    async def many() -> list[int]:
        replies = await asyncio.gather(*(driver.session.call("ping") for _ in range(25)))
        return [reply["result"]["version"] for reply in replies]

    assert len(driver._background.run(many(), 10)) == 25
