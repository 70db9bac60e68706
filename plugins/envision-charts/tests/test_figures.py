"""Figures as they travel."""

import base64
import datetime as dt
import subprocess
import sys

import numpy as np
import pandas as pd
import plotly.express as px
import plotly.graph_objects as go
import pytest

from envision_charts.figures import TRACE_TYPES, wire_figure
from envision_core.plugin import PropertyError


def unpacked(spec):
    return np.frombuffer(base64.b64decode(spec["bdata"]), dtype=spec["dtype"]).tolist()


def test_numbers_travel_as_typed_arrays():
    wire = wire_figure(go.Figure(go.Scatter(x=np.array([1.5, float("nan")]), y=np.array([1, 2]))))

    x = unpacked(wire["data"][0]["x"])
    assert x[0] == 1.5 and x[1] != x[1]
    assert unpacked(wire["data"][0]["y"]) == [1, 2]


def test_plotlys_default_template_is_left_out_so_that_the_theme_applies():
    assert "template" not in wire_figure(px.scatter(x=[1], y=[2]))["layout"]


@pytest.mark.parametrize("name", ["ggplot2", "plotly_dark", "none"])
def test_a_chosen_template_is_kept(name):
    assert "template" in wire_figure(px.scatter(x=[1], y=[2], template=name))["layout"]


def test_a_template_named_in_a_dict_is_resolved():
    wire = wire_figure({"data": [], "layout": {"template": "ggplot2"}})

    assert "layout" in wire["layout"]["template"]


def test_a_dict_with_lists_arrays_and_graph_objects_is_a_figure():
    wire = wire_figure({"data": [go.Bar(y=[1]), {"y": np.array(["a", "b"])}, {"y": pd.Series([1, 2])}]})

    assert [trace.get("type") for trace in wire["data"]] == ["bar", None, None]
    assert wire["data"][1]["y"] == ["a", "b"]
    assert unpacked(wire["data"][2]["y"]) == [1, 2]


def test_a_single_trace_may_stand_alone():
    assert wire_figure({"data": {"type": "bar", "y": [1]}})["data"] == [{"type": "bar", "y": [1]}]


def test_dates_travel_as_text():
    days = pd.date_range("2026-01-01", periods=2)
    wire = wire_figure({"data": [{"x": days.to_numpy(), "y": [1, 2]}, {"x": [dt.date(2026, 1, 1)]}]})

    assert wire["data"][0]["x"] == ["2026-01-01T00:00:00.000000", "2026-01-02T00:00:00.000000"]
    assert wire["data"][1]["x"] == [dt.date(2026, 1, 1)]
    assert wire_figure(px.line(x=days, y=[1, 2]))["data"][0]["x"][0].startswith("2026-01-01")


def test_frames_of_an_animation_travel():
    frame = pd.DataFrame({"x": [1, 2], "y": [3, 4], "year": [2020, 2021]})
    wire = wire_figure(px.scatter(frame, x="x", y="y", animation_frame="year"))

    assert [entry["name"] for entry in wire["frames"]] == ["2020", "2021"]


def test_customdata_of_mixed_columns_travels_as_rows():
    frame = pd.DataFrame({"x": [1], "y": [2], "name": ["a"], "size": [7]})
    wire = wire_figure(px.scatter(frame, x="x", y="y", custom_data=["name", "size"]))

    assert wire["data"][0]["customdata"] == [["a", 7]]


def test_the_figure_of_the_author_stays_as_it_was():
    figure = px.scatter(x=[1], y=[2])
    before = figure.to_json()
    wire_figure(figure)["layout"]["title"] = "changed"

    assert figure.to_json() == before


@pytest.mark.parametrize(
    ("thing", "said", "hint"),
    [
        (None, "not None", "return its figure"),
        (3, "int 3", "plotly.express"),
        (pd.DataFrame({"a": [1]}), "pandas's DataFrame", "Table"),
        (lambda: 1, "function", "@app.source"),
        ({"a": 1}, "without 'data'", "looks like"),
        ({"data": [], "title": "x"}, "no 'title'", "keys are"),
        ({"data": 3}, "lists", "for example"),
        ({"data": [3]}, "trace 0 is a dict", "plotly object"),
        ({"data": [], "layout": [1]}, "layout is a dict", "plotly object"),
        ({"data": [{"type": "bra"}]}, "'bra'", "'bar'"),
        ({"data": [{"type": "wunderbar???"}]}, "does not have", "plotly.com"),
        ({"data": [], "layout": {"template": "gglot2"}}, "no template", "'ggplot2'"),
    ],
)
def test_what_is_no_figure_is_named_with_a_hint(thing, said, hint):
    with pytest.raises(PropertyError) as caught:
        wire_figure(thing)

    assert said in caught.value.problem
    assert hint in caught.value.hint


def test_the_known_traces_are_those_of_the_installed_plotly():
    from plotly.graph_objs import _figure  # noqa: F401  (loads the list)

    named = {name.lower() for name in dir(go) if hasattr(getattr(go, name), "_parent_path_str")}
    assert {kind for kind in TRACE_TYPES if kind not in named} <= {"quiver"}


def test_making_wire_figures_of_dicts_loads_no_plotly():
    program = (
        "import sys; from envision_charts.figures import wire_figure;"
        "wire_figure({'data': [{'type': 'bar', 'y': [1]}]}); assert 'plotly' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
