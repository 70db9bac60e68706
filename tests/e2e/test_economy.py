"""Only what is needed is fetched and rendered."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from screen import wait_until_filled

THOUSAND = """
from envision_core import App
from envision_content import Markdown
from envision_forms import Button

app = App("Thousand")
app.input("n", value=0)

@app.source
def number(n: int):
    return f"number {n}"

@app.source
def still():
    return "still"

@app.action
def add(session):
    session.set_inputs(n=session.values.get("n", 0) + 1)

@app.page("Many")
def many():
    return [Button("Add", add), Markdown(number)] + [Markdown(still) for _ in range(999)]
"""

TEXT = """
from envision_core import App
from envision_content import Markdown

app = App("Text")

@app.page("Text")
def text():
    return [Markdown("# Only text")]
"""


def test_one_of_a_thousand_components_is_refreshed_alone(page: Page, serve):
    served = serve(THOUSAND)
    page.add_init_script("localStorage.setItem('envision:count-renders', '1')")
    page.goto(served.url)
    expect(page.get_by_text("number 0")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("still", exact=True)).to_have_count(999, timeout=60_000)
    page.wait_for_timeout(500)  # late renders of the first page would count
    renders = """() => { const found = window.__envision.renders;
        return Object.fromEntries(found instanceof Map ? found : Object.entries(found)); }"""
    before = page.evaluate(renders)
    assert len(before) >= 1000

    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("number 1")).to_be_visible()
    page.wait_for_timeout(300)

    after = page.evaluate(renders)
    changed = {name: after[name] - before.get(name, 0) for name in after if after[name] != before.get(name, 0)}
    bound = {name: count for name, count in changed.items() if "markdown" in name}
    assert bound == {"markdown-1": 1}, changed
    assert len(changed) <= 2  # the button may show that it was pressed


def test_a_page_of_text_fetches_no_module_it_does_not_use(page: Page, serve, watch):
    page.goto(serve(TEXT).url)
    expect(page.get_by_role("heading", name="Only text")).to_be_visible()
    page.wait_for_timeout(500)

    fetched = [url for url in watch.requests if "/p/" in url]
    assert all("/p/content/" in url for url in fetched), fetched


def test_a_chart_page_fetches_only_its_kind_of_trace(page: Page, example, watch):
    page.goto(example("irises").url)
    wait_until_filled(page)

    assert not [
        url
        for url in watch.requests
        if any(kind in url for kind in ("choropleth", "scattergl", "surface", "scatter3d"))
    ]
