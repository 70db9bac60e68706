"""What an author does wrong costs only the component it is about, and says where and what to do."""

from __future__ import annotations

from playwright.sync_api import Page, expect

MISTAKES = """
from envision_core import App
from envision_content import Markdown, Metric
from envision_forms import Slider

app = App("Mistakes")

@app.source
def broken(size: int):
    raise ValueError("there is no data for size %d" % size)

@app.source
def fine(size: int):
    return size * 2

@app.page("Page")
def page():
    return [
        Markdown("# The rest works"),
        Slider("size", 1, 9, value=3),
        Metric(broken, label="Broken"),
        Metric(fine, label="Fine"),
        Slider("other", 1, 9, vallue=3),
    ]
"""

GONE = """
from envision_core import App
from envision_content import Markdown
from envision_tables import Table

app = App("Gone")

@app.page("Page")
def page():
    return [Markdown("# Here"), Table([{"a": 1}])]
"""

UNKNOWN = """
from envision_core import App
from envision_content import Markdown

app = App("Unknown")

@app.source
def data():
    return 1

@app.source
def other(dta):
    return dta

@app.page("Page")
def page():
    return [Markdown("# Here"), Markdown(other)]
"""


def test_a_source_that_raises_is_a_card_and_the_rest_works(page: Page, serve):
    page.goto(serve(MISTAKES).url)

    card = page.get_by_role("alert").filter(has_text="there is no data for size 3")
    expect(card).to_contain_text("app0.py:10")
    expect(card.get_by_role("button", name="Retry")).to_be_visible()
    expect(page.get_by_role("heading", name="The rest works")).to_be_visible()
    fine = page.get_by_text("Fine").locator("..")
    expect(fine).to_contain_text("6")
    page.get_by_role("slider", name="Size").press("ArrowRight")
    expect(fine).to_contain_text("8")
    expect(page.get_by_role("alert").filter(has_text="there is no data for size 4")).to_be_visible()


def test_a_wrong_property_is_a_card_with_the_line_and_the_nearest_name(page: Page, serve):
    page.goto(serve(MISTAKES).url)

    card = page.get_by_role("alert").filter(has_text="vallue")
    expect(card).to_contain_text("app0.py:23")
    expect(card).to_contain_text("value")


def test_a_plugin_that_is_not_there_is_a_card_that_names_it(page: Page, serve):
    """Switched off instead of not installed: the card is the same but for its hint."""
    page.goto(serve(GONE, ENVISION_BLOCKED_PLUGINS="tables").url)

    expect(page.get_by_role("heading", name="Here")).to_be_visible()
    expect(page.get_by_role("alert").filter(has_text="tables")).to_be_visible()


def test_an_unknown_parameter_names_the_nearest(page: Page, serve):
    page.goto(serve(UNKNOWN).url)

    card = page.get_by_role("alert").filter(has_text="dta")
    expect(card).to_contain_text("data")
    expect(card).to_contain_text("app0.py:11")
    expect(page.get_by_role("heading", name="Here")).to_be_visible()
