"""The Table component."""

import subprocess
import sys

import pandas as pd
import pytest

from envision_core.plugin import InvalidInput, PropertyError
from envision_tables import Table
from envision_tables.picked import MAX_PICKED, checked_rows

CITIES = pd.DataFrame({"city": ["Rome", "Oslo", "Lima"], "people": [2.8, 0.7, 10.1]})


def test_a_small_table_arrives_complete():
    assert Table(CITIES).dump_data(CITIES) == {
        "columns": [{"name": "city", "type": "text"}, {"name": "people", "type": "number", "digits": 1}],
        "total": 3,
        "rows": [["Rome", 2.8], ["Oslo", 0.7], ["Lima", 10.1]],
    }


def test_a_long_table_arrives_with_its_first_page():
    wire = Table(CITIES, page_size=2).dump_data(CITIES)

    assert (wire["total"], len(wire["rows"])) == (3, 2)


@pytest.mark.parametrize("make", [lambda data: data, pd.DataFrame], ids=["dict", "pandas"])
def test_long_tables_that_differ_on_a_later_page_are_told_apart(make):
    def wire(last):
        table = make({"a": [1, 2, last], "b": [[1], [2], [3]]})
        return Table(table, page_size=2).dump_data(table)

    assert wire(3) == wire(3)
    assert wire(3) != wire(4)


def test_plain_frames_are_told_apart_by_their_hashes():
    frames = [pd.DataFrame({"a": [1, 2, last]}) for last in (3, 3, 4)]
    same, also_same, other = [Table(frame, page_size=2).dump_data(frame)["digest"] for frame in frames]

    assert same == also_same != other


def test_rows_are_asked_for_sorted():
    found = Table(CITIES).rows(CITIES, 0, 2, [{"column": 1, "descending": True}])

    assert found == {"rows": [["Lima", 10.1], ["Rome", 2.8]], "positions": [2, 0], "total": 3}


def test_columns_are_chosen_ordered_and_named():
    table = Table(CITIES, columns={"people": "Inhabitants", "city": "City"})

    assert [column.get("label") for column in table.dump_data(CITIES)["columns"]] == ["Inhabitants", "City"]
    assert table.rows(CITIES, 0, 1, [{"column": 0}])["rows"] == [[0.7, "Oslo"]]
    assert Table(CITIES, columns=["people"]).rows(CITIES, 0, 1)["rows"] == [[2.8]]


def test_a_shown_index_stays_in_front_of_chosen_columns():
    frame = CITIES.set_index("city")

    assert Table(frame, columns=["people"]).rows(frame, 0, 1)["rows"] == [["Rome", 2.8]]


def test_an_unknown_column_is_named_with_the_nearest():
    with pytest.raises(PropertyError, match="no column 'peple'") as caught:
        Table(CITIES, columns=["peple"])

    assert "'people'" in caught.value.hint
    assert caught.value.place.file.endswith("test_table.py")


@pytest.mark.parametrize("wrong", [None, 3, {"a": 1}, [1]])
def test_what_is_no_table_is_refused_where_it_is_written(wrong):
    with pytest.raises(PropertyError) as caught:
        Table(wrong)

    assert caught.value.hint


@pytest.mark.parametrize(
    ("start", "end", "sort"),
    [
        (-1, 5, None),
        (5, 4, None),
        (0, 1_001, None),
        (0, 1, [{"column": 2}]),
        (0, 1, [{"column": -1}]),
        (0, 1, [{"column": True}]),
        (0, 1, [{"column": "city"}]),
        (0, 1, [{"column": 0, "descending": 1}]),
        (0, 1, [{"column": 0, "extra": 1}]),
        (0, 1, [{"column": 0}] * 4),
    ],
)
def test_what_a_browser_asks_for_is_checked(start, end, sort):
    with pytest.raises(InvalidInput):
        Table(CITIES).rows(CITIES, start, end, sort)


def test_a_selection_declares_an_input_that_starts_empty():
    [spec] = Table(CITIES, selection="picked").inputs()

    assert (spec.name, spec.default) == ("picked", [])
    assert spec.check([{"row": 0, "values": {"city": "Rome"}}]) == [{"row": 0, "values": {"city": "Rome"}}]
    assert spec.check(None) == []
    assert Table(CITIES).inputs() == []


@pytest.mark.parametrize(
    "wrong",
    [
        "x",
        [1],
        [{"row": 0}],
        [{"row": -1, "values": {}}],
        [{"row": True, "values": {}}],
        [{"row": 0, "values": []}],
        [{"row": 0, "values": {}}] * (MAX_PICKED + 1),
    ],
)
def test_a_selection_from_the_browser_is_checked(wrong):
    with pytest.raises(InvalidInput):
        checked_rows(wrong)


def test_importing_the_package_loads_nothing_heavy():
    program = (
        "import sys, envision_tables; loaded = set(sys.modules);"
        "assert not {'pandas', 'numpy', 'polars', 'marshmallow', 'django'} & loaded"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
