"""Inputs as a page's author writes them, and the server's rules for what a browser sends."""

from __future__ import annotations

import enum
import subprocess
import sys
from datetime import date

import numpy as np
import pandas as pd
import pytest

from envision_core import App
from envision_core.plugin import InvalidInput, PropertyError
from envision_forms import Button, Checkbox, Date, MultiSelect, Number, Select, Slider, Text

app = App("Test")


@app.source
def countries():
    return ["Chad", "Peru"]


@app.action
def save(session):
    pass


def refusal(field, value) -> str:
    with pytest.raises(InvalidInput) as caught:
        field.check(value)
    return caught.value.problem


def test_importing_the_package_loads_no_django():
    code = "import envision_forms, sys; print('django' in sys.modules, 'marshmallow' in sys.modules)"

    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "False False\n"
    )


def test_every_input_tells_its_name_label_and_first_value():
    spec = Slider("bin_count", 5, 50, value=20).inputs()[0]

    assert (spec.name, spec.default, spec.label) == ("bin_count", 20, "Bin count")


# Numbers


def test_a_slider_starts_at_its_low_end_and_steps_by_one():
    props = Slider("bins", 5, 50).dump_props()

    assert (props["value"], props["step"]) == (5, 1)
    assert Slider("x", 0.0, 1.0).step == 0.01


def test_a_slider_keeps_whole_numbers_whole():
    slider = Slider("year", np.int64(1952), np.int64(2007), step=5, value=2007)

    assert type(slider.value) is int and type(slider.check(1957.0)) is int


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (4, "Must be at least 5."),
        (51, "Must be at most 50."),
        (5.5, "Must be 5 or whole steps of 1 from there."),
        ("7", "Enter a number."),
        (True, "Enter a number."),
        (None, "Enter a number."),
        (float("nan"), "Enter a number."),
    ],
)
def test_a_slider_refuses_what_its_line_does_not_hold(value, sentence):
    assert refusal(Slider("bins", 5, 50), value) == sentence


def test_decimal_steps_forgive_rounding():
    assert Slider("x", 0.0, 1.0, step=0.1).check(0.1 + 0.2) == pytest.approx(0.3)
    assert Slider("x", 0, 10, step=3).check(10) == 10


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (lambda: Slider("x", 5, 5), "min=5 is not below max=5"),
        (lambda: Slider("x", 5, 50, value=60), "value=60 must be at most 50"),
        (lambda: Number("x", 9, 1), "min=9 is above max=1"),
        (lambda: Number("x", step=0), "step=0 is not above 0"),
        (lambda: Slider("x", minimum=1), "no property 'minimum'"),
        (lambda: Slider("x", "a", "b"), "Slider"),
    ],
)
def test_what_does_not_fit_together_is_told_at_the_authors_line(make, text):
    with pytest.raises(PropertyError, match=text) as caught:
        make()

    assert "test_inputs.py" in str(caught.value.place)


def test_a_number_may_be_empty():
    assert Number("x").check(None) is None
    assert Number("x").check(2.5) == 2.5
    assert type(Number("x", 1, 9).check(2.0)) is int
    assert refusal(Number("x", 1, 9), 2.5).startswith("Must be 1 or whole steps")


# Texts, dates, truth


def test_a_text_has_limits():
    assert Text("x", max_length=3).check("abc") == "abc"
    assert refusal(Text("x", max_length=3), "abcd") == "Must have at most 3 characters, has 4."
    assert refusal(Text("x"), "a\nb") == "Must be a single line."
    assert Text("x", multiline=True).check("a\nb") == "a\nb"
    assert refusal(Text("x"), 3) == "Enter a text."


