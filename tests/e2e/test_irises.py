"""The smallest example: inputs drive a chart and a table."""

from playwright.sync_api import Page, expect
from screen import chart, rows_of, wait_for_charts, wait_until_filled


def test_the_page_fills_from_its_sources(page: Page, example):
    page.goto(example("irises").url)

    expect(page.get_by_role("heading", name="Irises", level=1)).to_be_visible()
    wait_for_charts(page, 1)
    assert chart(page)["traces"][0]["type"] == "histogram"
    assert rows_of(page) == 50


def test_a_slider_changes_the_chart(page: Page, example):
    page.goto(example("irises").url)
    wait_for_charts(page, 1)
    before = chart(page)["traces"][0]["nbinsx"]

    page.get_by_role("slider", name="Bins").press("ArrowRight")

    page.wait_for_function(
        "(n) => document.querySelector('.js-plotly-plot')._fullData[0].nbinsx === n",
        arg=before + 1,
    )


def test_a_choice_changes_chart_and_table(page: Page, example):
    page.goto(example("irises").url)
    wait_for_charts(page, 1)

    page.get_by_label("Species").first.press("ArrowDown")
    page.get_by_role("option", name="virginica").click()

    expect(page.get_by_role("grid")).to_have_attribute("aria-rowcount", "101")
    page.wait_for_function("() => document.querySelector('.js-plotly-plot')._fullData[0].x.length === 100")


def test_the_chart_is_a_placeholder_until_its_data_is_there(page: Page, example):
    page.goto(example("irises").url, wait_until="commit")

    expect(page.get_by_role("heading", name="Irises", level=1)).to_be_visible()
    wait_until_filled(page)
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
