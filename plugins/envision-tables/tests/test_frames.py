"""Pages of frames, lists and dicts."""

import datetime as dt
import subprocess
import sys
import threading
import time

import numpy as np
import pandas as pd
import polars
import pytest

from envision_core.plugin import PropertyError
from envision_tables.frames import _ORDERS, page, view_of
from envision_tables.order import OrderCache

RAINBOW = {"name": ["b", "a", None, "c"], "size": [2, 1, 3, 2]}


MAKERS = {
    "pandas": pd.DataFrame,
    "polars": polars.DataFrame,
    "dict of lists": lambda data: data,
    "list of dicts": lambda data: [dict(zip(data, row, strict=True)) for row in zip(*data.values(), strict=True)],
}


@pytest.fixture(params=MAKERS, ids=list(MAKERS))
def make(request):
    return MAKERS[request.param]


def names(data):
    return [column.name for column in view_of(data).columns]


def types(data):
    return [column.type for column in view_of(data).columns]


def test_a_page_holds_its_rows_and_the_total(make):
    data = make(RAINBOW)

    assert page(data, 1, 3) == {"rows": [["a", 1], [None, 3]], "positions": [1, 2], "total": 4}


def test_a_page_beyond_the_end_is_shorter(make):
    assert page(make(RAINBOW), 3, 100)["rows"] == [["c", 2]]
    assert page(make(RAINBOW), 100, 200)["rows"] == []


def test_sorting_puts_missing_values_last_both_ways(make):
    data = make(RAINBOW)

    assert page(data, 0, 4, ((0, False),))["positions"] == [1, 0, 3, 2]
    assert page(data, 0, 4, ((0, True),))["positions"] == [3, 0, 1, 2]


def test_equal_rows_keep_their_order(make):
    assert page(make(RAINBOW), 0, 4, ((1, False),))["positions"] == [1, 0, 3, 2]
    assert page(make(RAINBOW), 0, 4, ((1, True),))["positions"] == [2, 0, 3, 1]


def test_the_first_of_several_sorts_counts_most(make):
    assert page(make(RAINBOW), 0, 4, ((1, False), (0, True)))["positions"] == [1, 3, 0, 2]


def test_nan_is_missing_everywhere(make):
    data = make({"x": [2.0, float("nan"), 1.0]})

    assert page(data, 0, 3, ((0, True),))["rows"] == [[2.0], [1.0], [None]]


def test_columns_know_their_types(make):
    data = make(
        {
            "n": [1, 2],
            "f": [0.5, 0.25],
            "b": [True, False],
            "d": [dt.date(2026, 1, 1), dt.date(2026, 1, 2)],
            "t": [dt.datetime(2026, 1, 1, 8), dt.datetime(2026, 1, 2)],
            "s": ["x", "y"],
        }
    )

    assert types(data) == ["number", "number", "boolean", "date", "datetime", "text"]
    assert [column.digits for column in view_of(data).columns][:2] == [None, 2]
    assert page(data, 0, 1)["rows"] == [[1, 0.5, True, "2026-01-01", "2026-01-01T08:00:00", "x"]]


@pytest.mark.parametrize("empty", [pd.DataFrame(), [], {}, pd.DataFrame({"a": []}), {"a": []}])
def test_an_empty_table_has_no_rows(empty):
    assert page(empty, 0, 10) == {"rows": [], "positions": [], "total": 0}
    assert page(pd.DataFrame({"a": []}), 0, 10, ((0, False),))["rows"] == []


def test_rows_with_other_keys_have_blanks():
    data = [{"a": 1}, {"b": 2}]

    assert names(data) == ["a", "b"]
    assert page(data, 0, 2)["rows"] == [[1, None], [None, 2]]


@pytest.mark.parametrize(
    ("index", "shown"),
    [
        (pd.RangeIndex(2), []),
        (pd.Index([7, 3]), []),  # what a filter leaves behind
        (pd.Index([7, 3], name="id"), ["id"]),
        (pd.Index(["x", "y"]), [""]),
        (pd.date_range("2026-01-01", periods=2, name="day"), ["day"]),
        (pd.MultiIndex.from_tuples([("a", 1), ("b", 2)], names=["k", None]), ["k", ""]),
    ],
)
def test_the_index_is_shown_when_it_says_something(index, shown):
    frame = pd.DataFrame({"v": [2, 1]}, index=index)

    assert names(frame) == [*shown, "v"]
    assert [column.index for column in view_of(frame).columns] == [True] * len(shown) + [False]
    assert page(frame, 0, 2, ((len(shown), False),))["positions"] == [1, 0]


def test_a_table_sorts_by_its_index():
    frame = pd.DataFrame({"v": [1, 2, 3]}, index=pd.Index(["b", "c", "a"], name="k"))

    assert page(frame, 0, 3, ((0, True),))["rows"] == [["c", 2], ["b", 1], ["a", 3]]


def test_days_in_an_index_are_dates():
    frame = pd.DataFrame({"v": [1]}, index=pd.DatetimeIndex(["2026-01-01"], name="day"))

    assert types(frame) == ["date", "number"]
    assert page(frame, 0, 1)["rows"] == [["2026-01-01", 1]]


