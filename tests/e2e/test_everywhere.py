"""What holds on every page of every example: accessible, fits a phone, quiet, no request elsewhere."""

from __future__ import annotations

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from screen import finish_first_step, wait_until_filled

PAGES = [
    ("irises", "explore"),
    ("gapminder", "overview"),
    ("gapminder", "country"),
    ("gapminder", "map"),
    ("tour", "fields"),
    ("tour", "blocks"),
    ("tour", "containers"),
    ("tour", "mixed"),
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def visit(page: Page, example, name: str, path: str) -> None:
    """Opens a page of an example; the tour's later steps are reached by doing the first."""
    url = example(name).url
    if name == "tour" and path != "fields":
        finish_first_step(page, url)
    page.goto(f"{url}/{path}")
    wait_until_filled(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("name", "path"), PAGES)
def test_axe_finds_nothing(page: Page, example, name: str, path: str, scheme: str):
    page.emulate_media(color_scheme=scheme)
    visit(page, example, name, path)

    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]

    assert [f"{v['id']}: {json.dumps([n['html'][:160] for n in v['nodes'][:3]])}" for v in found] == []


@pytest.mark.parametrize(("name", "path"), PAGES)
def test_a_phone_needs_no_horizontal_scroll(page: Page, example, name: str, path: str):
    page.set_viewport_size({"width": 360, "height": 740})
    visit(page, example, name, path)

    wide, seen = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")

    assert wide <= seen


def test_a_phone_opens_the_navigation_with_its_button(page: Page, example):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(example("gapminder").url)
    expect(page.get_by_role("link", name="Map")).to_be_hidden()

    page.get_by_role("button", name="Pages").click()
    page.get_by_role("link", name="Map").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Life expectancy around the world")
    expect(page.get_by_role("link", name="Map")).to_be_hidden()


def test_the_colour_scheme_is_switched_and_kept(page: Page, example):
    page.goto(example("irises").url)
    wait_until_filled(page)
    html = page.locator("html")
    expect(html).to_have_attribute("data-mantine-color-scheme", "light")

    for _ in range(3):
        if html.get_attribute("data-mantine-color-scheme") == "dark":
            break
        page.get_by_role("button", name="Appearance").locator("visible=true").click()
    expect(html).to_have_attribute("data-mantine-color-scheme", "dark")
    page.reload()

    expect(html).to_have_attribute("data-mantine-color-scheme", "dark")


def test_two_visitors_do_not_see_each_other(browser: Browser, page: Page, example, browser_context_args):
    url = example("irises").url
    page.goto(url)
    wait_until_filled(page)
    page.get_by_role("slider", name="Bins").press("End")
    expect(page.get_by_role("slider", name="Bins")).to_have_attribute("aria-valuenow", "50")
    other = browser.new_context(**browser_context_args)

    stranger = other.new_page()
    stranger.goto(url)

    expect(stranger.get_by_role("slider", name="Bins")).to_have_attribute("aria-valuenow", "20")
    other.close()
