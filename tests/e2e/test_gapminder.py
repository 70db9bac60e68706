"""Three pages that share their inputs, and a live source."""

import re

from playwright.sync_api import Page, expect
from screen import chart, wait_for_charts, wait_until_filled


def open_page(page: Page, name: str) -> None:
    page.get_by_role("navigation").get_by_role("link", name=name).click()
    expect(page).to_have_title(re.compile(name))


def test_pages_open_from_the_navigation_without_a_reload(page: Page, example):
    page.goto(example("gapminder").url)
    wait_for_charts(page, 1)
    page.evaluate("window.stillHere = true")

    open_page(page, "Country")
    wait_for_charts(page, 2)
    open_page(page, "Map")
    wait_for_charts(page, 1)

    assert chart(page)["traces"][0]["type"] == "choropleth"
    assert page.evaluate("window.stillHere") is True


def test_an_input_is_shared_by_all_pages(page: Page, example):
    page.goto(example("gapminder").url)
    wait_for_charts(page, 1)

    page.get_by_role("slider", name="Year").press("ArrowLeft")
    expect(page.get_by_role("slider", name="Year")).to_have_attribute("aria-valuenow", "2002")
    open_page(page, "Map")

    expect(page.get_by_role("slider", name="Year")).to_have_attribute("aria-valuenow", "2002")


def test_metrics_follow_the_year(page: Page, example):
    page.goto(example("gapminder").url)
    wait_until_filled(page)
    life = page.get_by_text("Life expectancy", exact=True).locator("..")
    before = life.inner_text()

    page.get_by_role("slider", name="Year").press("Home")

    expect(life).not_to_have_text(before)


def test_the_live_source_ticks_by_itself(page: Page, example):
    page.goto(example("gapminder").url)
    wait_until_filled(page)
    now = page.get_by_text("People now").locator("..")
    before = now.inner_text()

    expect(now).not_to_have_text(before, timeout=15_000)


def test_the_back_button_goes_to_the_page_before(page: Page, example):
    page.goto(example("gapminder").url)
    wait_for_charts(page, 1)
    open_page(page, "Map")
    wait_for_charts(page, 1)

    page.go_back()

    expect(page.get_by_role("heading", level=1)).to_have_text("Wealth and health of nations")


def test_the_map_draws_its_outlines_without_the_internet(page: Page, example):
    page.goto(example("gapminder").url + "/map")
    wait_for_charts(page, 1)

    expect(page.locator(".js-plotly-plot .choroplethlayer path").nth(100)).to_be_attached()
