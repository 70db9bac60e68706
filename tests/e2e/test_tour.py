"""The talk's demo: a workflow in steps with a form, progress, blocks that arrive one by one, containers and a mix."""

import re

import pytest
from playwright.sync_api import Page, expect
from screen import finish_first_step, wait_for_charts, wait_until_filled
from served import EXAMPLES

CSV = b"height,weight,name\n" + b"".join(b"%d,%d,p%d\n" % (150 + i % 50, 50 + (i * 7) % 60, i) for i in range(200))


def step(page: Page, name: str):
    return page.get_by_role("navigation", name="Steps").get_by_role("link", name=name)


def press_ok(page: Page) -> None:
    page.get_by_role("button", name="OK", exact=True).click()


def test_ok_shows_progress_and_opens_the_next_step(page: Page, example):
    page.goto(example("tour").url)

    press_ok(page)

    expect(page.get_by_role("progressbar").first).to_be_visible()
    expect(page.get_by_text("Resampling").first).to_be_visible()
    expect(page.get_by_role("heading", name="Blocks", level=1)).to_be_visible(timeout=30_000)
    expect(page).to_have_url(re.compile(r"/blocks$"))


def test_charts_arrive_one_after_the_other(page: Page, serve, watch):
    """On a server of its own, so that nothing is computed yet."""
    served = serve(EXAMPLES / "tour" / "app.py")
    page.goto(served.url)
    page.evaluate(
        """() => { window.arrived = new Map();
            new MutationObserver(() => { for (const plot of document.querySelectorAll('.js-plotly-plot')) {
                const title = plot._fullLayout?.title?.text;
                if (title && !window.arrived.has(title)) window.arrived.set(title, performance.now()); } })
            .observe(document, { childList: true, subtree: true }); }"""
    )
    press_ok(page)
    wait_for_charts(page, 4, timeout_ms=60_000)
    page.wait_for_function("() => window.arrived.size === 4")

    arrived = page.evaluate("[...window.arrived.entries()]")

    titles = [title for title, _ in arrived]
    assert titles[0].startswith("All points") and titles[-1].startswith("Groups")
    assert arrived[-1][1] - arrived[0][1] > 300


def test_an_uploaded_file_is_what_the_blocks_show(page: Page, example):
    page.goto(example("tour").url)
    page.locator("input[type=file]").set_input_files({"name": "people.csv", "mimeType": "text/csv", "buffer": CSV})
    expect(page.get_by_text("people.csv").first).to_be_visible()

    press_ok(page)

    expect(page.get_by_role("heading", name="Blocks", level=1)).to_be_visible(timeout=30_000)
    expect(page.get_by_role("columnheader", name="weight").first).to_be_visible()


def test_django_refuses_what_is_wrong_field_by_field(page: Page, example):
    page.goto(example("tour").url)
    title = page.get_by_label("Title")
    title.fill("x")
    title.blur()

    expect(page.get_by_text("Write at least three letters.")).to_be_visible()
    press_ok(page)

    expect(page.get_by_role("heading", name="Fields", level=1)).to_be_visible()
    expect(title).to_have_attribute("aria-invalid", "true")


def test_a_file_of_the_wrong_kind_is_refused(page: Page, example):
    page.goto(example("tour").url)
    page.locator("input[type=file]").set_input_files({"name": "people.txt", "mimeType": "text/plain", "buffer": b"x"})
    press_ok(page)

    expect(page.get_by_text("Choose a file that ends with .csv.")).to_be_visible()


@pytest.mark.parametrize("path", ["blocks", "containers", "mixed"])
def test_steps_ahead_are_locked_also_by_their_address(page: Page, example, watch, path: str):
    watch.allowed += ["403 (Forbidden)"]

    answer = page.goto(f"{example('tour').url}/{path}")

    assert answer is not None
    assert answer.status == 403
    expect(page.get_by_role("heading", name="not open yet")).to_be_visible()
    page.get_by_role("link", name="Go to Fields").click()
    expect(page.get_by_role("heading", name="Fields", level=1)).to_be_visible()


def test_containers_show_and_hide(page: Page, example):
    finish_first_step(page, example("tour").url)
    step(page, "Containers").click()
    details = page.get_by_text("Details", exact=True)
    expect(details).to_be_hidden()

    page.get_by_label("Show the details").check()

    expect(details).to_be_visible()
    page.get_by_role("tab", name="Table").click()
    expect(page.get_by_role("tabpanel").get_by_role("grid")).to_be_visible()
    page.get_by_role("button", name="How was this computed?").click()
    expect(page.get_by_text("from the columns of")).to_be_visible()


def test_fields_and_blocks_mix(page: Page, example):
    finish_first_step(page, example("tour").url)
    step(page, "Mixed").click()
    wait_until_filled(page)
    rows = page.get_by_text("Rows kept").locator("..")
    before = rows.inner_text()

    page.get_by_role("slider").press("Home")
    expect(rows).not_to_have_text(before)
    page.get_by_label("Draw it as").select_option("violin")
    page.wait_for_function("() => document.querySelector('.js-plotly-plot')?._fullData?.[0]?.type === 'violin'")
    page.get_by_label("Your remark").fill("looks good")
    page.get_by_role("button", name="Note it").click()

    expect(page.get_by_text("Noted: looks good")).to_be_visible()
