"""Nothing is lost: refresh, second tab, killed server."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, Page, expect
from screen import rows_of, wait_for_charts, wait_until_filled
from served import EXAMPLES

BINS = "Bins"


def set_bins(page: Page, steps: int) -> str:
    slider = page.get_by_role("slider", name=BINS)
    wanted = int(slider.get_attribute("aria-valuenow") or 0) + steps
    for _ in range(steps):
        slider.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuenow", str(wanted))
    page.wait_for_function("(n) => document.querySelector('.js-plotly-plot')._fullData[0].nbinsx === n", arg=wanted)
    return str(wanted)


def test_refresh_keeps_the_inputs(page: Page, example):
    page.goto(example("irises").url)
    wait_for_charts(page, 1)
    value = set_bins(page, 3)

    page.reload()

    expect(page.get_by_role("slider", name=BINS)).to_have_attribute("aria-valuenow", value)
    page.wait_for_function("() => document.querySelector('.js-plotly-plot')?._fullData?.[0]?.nbinsx === 23")


def test_a_second_tab_sees_the_same_and_follows_live(page: Page, context: BrowserContext, example):
    page.goto(example("irises").url)
    wait_for_charts(page, 1)
    value = set_bins(page, 2)
    second = context.new_page()
    second.goto(example("irises").url)
    expect(second.get_by_role("slider", name=BINS)).to_have_attribute("aria-valuenow", value)

    set_bins(page, 1)

    expect(second.get_by_role("slider", name=BINS)).to_have_attribute("aria-valuenow", "23")
    second.wait_for_function("() => document.querySelector('.js-plotly-plot')?._fullData?.[0]?.nbinsx === 23")


def test_the_address_reproduces_the_workspace(page: Page, example):
    page.goto(example("irises").url)
    wait_for_charts(page, 1)
    expect(page).to_have_url(re.compile(r"/w/[^/]+/explore$"))
    value = set_bins(page, 1)

    page.goto(page.url)

    expect(page.get_by_role("slider", name=BINS)).to_have_attribute("aria-valuenow", value)


def test_a_killed_server_comes_back_to_the_same_screen(page: Page, serve, watch):
    served = serve(EXAMPLES / "irises" / "app.py")
    watch.allowed += ["WebSocket connection to", "ERR_CONNECTION_REFUSED"]
    page.goto(served.url)
    wait_for_charts(page, 1)
    set_bins(page, 4)
    page.evaluate("window.stillHere = true")

    served.kill()
    banner = page.get_by_role("status").filter(has_text="Reconnecting")
    expect(banner).to_be_visible()
    served.start()

    expect(banner).to_be_hidden(timeout=30_000)
    expect(page.get_by_role("slider", name=BINS)).to_have_attribute("aria-valuenow", "24")
    assert rows_of(page) == 50
    set_bins_now = page.get_by_role("slider", name=BINS)
    set_bins_now.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.js-plotly-plot')._fullData[0].nbinsx === 25")
    assert page.evaluate("window.stillHere") is True


def test_what_was_changed_while_the_server_was_away_is_kept(page: Page, serve, watch):
    served = serve(EXAMPLES / "irises" / "app.py")
    watch.allowed += ["WebSocket connection to", "ERR_CONNECTION_REFUSED"]
    page.goto(served.url)
    wait_for_charts(page, 1)

    served.kill()
    expect(page.get_by_role("status").filter(has_text="Reconnecting")).to_be_visible()
    page.get_by_role("slider", name=BINS).press("ArrowRight")
    served.start()

    page.wait_for_function(
        "() => document.querySelector('.js-plotly-plot')._fullData[0].nbinsx === 21",
        timeout=40_000,
    )
    page.reload()
    expect(page.get_by_role("slider", name=BINS)).to_have_attribute("aria-valuenow", "21")
    wait_until_filled(page)
