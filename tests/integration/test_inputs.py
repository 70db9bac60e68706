"""Inputs: written by one browser, kept in the workspace, seen by all its browsers."""

from __future__ import annotations

from typing import Any

import pytest

from envision_core.testing import Driver, RpcError


def test_a_page_opens_with_the_values_its_fields_start_with(driver: Driver) -> None:
    assert driver.inputs["number"] == 3
    assert driver.inputs["mode"] == "plain"
    assert driver.inputs["greeting"] is None


def test_a_written_input_changes_what_depends_on_it(driver: Driver) -> None:
    driver.set_input("number", 21)

    assert driver.wait_for("doubled")["text"] == "42"
    assert driver.wait_for("chained")["text"] == "43"
    assert driver.wait_for("quick")["text"] == "22"


@pytest.mark.parametrize(
    ("name", "value"),
    [("number", 101), ("number", -1), ("number", "many"), ("number", True), ("number", [1]), ("mode", "loud")],
)
def test_a_wrong_value_is_refused_and_the_old_one_kept(driver: Driver, name: str, value: Any) -> None:
    before = driver.inputs[name]

    assert not driver.set_input(name, value)

    assert driver.errors(name)
    assert driver.reconnect()
    assert driver.inputs[name] == before


def test_an_unknown_input_is_refused_with_the_nearest_name(driver: Driver) -> None:
    assert not driver.set_input("nomber", 5)

    assert "number" in driver.errors("nomber")[0]


def test_valid_inputs_are_kept_when_others_are_refused(driver: Driver) -> None:
    assert not driver.set_inputs({"number": 8, "mode": "loud"})

    assert driver.errors("number") == []
    assert driver.wait_for("doubled")["text"] == "16"


def test_a_corrected_input_loses_its_error(driver: Driver) -> None:
    driver.set_input("number", 500)
    driver.set_input("number", 50)

    assert driver.errors("number") == []


def test_a_cleared_input_makes_its_components_wait(driver: Driver) -> None:
    driver.set_input("number", None)

    assert driver.wait_for("doubled", "waiting") == ["number"]
    assert driver.wait_for("chained", "waiting") == ["number"]


def test_only_what_changed_is_sent(driver: Driver) -> None:
    driver.wait_for("slow")
    driver.wait_for("table")
    driver.wait_for("mine")
    before = {id: widget.refreshes for id, widget in driver.widgets.items()}

    driver.set_input("remark", "nothing depends on this")
    driver.wait_for("doubled")

    assert {id: widget.refreshes for id, widget in driver.widgets.items()} == before


def test_components_with_the_same_data_are_refreshed_together(driver: Driver) -> None:
    driver.wait_for("chained")
    driver.wait_for("chained-again")
    driver.pushes.clear()

    driver.set_input("number", 33)
    driver.wait_for("chained")

    together = [
        params["widgets"]
        for name, params in driver.pushes
        if name == "refresh_widget" and "chained" in params["widgets"] and params["status"] == "ready"
    ]
    assert together == [["chained", "chained-again"]]


def test_a_second_tab_sees_what_the_first_writes(driver: Driver) -> None:
    other = driver.another_tab()
    other.open("first")

    driver.set_input("number", 9)

    other.wait_for_input("number", 9)
    assert other.wait_for("doubled")["text"] == "18"
    assert other.page is not None
    assert driver.page is not None
    assert other.page.workspace == driver.page.workspace


def test_the_writer_is_not_told_its_own_value(driver: Driver) -> None:
    driver.set_input("number", 9)
    driver.wait_for("doubled")

    assert [name for name, _ in driver.pushes if name == "inputs_changed"] == []


def test_another_person_has_inputs_of_their_own(driver: Driver) -> None:
    driver.set_input("number", 9)
    stranger = driver.another_person()
    stranger.open("first")

    assert stranger.inputs["number"] == 3


def test_the_same_key_writes_once(driver: Driver) -> None:
    driver.set_inputs({"number": 5}, key="k1")
    driver.set_inputs({"number": 6}, key="k2")
    driver.set_inputs({"number": 5}, key="k1")

    driver.reconnect()
    assert driver.inputs["number"] == 6


def test_many_writes_end_in_the_last_one(driver: Driver) -> None:
    for number in range(60):
        driver.set_input("number", number)

    assert driver.wait_for("doubled")["text"] == "118"


def test_an_input_before_any_page_is_open_still_counts(driver: Driver) -> None:
    other = driver.another_tab()
    other.get("/")
    other.connect()

    other.rpc("set_inputs", {"values": {"number": 12}, "key": "early"})

    driver.wait_for_input("number", 12)


def test_a_page_of_somebody_else_s_workspace_is_refused(driver: Driver) -> None:
    stranger = driver.another_person()
    stranger.open()
    assert driver.page is not None

    with pytest.raises(RpcError) as caught:
        stranger.go("first", workspace=driver.page.workspace)

    assert caught.value.slug == "workspace_not_found"