def test_a_date_travels_as_iso_text():
    field = Date("day", date(2026, 1, 31), min="2026-01-01")

    assert field.inputs()[0].default == "2026-01-31"
    assert field.check("2026-02-01") == "2026-02-01"
    assert field.check(None) is None
    assert refusal(field, "2025-12-31") == "Must be at least 2026-01-01."
    assert refusal(field, "31.1.2026") == "Enter a date."
    with pytest.raises(PropertyError, match="is not a date"):
        Date("day", "soon")


def test_a_checkbox_is_true_or_false():
    assert Checkbox("x").check(True) is True
    assert refusal(Checkbox("x"), 1) == "Must be true or false."


# Options


class Colour(enum.Enum):
    DARK_RED = "r"
    BLUE = "b"


@pytest.mark.parametrize(
    ("given", "pairs"),
    [
        (["a", "b"], [("a", "a"), ("b", "b")]),
        ({1: "One", 2: "Two"}, [(1, "One"), (2, "Two")]),
        (Colour, [("r", "Dark red"), ("b", "Blue")]),
        (pd.Series([3, 1, 3]).unique(), [(3, "3"), (1, "1")]),
        (pd.Series(["x"]), [("x", "x")]),
        (range(2), [(0, "0"), (1, "1")]),
        ([date(2026, 1, 2)], [("2026-01-02", "2026-01-02")]),
    ],
)
def test_options_come_from_anything_that_holds_values(given, pairs):
    options = Select("x", given).dump_data(given)

    assert [(option.value, option.label) for option in options] == pairs


def test_only_an_option_can_be_chosen():
    assert Select("x", [1, 2]).check(2) == 2
    assert refusal(Select("x", [1, 2]), "2") == "Choose one of the options."
    assert refusal(Select("x", [1, 0]), True) == "Choose one of the options."
    assert MultiSelect("x", ["a", "b"]).check(["b", "b"]) == ["b"]
    assert refusal(MultiSelect("x", ["a", "b"]), ["c"]) == "Choose one of the options."
    assert refusal(MultiSelect("x", ["a", "b"]), "a") == "Choose from the options."
    assert refusal(MultiSelect("x", ["a", "b"], max_chosen=1), ["a", "b"]) == "Choose at most 1."
    assert refusal(MultiSelect("x", ["a"]), [["a"]]) == "Choose one of the options."


def test_options_of_a_source_are_not_known_to_the_rules():
    assert Select("x", countries).check("Chad") == "Chad"
    assert refusal(Select("x", countries), {"a": 1}) == "Choose one of the options."
    assert [option.label for option in Select("x", countries).dump_data(countries())] == ["Chad", "Peru"]


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (lambda: Select("x", "abc"), "not a str"),
        (lambda: Select("x", pd.DataFrame({"a": [1]})), "not a DataFrame"),
        (lambda: Select("x", ["a", "a"]), "same value"),
        (lambda: Select("x", range(5_001)), "5,001 options"),
        (lambda: Select("x", ["a"], value="b"), "starts with 'b'"),
        (lambda: MultiSelect("x", ["a"], value="a"), "one text"),
        (lambda: MultiSelect("x", ["a"], value=["b"]), "starts with 'b'"),
    ],
)
def test_wrong_options_are_told_at_the_authors_line(make, text):
    with pytest.raises(PropertyError, match=text) as caught:
        make()

    assert "test_inputs.py" in str(caught.value.place)


# Button


def test_a_button_names_its_action():
    assert Button("Save", save, args={"x": 1}).dump_props()["action"] == "save"


def test_a_button_needs_an_action_for_its_args():
    with pytest.raises(PropertyError, match="no action"):
        Button("Save", args={"x": 1})
    with pytest.raises(PropertyError) as caught:
        Button("Save", lambda: None)
    assert "@app.action" in caught.value.hint


@pytest.mark.parametrize(
    ("then", "path"), [("Results", "results"), ("my/page_1", "my/page_1"), ("Über uns!", "uber-uns")]
)
def test_a_button_opens_a_page_by_path_or_title(then, path):
    assert Button("Go", then=then).dump_props()["then"] == path
