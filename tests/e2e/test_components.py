"""Inputs, forms, content and containers as a person uses them."""

import pytest
from playwright.sync_api import Page, expect

APP = """
import time

from django import forms
from envision_content import Image, Markdown, Metric
from envision_forms import Button, Checkbox, Date, FileField, Form, FormField, MultiSelect, Number, Select, Slider, Text
from envision_layout import Card, Columns, Expander, Tab, Tabs

from envision_core import App

app = App("Components")
DOT = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><circle cx='4' cy='4' r='4'/></svg>"


class Settings(forms.Form):
    title = forms.CharField(max_length=20)
    mail = forms.EmailField(required=False)
    rows = forms.IntegerField(min_value=1, max_value=9, initial=3)
    kind = forms.ChoiceField(choices=[("a", "Plain"), ("b", "Fancy")], widget=forms.RadioSelect)
    table = FileField(accept=[".csv"], required=False)

    def clean(self):
        if self.cleaned_data.get("rows") == 7:
            raise forms.ValidationError("Seven rows never work.")


@app.source
def told(word: str, bins: int, many: list, day: str, number: int, pick: str, on: bool):
    return f"told: {word} {bins} {' '.join(many)} {day} {number} {pick} {on}"


@app.source
def sizes():
    return {"s": "Small", "l": "Large"}


@app.action
def greet(session, word: str):
    session.notify(f"Hello {word}")


@app.action
def slow(session, rows: int, progress):
    for _ in progress.track(range(10), "Working"):
        time.sleep(0.1)


@app.page("Inputs")
def inputs():
    return [
        Markdown("# Inputs"),
        Columns(Text("word", "hi", help="Any word"), Number("number", 0, 9, value=3), Date("day", "2026-01-31")),
        Columns(Select("pick", sizes), MultiSelect("many", ["a", "b", "c"], value=["a"])),
        Slider("bins", 5, 50, value=20),
        Checkbox("on", label="Switched on"),
        Button("Greet", greet, id="greet"),
        Markdown(told),
    ]


@app.page("Form")
def form():
    inside = Columns(Card("Place", FormField("mail")), Image(DOT, "A dot", 40))
    return [Markdown("# Form"), Form("settings", Settings, inside, submit=slow, then="containers", title="Settings")]


@app.page("Containers")
def containers():
    return [
        Markdown("# Containers"),
        Tabs(Tab("First", Markdown("One")), Tab("Second", Metric(1234, "Total"))),
        Expander("Details", Markdown("Hidden until opened")),
        Card("Only when on", Markdown("It is on"), show_when={"on": True}),
    ]
"""


@pytest.fixture
def url(serve) -> str:
    return serve(APP).url


def test_every_input_is_written_and_told(page: Page, url: str):
    page.goto(url)
    expect(page.get_by_text("Waiting for Pick")).to_be_visible()

    page.get_by_label("Pick").select_option(label="Large")
    page.get_by_label("Word").fill("there")
    page.get_by_label("Number").fill("5")
    page.get_by_label("Day").fill("2026-02-03")
    page.get_by_label("Switched on").check()
    page.get_by_role("slider", name="Bins").press("ArrowRight")
    page.get_by_role("combobox", name="Many").click()
    page.get_by_role("option", name="c").click()

    expect(page.get_by_text("told: there 21 a c 2026-02-03 5 l True")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Word")).to_have_value("there")
    expect(page.get_by_label("Pick")).to_have_value("l")


def test_a_value_beyond_its_limit_is_explained_below_the_field(page: Page, url: str):
    page.goto(url)

    page.get_by_label("Number").fill("12")
    page.keyboard.press("Tab")

    expect(page.get_by_label("Number")).to_have_accessible_description("Must be at most 9.")


def test_a_button_is_a_button_with_the_authors_id(page: Page, url: str):
    page.goto(url)

    page.locator("button#greet").click()

    expect(page.get_by_text("Hello hi")).to_be_visible()


def test_a_form_is_checked_field_by_field_and_as_a_whole(page: Page, url: str):
    page.goto(f"{url.rstrip('/')}/form")
    expect(page.get_by_label("Rows")).to_have_value("3")

    page.get_by_label("Mail").fill("nobody")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Mail")).to_have_accessible_description("Enter a valid email address.")
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("This field is required.")).to_have_count(2)
    expect(page.get_by_label("Mail")).to_be_focused()

    page.get_by_label("Mail").fill("")
    page.get_by_label("Title").fill("Mine")
    page.get_by_label("Fancy").check()
    page.get_by_label("Rows").fill("7")
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("alert").get_by_text("Seven rows never work.")).to_be_visible()


def test_a_file_is_checked_by_its_content_and_kept_over_a_reload(page: Page, url: str):
    page.goto(f"{url.rstrip('/')}/form")
    chooser = page.get_by_label("Table")

    chooser.set_input_files({"name": "evil.csv", "mimeType": "text/csv", "buffer": b"MZ\x90\x00"})
    expect(page.get_by_text("not that of a .csv file")).to_be_visible()
    chooser.set_input_files({"name": "big.csv", "mimeType": "text/csv", "buffer": b"a,b\n1,2\n" * 300_000})
    expect(page.get_by_text("big.csv (2.3 MB)")).to_be_visible()
    page.reload()

    expect(page.get_by_text("big.csv (2.3 MB)")).to_be_visible()


def test_a_good_form_shows_how_far_its_job_is_and_opens_the_next_page(page: Page, url: str):
    page.goto(f"{url.rstrip('/')}/form")
    page.get_by_label("Title").fill("Mine")
    page.get_by_label("Plain").check()

    page.get_by_role("button", name="Submit").click()

    expect(page.get_by_role("form").get_by_role("progressbar", name="Working")).to_be_visible()
    expect(page.get_by_role("heading", name="Containers")).to_be_visible()


def test_containers_open_and_close(page: Page, url: str):
    page.goto(url)
    page.get_by_label("Switched on").check()
    page.get_by_role("link", name="Containers").click()

    expect(page.get_by_role("region", name="Only when on")).to_be_visible()
    page.get_by_role("tab", name="First").press("ArrowRight")
    expect(page.get_by_role("tabpanel", name="Second")).to_contain_text("1,234")
    expect(page.get_by_text("Hidden until opened")).to_have_count(0)
    page.get_by_text("Details").click()
    expect(page.get_by_text("Hidden until opened")).to_be_visible()
    page.reload()

    expect(page.get_by_role("tab", name="Second", selected=True)).to_be_visible()
