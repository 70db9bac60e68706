"""What a person sees, in the words of the tests."""

from __future__ import annotations

from playwright.sync_api import Page, expect

__all__ = ["chart", "finish_first_step", "rows_of", "wait_for_charts", "wait_until_filled"]


def wait_until_filled(page: Page, *, timeout_ms: float = 30_000) -> None:
    """No component waits for its data any more."""
    expect(page.locator("main")).to_be_visible(timeout=timeout_ms)
    expect(page.locator("main [aria-busy=true]")).to_have_count(0, timeout=timeout_ms)


def wait_for_charts(page: Page, count: int, *, timeout_ms: float = 30_000) -> None:
    """This many plots are drawn."""
    expect(page.locator(".js-plotly-plot:has(.main-svg)")).to_have_count(count, timeout=timeout_ms)


def chart(page: Page, number: int = 0) -> dict:
    """What plotly drew: for each trace its type, name and settings as plotly filled them in."""
    return page.evaluate(
        """(n) => { const plot = document.querySelectorAll('.js-plotly-plot')[n];
            return { traces: plot._fullData.map((t) => ({ type: t.type, name: t.name, nbinsx: t.nbinsx })),
                     paper: plot._fullLayout.paper_bgcolor, font: plot._fullLayout.font.color }; }""",
        number,
    )


def rows_of(page: Page, number: int = 0) -> int:
    """How many rows a table says it has, without its header."""
    grid = page.get_by_role("grid").nth(number)
    return int(grid.get_attribute("aria-rowcount") or 0) - 1


def finish_first_step(page: Page, url: str) -> None:
    """Through the tour's form with what it proposes, the quick way."""
    page.goto(url)
    page.get_by_label("Resamples").select_option("20000")
    page.get_by_role("button", name="OK", exact=True).click()
    expect(page.get_by_role("heading", name="Blocks", level=1)).to_be_visible(timeout=30_000)
