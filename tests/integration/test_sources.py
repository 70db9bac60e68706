"""Sources: pending, ready, waiting, failed; computed once for everyone."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from envision_core.testing import Driver

Runs = Counter[str]


def test_a_slow_source_is_pending_and_then_ready(driver: Driver) -> None:
    driver.set_input("number", 61)
    driver.wait_until(lambda: driver.status("slow") == "pending", what="slow to be pending")

    assert driver.wait_for("slow")["text"] == "1,061"


def test_a_slow_source_holds_nobody_up(driver: Driver) -> None:
    driver.set_input("number", 62)

    driver.wait_for("doubled")

    assert driver.status("slow") != "ready" or driver.value("slow")["text"] != "1,062"


def test_a_quick_source_is_never_announced_as_pending(driver: Driver) -> None:
    driver.wait_for("quick")
    driver.pushes.clear()

    driver.set_input("number", 63)
    driver.wait_for("quick")

    states = [p["status"] for name, p in driver.pushes if name == "refresh_widget" and "quick" in p["widgets"]]
    assert states == ["ready"]


def test_a_source_without_its_input_waits_for_it_by_name(driver: Driver) -> None:
    assert driver.wait_for("greeted", "waiting") == ["greeting"]


def test_a_source_that_raises_fails_alone_with_its_line(driver: Driver) -> None:
    error = driver.wait_for("failing", "failed")

    assert "ValueError" in error["problem"]
    assert "workshop.py:" in error["place"]
    assert error["hint"]
    assert driver.wait_for("doubled")["text"] == "6"


def test_a_failed_source_recovers_with_its_inputs(driver: Driver) -> None:
    driver.wait_for("failing", "failed")

    driver.set_input("number", 50)

    assert driver.wait_for("failing")["text"] == "50"


def test_retry_runs_a_failed_source_again(driver: Driver, runs: Runs) -> None:
    driver.set_input("number", 44)
    driver.wait_for("failing", "failed")
    before = runs["failing"]

    driver.retry("failing")
    driver.wait_until(lambda: runs["failing"] == before + 1, what="a second run")

    driver.wait_for("failing", "failed")


def test_the_same_inputs_are_computed_once_for_everyone(driver: Driver, runs: Runs) -> None:
    people = [driver, *(driver.another_person() for _ in range(5))]
    for person in people:
        person.open("first")
    before = runs["slow"]

    with ThreadPoolExecutor(len(people)) as pool:
        list(pool.map(lambda person: person.set_input("number", 77), people))
    values = [person.wait_for("slow")["text"] for person in people]

    assert values == ["1,077"] * 6
    assert runs["slow"] == before + 1


def test_a_source_shared_by_components_runs_once(driver: Driver, runs: Runs) -> None:
    before = runs["chained"]

    driver.set_input("number", 71)
    driver.wait_for("chained-again")

    assert runs["chained"] == before + 1


def test_earlier_inputs_are_remembered(driver: Driver, runs: Runs) -> None:
    driver.set_input("number", 81)
    driver.wait_for("slow")
    driver.set_input("number", 82)
    driver.wait_for("slow")
    before = runs["slow"]

    driver.set_input("number", 81)

    assert driver.wait_for("slow")["text"] == "1,081"
    assert runs["slow"] == before


def test_a_refreshed_source_is_computed_again_for_everyone(driver: Driver) -> None:
    stranger = driver.another_person()
    stranger.open("first")
    before = stranger.wait_for("stock")
    driver.wait_for("stock")

    driver.run("restock")

    stranger.wait_until(lambda: stranger.value("stock") != before, what="new stock")
    assert driver.wait_for("stock") == stranger.value("stock")


def test_a_refresh_from_any_thread_reaches_browsers(driver: Driver) -> None:
    before = driver.wait_for("stock")

    driver_app(driver).refresh("stock")

    driver.wait_until(lambda: driver.value("stock") != before, what="new stock")


def test_a_source_may_ask_for_the_user(driver: Driver) -> None:
    assert driver.wait_for("mine")["text"] == "nobody"


def driver_app(driver: Driver):  # type: ignore[no-untyped-def]
    """The app behind a driver of this process."""
    from envision_core.bootstrap import running

    return next(runtime.engine.site.app for runtime in running() if runtime.engine.site.app.title == "Workshop")
