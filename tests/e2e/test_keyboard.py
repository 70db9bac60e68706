"""Everything by keyboard alone."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from screen import wait_until_filled


def focused(page: Page) -> str:
    """Role-like description of the focused element."""
    return str(
        page.evaluate(
            """() => { const e = document.activeElement;
                const by = (id) => document.getElementById(id)?.textContent;
                const name = e.getAttribute('aria-label') || e.labels?.[0]?.textContent
                    || by(e.getAttribute('aria-labelledby')) || e.textContent;
                return `${e.getAttribute('role') || e.tagName.toLowerCase()}: ${(name || '').trim().slice(0, 60)}`; }"""
        )
    )


def tab_to(page: Page, wanted: str, *, key: str = "Tab", limit: int = 60) -> None:
    passed = []
    for _ in range(limit):
        page.keyboard.press(key)
        passed.append(focused(page))
        if wanted in passed[-1]:
            return
    raise AssertionError(f"{key} never reached {wanted!r}; it passed {passed}")


def has_visible_focus(page: Page) -> bool:
    return bool(
        page.evaluate(
            """() => { let e = document.activeElement;
                for (let i = 0; e && i < 3; i += 1, e = e.parentElement) { const s = getComputedStyle(e);
                    if (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) return true;
                    if (s.boxShadow !== 'none') return true; }
                const own = getComputedStyle(document.activeElement);
                return own.borderColor !== 'rgba(0, 0, 0, 0)' && document.activeElement.matches('input, select'); }"""
        )
    )


def test_the_first_tab_stop_skips_to_the_content(page: Page, example):
    page.goto(example("gapminder").url)
    wait_until_filled(page)

    page.keyboard.press("Tab")
    assert "skip" in focused(page).lower()
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.closest('main') !== null || location.hash === '#main'")


def test_the_tour_is_walked_without_a_mouse(page: Page, example):
    page.goto(example("tour").url)
    expect(page.get_by_role("heading", name="Fields", level=1)).to_be_visible()

    tab_to(page, "Title")
    assert has_visible_focus(page)
    page.keyboard.press("Control+a")
    page.keyboard.type("By keyboard")
    tab_to(page, "Resamples")
    page.keyboard.press("Home")
    tab_to(page, "OK")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Blocks", level=1)).to_be_visible(timeout=30_000)
    expect(page.get_by_text("By keyboard")).to_be_visible()
    wait_until_filled(page)
    tab_to(page, "Mixed", key="Shift+Tab", limit=20)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Mixed", level=1)).to_be_visible()
    wait_until_filled(page)
    tab_to(page, "slider", limit=40)
    page.keyboard.press("ArrowRight")

    expect(page.get_by_role("slider").first).to_have_attribute("aria-valuenow", "60")
