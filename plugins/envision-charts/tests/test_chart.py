"""The Chart component."""

import subprocess
import sys

import plotly.express as px
import pytest

from envision_charts import Chart
from envision_charts.picked import MAX_POINTS, checked_points
from envision_core.plugin import InvalidInput, PropertyError


def test_a_chart_of_a_figure_dumps_it_for_plotly_js():
    chart = Chart(px.bar(x=["a"], y=[1]), title="Sales")

    assert chart.dump_data(chart.figure)["data"][0]["type"] == "bar"
    assert chart.dump_props() == {"title": "Sales"}


@pytest.mark.parametrize("wrong", [None, 3, {"a": 1}, {"data": [{"type": "bra"}]}])
def test_what_is_no_figure_is_refused_where_the_chart_is_written(wrong):
    with pytest.raises(PropertyError) as caught:
        Chart(wrong)

    assert caught.value.place.file.endswith("test_chart.py")
    assert caught.value.hint


@pytest.mark.parametrize("height", [0, 79, 5_001, "tall", True])
def test_a_chart_has_a_sensible_height(height):
    with pytest.raises(PropertyError, match="height"):
        Chart({"data": []}, height=height)


def test_a_selection_declares_an_input_that_starts_empty():
    [spec] = Chart({"data": []}, selection="picked").inputs()

    assert (spec.name, spec.default) == ("picked", [])
    assert spec.check([{"x": 1, "y": "a", "curve": 0, "point": 3}]) == [
        {"x": 1, "y": "a", "customdata": None, "curve": 0, "point": 3}
    ]


def test_a_chart_without_a_selection_writes_no_input():
    assert Chart({"data": []}).inputs() == []


@pytest.mark.parametrize(
    "wrong",
    [
        "x",
        {"x": 1},
        [1],
        [{"x": 1}],
        [{"curve": -1}],
        [{"curve": True}],
        [{"curve": 0, "point": 1.5}],
        [{"curve": 0, "extra": 1}],
        [{"curve": 0}] * (MAX_POINTS + 1),
    ],
)
def test_a_selection_from_the_browser_is_checked(wrong):
    with pytest.raises(InvalidInput):
        checked_points(wrong)


def test_no_selection_is_an_empty_list():
    assert checked_points(None) == []


def test_importing_the_package_loads_nothing_heavy():
    program = (
        "import sys, envision_charts; loaded = set(sys.modules);"
        "assert not {'plotly', 'pandas', 'numpy', 'marshmallow', 'django'} & loaded"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
