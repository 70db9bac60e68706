"""Inputs and forms in a running app."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

APP = Path(__file__).parent / "app.py"


@pytest.fixture
def driver(app_driver):
    driver = app_driver(APP)
    driver.open()
    return driver


def form_of(driver):
    """The form as a browser that opens the page gets it."""
    return driver.rpc("get_page", {"page": "start"})["forms"]["settings"]


def test_an_input_starts_where_the_author_says_and_keeps_its_rules(driver):
    assert driver.inputs["bins"] == 20

    assert driver.set_input("bins", 30)
    assert not driver.set_input("bins", 60)

    assert driver.errors("bins") == ["Must be at most 50."]
    assert driver.inputs["bins"] == 30


def test_the_options_of_a_source_follow_its_inputs(driver):
    assert [option["label"] for option in driver.wait_for("size")] == ["One", "Many"]

    driver.set_input("bins", 40)

    driver.wait_until(lambda: driver.value("size")[1]["value"] == 40)


def test_a_form_starts_with_djangos_initial_values(driver):
    assert driver.props("form-settings")["rest"] == ["table"]
    assert form_of(driver) == {"values": {"rows": 3}, "submitted": False}


def test_leaving_a_field_checks_it_and_keeps_the_draft(driver):
    errors = driver.validate("settings", {"rows": 12}, "rows")

    assert errors.keys() == {"rows"}
    assert form_of(driver)["values"] == {"rows": 12}


def test_a_refused_form_changes_nothing(driver):
    refused = driver.submit("settings", {"rows": 7})

    assert refused.errors == {"__all__": ["Seven never works."]}
    assert driver.open().page == "start"


def test_a_good_form_runs_its_action_and_opens_the_next_page(driver):
    done = driver.submit("settings", {"rows": 2})

    assert done.page == "result"
    driver.wait_for_notice("Twice 2 is 4")
    driver.go("result")
    assert driver.wait_for("told") == "<p>rows: 2, file: none</p>\n"


def test_a_button_runs_its_action_with_its_arguments(driver):
    driver.run("double", rows=4)

    assert driver.wait_for_notice("Twice 4 is 8")


def test_the_tree_is_plain_json(driver):
    assert json.loads(json.dumps(driver.open().tree))
