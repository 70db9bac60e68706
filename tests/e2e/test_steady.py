"""What a person relies on: nothing jumps, nothing typed is lost, the focus stays, links tell the truth."""

from __future__ import annotations

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from screen import wait_until_filled

SHIFTS = """
window.__shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.__shift += entry.value;
}).observe({ type: 'layout-shift', buffered: true });
"""

APP = """
import time

from django import forms
from envision_core import App
from envision_content import Markdown, Metric
from envision_forms import Button, Form, Text
from envision_layout import Columns

app = App("Steady")


@app.source
def answer(word: str):
    time.sleep(0.4)
    return f"You wrote {word}."


@app.source
def people():
    return 6_251_013_179


@app.action
def fit(settings: dict, progress):
    for _ in progress.track(range(300), "Fitting"):
        time.sleep(0.1)


@app.page("Words")
def words():
    figures = [Metric(people, label=f"People {n}") for n in range(6)]
    return [Text("word", value="a"), Markdown(answer), Columns(*figures)]


@app.page("Form")
def form():
    return Form("settings", name_of_it=forms.CharField(initial="Mine"), submit=fit)


@app.page("Later", requires=("settings",))
def later():
    return "# Later"


@app.page("Buttons")
def buttons():
    looks, tones = ("filled", "light", "outline", "subtle"), ("primary", "neutral", "danger")
    return ["# Buttons", *[Button(f"{look} {tone}", variant=look, tone=tone) for look in looks for tone in tones]]
"""


@pytest.mark.parametrize(
    ("name", "width"),
    [("gapminder", 1280), ("gapminder", 390), ("irises", 1280), ("irises", 390)],
)
def test_nothing_jumps_while_a_page_fills(page: Page, example, name: str, width: int):
    page.set_viewport_size({"width": width, "height": 900})
    page.add_init_script(SHIFTS)

    page.goto(example(name).url)
    wait_until_filled(page)

    assert page.evaluate("window.__shift") < 0.05


def test_typing_goes_on_while_results_arrive(page: Page, serve):
    page.goto(serve(APP).url)
    word = page.get_by_label("Word")
    word.press("End")

    word.press_sequentially(" quick brown fox", delay=120)

    expect(page.get_by_text("You wrote a quick brown fox.")).to_be_visible()
    expect(word).to_have_value("a quick brown fox")
    expect(word).to_be_focused()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_number_is_never_broken_in_two(page: Page, serve, width: int):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(serve(APP).url)
    numbers = page.locator(".envision-metric-value")
    expect(numbers.last).to_have_text("6,251,013,179")

    # In one line, and inside of its column.
    for number in numbers.all():
        assert number.evaluate("(e) => e.clientHeight <= 45 && e.scrollWidth <= e.clientWidth")


def test_a_forms_job_is_shown_once_and_stopped_by_its_cancel(page: Page, serve):
    page.goto(f"{serve(APP).url}/form")
    page.get_by_role("button", name="Submit").click()

    expect(page.get_by_role("progressbar")).to_have_count(1)
    page.get_by_role("button", name="Cancel").press("Enter")

    expect(page.get_by_role("progressbar")).to_have_count(0)
    expect(page.get_by_role("form").get_by_role("status")).to_have_text("Cancelled")
    expect(page.get_by_role("button", name="Submit")).to_be_focused()


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/later", "This step is not open yet"),
        ("/nowhere", "There is no such page"),
        ("/w/somebody-elses/words", "There is no such workspace"),
    ],
)
def test_an_address_that_leads_nowhere_says_so_and_offers_a_way_on(page: Page, watch, serve, path: str, title: str):
    watch.allowed += ["status of 403", "status of 404"]
    page.goto(f"{serve(APP).url}{path}")
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    page.wait_for_timeout(500)  # the socket's own answer must not replace it

    expect(page.get_by_role("heading", name=title)).to_be_visible()
    found = Axe().run(page).response["violations"]
    assert [violation["id"] for violation in found] == []
    page.get_by_role("main").get_by_role("link").click()
    expect(page.get_by_label("Word")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_kind_of_button_can_be_read(page: Page, serve, scheme: str):
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{serve(APP).url}/buttons")
    expect(page.get_by_role("button", name="subtle danger")).to_be_visible()

    found = Axe().run(page).response["violations"]

    assert [f"{v['id']}: {json.dumps([n['html'][:160] for n in v['nodes'][:3]])}" for v in found] == []
