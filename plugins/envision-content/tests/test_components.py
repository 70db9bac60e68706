"""Markdown, Image and Metric as a page's author uses them."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from envision_content import Image, Markdown, Metric
from envision_content.image import MissingAlternative
from envision_content.metric import Figure, written
from envision_content.picture import encode_png
from envision_core import App
from envision_core.plugin import InvalidInput, PropertyError

app = App("Test")


@app.source
def text():
    return "count: 3"


def test_a_text_becomes_html_on_the_server():
    assert Markdown("# Irises").dump_data("# Irises") == "<h1>Irises</h1>\n"
    assert Markdown(text).dump_data(text()) == "<p>count: 3</p>\n"


def test_triple_quoted_text_may_be_indented():
    html = Markdown("").dump_data("""
        # Title

        Words.
        """)

    assert html == "<h1>Title</h1>\n<p>Words.</p>\n"


def test_a_number_is_written_out_and_nothing_is_empty():
    assert Markdown("").dump_data(3) == "<p>3</p>\n"
    assert Markdown("").dump_data(None) == ""


def test_something_else_is_refused_at_the_authors_line():
    with pytest.raises(PropertyError, match="not a DataFrame") as caught:
        Markdown(pd.DataFrame())

    assert str(caught.value.place).startswith(("plugins", "test", str(Path(__file__))))


def test_a_picture_beside_the_app_is_found(tmp_path):
    (Path(__file__).parent / "dot.png").write_bytes(encode_png(np.zeros((1, 1))))
    try:
        assert Image("dot.png", alt="").dump_data("dot.png").startswith("data:image/png;base64,")
    finally:
        (Path(__file__).parent / "dot.png").unlink()


def test_what_is_no_picture_says_what_would_be():
    with pytest.raises(PropertyError, match=r"Image: .*'dict'") as caught:
        Image("x", alt="").dump_data({})

    assert "numpy array" in caught.value.hint


def test_a_picture_without_a_text_is_warned_about():
    with pytest.warns(MissingAlternative, match="test_components.py"):
        Image("x.png")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        Image("x.png", alt="")
        Image("x.png", caption="A picture")


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (1234567, "", "1,234,567"),
        (np.int64(1234), "", "1,234"),
        (3.14159, "", "3.14"),
        (0.012345, "", "0.0123"),
        (1234.5, "", "1,234"),
        (2.0, "", "2"),
        (0.0, "", "0"),
        (True, "", "Yes"),
        (None, "", "–"),
        (float("nan"), "", "–"),
        (pd.NaT, "", "–"),
        ("12 of 30", ",.1f", "12 of 30"),
        (0.256, ".0%", "26%"),
        (1234.5, "{:,.1f} km", "1,234.5 km"),
    ],
)
def test_a_value_is_written_for_people(value, form, shown):
    assert written(value, form) == shown


def test_a_change_has_a_sign_an_arrow_and_a_tone():
    assert Metric(10, "Sales", 2).dump_data(10) == Figure(text="10", delta="+2", direction="up", tone="good")
    assert Metric(10, delta=-2, good="less").dump_data(10).tone == "good"
    assert Metric(10, delta="+4 %").dump_data(10).direction == "up"
    assert Metric(10).dump_data((11, -1)) == Figure(text="11", delta="-1", direction="down", tone="bad")
    assert Metric(10, good="none").dump_data({"value": 11, "delta": 1}).tone == "neutral"


def test_a_unit_follows_the_number():
    assert Metric(text, label="Life expectancy", unit="years").dump_data(71.4).text == "71.4 years"


def test_a_wrong_format_is_told_where_it_was_written():
    with pytest.raises(PropertyError, match=r"',\.1g%f'"):
        Metric(1, format=",.1g%f")


def test_label_and_value_in_the_wrong_order_are_explained():
    with pytest.raises(PropertyError) as caught:
        Metric("Sales", text)

    assert caught.value.hint == "write Metric(text, label=...)"


def test_a_frame_is_no_metric():
    with pytest.raises(InvalidInput, match="DataFrame"):
        Metric(text).dump_data(pd.DataFrame({"a": [1, 2]}))