def test_a_series_is_a_table_of_one_column():
    assert page(pd.Series([3, 4], name="n"), 0, 2)["rows"] == [[3], [4]]
    assert names(pd.Series([3], index=["x"], name="n")) == ["", "n"]


def test_polars_series_and_lazy_frames():
    assert page(polars.Series("n", [1]), 0, 1)["rows"] == [[1]]
    with pytest.raises(PropertyError, match="LazyFrame"):
        view_of(polars.LazyFrame({"a": [1]}))


def test_two_columns_of_one_name_both_show():
    frame = pd.DataFrame([[1, 2]], columns=["a", "a"])

    assert names(frame) == ["a", "a"]
    assert page(frame, 0, 1, ((1, False),))["rows"] == [[1, 2]]


def test_levels_of_column_names_are_joined():
    frame = pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_tuples([("a", "mean"), ("b", "")]))

    assert names(frame) == ["a / mean", "b"]


def test_pandas_kinds_all_show():
    frame = pd.DataFrame(
        {
            "nullable": pd.array([1, None], dtype="Int64"),
            "category": pd.Categorical(["x", None]),
            "zone": pd.to_datetime(["2026-01-01 08:00", None], utc=True),
            "gap": pd.to_timedelta(["1h", None]),
            "big": [2**60, 1],
            "mixed": [1, "a"],
            "bool": pd.array([True, None], dtype="boolean"),
        }
    )

    assert types(frame) == ["number", "text", "datetime", "text", "number", "text", "boolean"]
    assert page(frame, 0, 2)["rows"] == [
        [1, "x", "2026-01-01T08:00:00+00:00", "0 days 01:00:00", "1152921504606846976", 1, True],
        [None, None, None, None, 1, "a", None],
    ]
    for column in range(frame.shape[1]):
        assert len(page(frame, 0, 2, ((column, False),))["rows"]) == 2


# polars has no columns of mixed types
@pytest.mark.parametrize("make", [make for name, make in MAKERS.items() if name != "polars"])
def test_values_that_do_not_compare_are_sorted_by_their_texts(make):
    data = make({"x": ["b", 1, None, "a"]})

    assert page(data, 0, 4, ((0, False),))["positions"] == [1, 3, 0, 2]


@pytest.mark.parametrize(
    ("thing", "said", "hint"),
    [
        (None, "not None", "return its table"),
        (3, "int 3", "frame"),
        (np.zeros((2, 2)), "numpy's ndarray", "name the columns"),
        (len, "function", "@app.source"),
        ({"a": 1}, "'a' is no list", "looks like"),
        ({"a": "text"}, "'a' is no list", "looks like"),
        ({"a": [1], "b": [1, 2]}, "equally long", "equally long"),
        ([1], "item 0 is no dict", "looks like"),
    ],
)
def test_what_is_no_table_is_named_with_a_hint(thing, said, hint):
    with pytest.raises(PropertyError) as caught:
        view_of(thing)

    assert said in caught.value.problem
    assert hint in caught.value.hint


def test_a_frame_is_sorted_once_for_all_its_pages():
    frame = pd.DataFrame({"x": np.random.default_rng(1).random(100_000)})
    calls = []
    original = type(view_of(frame)).order
    view = view_of(frame)
    view.order = lambda sort: calls.append(sort) or original(view, sort)
    readers = [threading.Thread(target=page, args=(frame, at, at + 10, ((0, False),))) for at in range(8)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()

    assert calls == [((0, False),)]


def test_a_frame_that_is_gone_is_forgotten():
    before = len(_ORDERS)
    frame = pd.DataFrame({"x": [2, 1]})
    page(frame, 0, 1, ((0, False),))
    assert len(_ORDERS) == before + 1
    del frame

    assert len(_ORDERS) == before


def test_orders_are_bounded():
    cache = OrderCache(max_bytes=25)
    owners = [{"n": n} for n in range(4)]
    for owner in owners:
        cache.get(owner, "x", lambda: "order", lambda _: 10)
    cache.get(owners[0], "big", lambda: "order", lambda _: 100)

    assert len(cache) == 2


def test_an_order_that_fails_is_tried_again():
    cache = OrderCache()
    owner = {}

    def fails():
        raise ValueError

    with pytest.raises(ValueError):
        cache.get(owner, "x", fails, len)

    assert cache.get(owner, "x", lambda: "ok", len) == "ok"


def test_a_page_of_a_million_sorted_rows_is_quick():
    rng = np.random.default_rng(1)
    frame = pd.DataFrame({f"c{n}": rng.random(1_000_000) for n in range(9)} | {"k": rng.integers(0, 9, 1_000_000)})
    page(frame, 0, 100, ((9, False), (0, True)))
    page(frame, 0, 100, ((0, False),))

    times = []
    for start in range(0, 500_000, 50_000):
        began = time.perf_counter()
        page(frame, start, start + 100, ((0, False),))
        times.append(time.perf_counter() - began)
    assert sorted(times)[len(times) // 2] < 0.005


def test_importing_tables_loads_no_frame_library():
    program = "import sys, envision_tables.frames; assert not {'pandas', 'numpy', 'polars'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True)
