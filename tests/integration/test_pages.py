"""Pages: addresses, structure that follows inputs, steps."""

from __future__ import annotations

import pytest

from envision_core.testing import Driver, RpcError


def test_the_first_page_is_at_the_root(driver: Driver) -> None:
    stranger = driver.another_person()

    assert stranger.open().page == "first"


def test_the_page_seen_last_is_opened_again(driver: Driver) -> None:
    driver.go("second")
    other = driver.another_tab()

    assert other.open().page == "second"


def test_an_unknown_page_is_refused_with_the_nearest(driver: Driver) -> None:
    with pytest.raises(RpcError) as caught:
        driver.go("secnd")

    assert caught.value.slug == "page_not_found"
    assert "second" in caught.value.data["hint"]


def test_a_page_s_structure_follows_its_inputs(driver: Driver) -> None:
    driver.go("second")
    assert driver.page is not None
    assert "text-extra" not in [node["id"] for node in driver.page.nodes()]

    driver.set_input("mode", "fancy")

    driver.wait_until(lambda: driver.page and any(node["id"] == "text-extra" for node in driver.page.nodes()))
    assert driver.inputs["extra"] == "x"
    assert driver.set_input("extra", "y")


def test_values_stay_when_the_structure_changes(driver: Driver) -> None:
    driver.go("second")
    driver.wait_for("doubled")
    before = driver.widgets["doubled"].refreshes

    driver.set_input("mode", "fancy")
    driver.wait_until(lambda: any(name == "page_changed" for name, _ in driver.pushes))
    driver.wait_for("doubled")

    assert driver.widgets["doubled"].refreshes == before


def test_a_step_is_locked_until_its_form_is_submitted(driver: Driver) -> None:
    assert driver.page is not None
    assert [item["locked"] for item in driver.page.navigation] == [False, False, True]
    with pytest.raises(RpcError) as caught:
        driver.go("results")
    assert caught.value.slug == "locked"

    driver.submit("settings", {"name": "Ada", "rounds": 1})

    driver.wait_until(lambda: driver.page and not driver.page.navigation[2]["locked"], what="the step to open")
    driver.wait_for_input("greeting", "Ada")
    assert driver.go("results").page == "results"
    assert driver.wait_for("greeted")["text"] == "Hello Ada"


def test_the_boot_data_holds_the_first_page(driver: Driver) -> None:
    driver.wait_for("doubled")
    other = driver.another_tab()
    other.open("first")

    assert other.boot["page"]["page"] == "first"
    ready = [id for refresh in other.boot["refreshes"] for id in refresh["widgets"]]
    assert "doubled" in ready
    assert other.widgets["doubled"].refreshes == 1


def test_table_rows_come_page_by_page(driver: Driver) -> None:
    driver.set_input("number", 50)
    driver.wait_for("table")

    answer = driver.call("table", "rows", {"start": 10, "end": 13})

    assert "100" in str(answer)


@pytest.mark.parametrize(
    ("widget", "method", "params", "slug"),
    [
        ("tabel", "rows", {"start": 0, "end": 1}, "component_not_found"),
        ("table", "rwos", {"start": 0, "end": 1}, "component_method_not_found"),
        ("table", "rows", {"start": "a", "end": 1}, "invalid_params"),
        ("table", "rows", {"begin": 0}, "invalid_params"),
        ("table", "dump_data", {"data": 1}, "component_method_not_found"),
        ("table", "__init__", {}, "component_method_not_found"),
    ],
)
def test_wrong_calls_of_a_component_are_refused(
    driver: Driver, widget: str, method: str, params: dict[str, object], slug: str
) -> None:
    driver.wait_for("table")

    with pytest.raises(RpcError) as caught:
        driver.call(widget, method, params)

    assert caught.value.slug == slug
