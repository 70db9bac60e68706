"""The encoder: always valid JSON in UTF-8, or an error that names the path."""

from __future__ import annotations

import json
from collections import OrderedDict, deque
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum, IntEnum
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import UUID

import numpy as np
import orjson
import pandas as pd
import pytest
from django.utils.functional import lazystr
from hypothesis import given, settings
from hypothesis import strategies as st

from envision_core.errors import NotSerializable
from envision_core.serialize.values import MAX_DEPTH, Encoded, canonical, dumps, plain

NAN = float("nan")


class Pair(NamedTuple):
    x: int
    y: int


class Colour(Enum):
    RED = "red"


class Level(IntEnum):
    LOW = 1


@dataclass
class Point:
    x: int
    label: str | None = None
    _secret: str = "s"
    later: list[int] = field(default_factory=list)


class Fraction(float):
    """A kind of float that orjson does not know."""


CASES: list[tuple[Any, Any]] = [
    # plain
    (None, None),
    (True, True),
    (1, 1),
    (1.5, 1.5),
    ("ü😀\u2028\0", "ü😀\u2028\0"),
    ([], []),
    ({}, {}),
    # numbers
    (NAN, None),
    (float("inf"), None),
    ([1.0, -float("inf")], [1.0, None]),
    (Fraction(0.5), 0.5),
    (Fraction("nan"), None),
    (2**53 - 1, 2**53 - 1),
    (-(2**53) + 1, -(2**53) + 1),
    (2**53, "9007199254740992"),
    (-(2**64), "-18446744073709551616"),
    (10**30, "1" + "0" * 30),
    (Decimal("1.10"), "1.10"),
    (Decimal("NaN"), None),
    # texts
    ("\ud800x", "\ufffdx"),
    ({"\udfff": "\ud800"}, {"\ufffd": "\ufffd"}),
    (lazystr("lazy"), "lazy"),
    (UUID(int=5), "00000000-0000-0000-0000-000000000005"),
    (PurePosixPath("a/b"), "a/b"),
    # time
    (date(99, 1, 2), "0099-01-02"),
    (datetime(2024, 2, 29, 12, 30), "2024-02-29T12:30:00"),
    (datetime(2024, 2, 29, 12, 30, 0, 5, UTC), "2024-02-29T12:30:00.000005+00:00"),
    (datetime(2024, 1, 1, tzinfo=timezone(timedelta(hours=-3, minutes=-30))), "2024-01-01T00:00:00-03:30"),
    (time(12, 30), "12:30:00"),
    (time(0, 0, 0, 10_000), "00:00:00.010000"),
    (time(12, 30, tzinfo=UTC), "12:30:00+00:00"),
    (timedelta(days=1, milliseconds=1), 86400.001),
    # collections
    ((1, (2,)), [1, [2]]),
    ({3, 1, 2}, [1, 2, 3]),
    (frozenset({"b", "a"}), ["a", "b"]),
    (deque([1, 2]), [1, 2]),
    (range(3), [0, 1, 2]),
    ({"a": 1}.values(), [1]),
    ({"a": 1}.keys(), ["a"]),
    (Pair(1, 2), [1, 2]),
    (OrderedDict(a=1), {"a": 1}),
    (MappingProxyType({"a": 1}), {"a": 1}),
    ({2: 3, None: 4}, {"2": 3, "null": 4}),
    ({True: 1, 2.5: 2}, {"true": 1, "2.5": 2}),
    ({date(2024, 1, 1): 1, Colour.RED: 2}, {"2024-01-01": 1, "red": 2}),
    ({np.int64(7): 1}, {"7": 1}),
    ({2**60: 1}, {"1152921504606846976": 1}),
    # classes
    (Colour.RED, "red"),
    ([Level.LOW, 2**60], [1, "1152921504606846976"]),
    ([Colour.RED, 2**60], ["red", "1152921504606846976"]),
    (Point(1), {"x": 1, "label": None, "later": []}),
    (Point(2**60, "\ud800"), {"x": "1152921504606846976", "label": "\ufffd", "later": []}),
    (Encoded(b'{"a":[1]}'), {"a": [1]}),
    ([Encoded(b"1"), "\ud800"], [1, "\ufffd"]),
    # numpy
    (np.float64(1.5), 1.5),
    (np.float32("nan"), None),
    (np.longdouble(1.5), 1.5),
    (np.int64(2**60), "1152921504606846976"),
    (np.bool_(True), True),
    (np.str_("a"), "a"),
    (np.datetime64("2024-01-01"), "2024-01-01"),
    (np.datetime64("2024-01-01T01:02:03.5"), "2024-01-01T01:02:03.500"),
    (np.datetime64("NaT", "ns"), None),
    (np.timedelta64(90, "m"), 5400.0),
    (np.timedelta64("NaT", "ns"), None),
    (np.array(5), 5),
    (np.arange(3), [0, 1, 2]),
    (np.arange(6).reshape(2, 3).T, [[0, 3], [1, 4], [2, 5]]),
    (np.array([1, NAN, np.inf]), [1.0, None, None]),
    (np.array([1.5], dtype="float16"), [1.5]),
    (np.array([1.5], dtype=np.longdouble), [1.5]),
    (np.array([1, 2], dtype=">i4"), [1, 2]),
    (np.array([1, 2**60]), [1, "1152921504606846976"]),
    (np.array([1, 2**63], dtype="uint64"), [1, "9223372036854775808"]),
    (np.array([], dtype="int64"), []),
    (np.zeros((0, 3)), []),
    (np.array([True]), [True]),
    (np.array(["a", "\ud800"]), ["a", "\ufffd"]),
    (np.array(["a", None, 2], dtype=object), ["a", None, 2]),
    (np.array([(1, 2.5)], dtype=[("a", "i4"), ("b", "f8")]), [[1, 2.5]]),
    (np.ma.array([1, 2], mask=[False, True]), [1, None]),
    (np.array(["2024-01-01", "NaT"], dtype="M8[D]"), ["2024-01-01", None]),
    (np.array(["2024-01-01", "NaT"], dtype="M8[ns]"), ["2024-01-01T00:00:00", None]),
    (np.array(["2024-01-01T00:00:00.000000001"], dtype="M8[ns]"), ["2024-01-01T00:00:00.000000001"]),
    (np.array(["2024-01-01T00:00:00.25"], dtype="M8[us]"), ["2024-01-01T00:00:00.250"]),
    (np.array(["NaT"], dtype="M8[us]"), [None]),
    (np.array(["1970-01-02T00:00:00.000000000001"], dtype="M8[ps]"), ["1970-01-02T00:00:00"]),
    (np.array(["2024-01-01T05"], dtype="M8[h]"), ["2024-01-01T05:00:00"]),
    (np.array(["2024-03"], dtype="M8[M]"), ["2024-03-01"]),
    (np.array([1500, "NaT"], dtype="m8[ms]"), [1.5, None]),
    # pandas
    (pd.NA, None),
    (pd.NaT, None),
    (pd.Timestamp("2024-01-01"), "2024-01-01T00:00:00"),
    (pd.Timedelta("90s"), 90.0),
    (pd.Period("2024-03"), "2024-03"),
    (pd.Interval(0, 1), "(0, 1]"),
    (pd.Series([1.0, NAN]), [1.0, None]),
    (pd.Series([1, None], dtype="Int64"), [1, None]),
    (pd.Series(["a", None]), ["a", None]),
    (pd.Series(["a", "b"], dtype="category"), ["a", "b"]),
    (pd.Series(pd.to_datetime(["2024-01-01", None])), ["2024-01-01T00:00:00", None]),
    (pd.RangeIndex(3), [0, 1, 2]),
    (pd.MultiIndex.from_tuples([(1, "a")]), [[1, "a"]]),
    (pd.date_range("2024-01-01", periods=1, tz="Europe/Berlin"), ["2024-01-01T00:00:00+01:00"]),
    (pd.array([True, None], dtype="boolean"), [True, None]),
    (pd.DataFrame({"a": [1, 2], "b": ["x", None]}), [{"a": 1, "b": "x"}, {"a": 2, "b": None}]),
    (pd.DataFrame({1: [2]}), [{"1": 2}]),
]


@pytest.mark.parametrize(("value", "expected"), CASES, ids=lambda item: repr(item)[:40])
def test_a_value_becomes(value: Any, expected: Any):
    assert json.loads(dumps(value)) == expected
    assert json.loads(dumps({"in": [value]})) == {"in": [expected]}


@pytest.mark.parametrize(("value", "expected"), CASES, ids=lambda item: repr(item)[:40])
def test_the_slower_way_gives_the_same(value: Any, expected: Any):
    assert json.loads(orjson.dumps(plain(value))) == expected
    assert json.loads(canonical(value)) == expected


def test_floats_stay_floats():
    assert dumps([1.0, np.array([2.0]), np.float64(3)]) == b"[1.0,[2.0],3.0]"


REFUSED: list[tuple[Any, str, str]] = [
    (b"x", "a value of type bytes has no JSON form.", "decode it to a text"),
    (memoryview(b"x"), "a value of type memoryview has no JSON form.", "decode it"),
    ((n for n in [1]), "a value of type generator", "make a list of it"),
    (len, "a value of type builtin_function_or_method", "call it and return its result"),
    (1j, "a value of type complex", "return dicts, lists"),
    (object(), "a value of type object", "return dicts, lists"),
    ({(1, 2): 3}, "its name (1, 2) is not a text, number or date.", "use texts as names"),
    ({1: 2, "1": 3}, "two of its names become '1'.", "use names of one type"),
    (pd.DataFrame([[1, 2]], columns=["a", "a"]), "the data frame has two columns of one name.", "rename one of them"),
    ({frozenset({b"x"})}, "a value of type bytes", "decode it"),
]


@pytest.mark.parametrize(("value", "problem", "hint"), REFUSED, ids=lambda item: repr(item)[:30])
def test_what_has_no_json_form_is_refused_with_its_path(value: Any, problem: str, hint: str):
    with pytest.raises(NotSerializable) as caught:
        dumps({"rows": [1, {"x y": [value]}]})

    assert caught.value.problem.startswith("value.rows[1]['x y'][0] cannot be sent: ")
    assert problem in caught.value.problem
    assert hint in caught.value.hint
    assert caught.value.slug == "not_serializable"


def test_the_path_reads_like_python():
    with pytest.raises(NotSerializable, match=r"^value\.a\.rows\[2\]\.x cannot be sent"):
        dumps({"a": {"rows": [1, 2, {"x": b""}]}})
    with pytest.raises(NotSerializable, match=r"^result\.a cannot be sent"):
        plain({"a": b""}, "result")


def test_a_coroutine_is_told_to_be_awaited():
    async def later() -> int:
        return 1

    waiting = later()
    with pytest.raises(NotSerializable) as caught:
        dumps(waiting)
    waiting.close()

    assert caught.value.hint == "await it first"


def test_a_database_object_is_told_to_be_listed():
    class Row:
        _meta = ()

    with pytest.raises(NotSerializable) as caught:
        dumps(Row())

    assert "rows.values(" in caught.value.hint


def test_a_value_that_holds_itself_is_refused():
    ring: list[Any] = []
    ring.append(ring)

    with pytest.raises(NotSerializable, match="nested deeper than 200 levels, or holds itself"):
        dumps(ring)


def test_values_may_be_nested_up_to_the_limit():
    deep: Any = "\ud800"
    for _ in range(MAX_DEPTH):
        deep = [deep]

    assert dumps(deep).count(b"[") == MAX_DEPTH
    with pytest.raises(NotSerializable):
        dumps([deep])


def test_foreign_arrays_are_asked_for_their_list():
    class Column:
        def to_pylist(self) -> list[int]:
            return [1, 2]

    assert dumps({"column": Column()}) == b'{"column":[1,2]}'


def test_an_enum_of_odd_values_is_its_value():
    class Odd(Enum):
        A = (1, b"x")
        B = frozenset({1})

    assert dumps(Odd.B) == b"[1]"
    with pytest.raises(NotSerializable, match=r"^value\[1\] cannot be sent"):
        dumps(Odd.A)


def test_canonical_sorts_names_and_sets():
    assert canonical({"b": {"y", "x"}, "a": {"d": 1, "c": 2}}) == b'{"a":{"c":2,"d":1},"b":["x","y"]}'
    assert canonical({"b": "\ud800", "a": 1}) == '{"a":1,"b":"\ufffd"}'.encode()
    assert canonical({2: "x", 1: "y"}) == b'{"1":"y","2":"x"}'


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters())
    | st.decimals()
    | st.datetimes()
    | st.dates()
    | st.times()
    | st.timedeltas()
    | st.uuids()
    | st.floats(width=32).map(np.float32)
    | st.integers(-(2**63), 2**63 - 1).map(np.int64)
    | st.lists(st.floats(), max_size=3).map(np.array)
    | st.lists(st.integers(-(2**63), 2**63 - 1), max_size=3).map(lambda items: np.array(items, dtype="int64"))
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text() | st.integers() | st.dates(), inner, max_size=3)
    ),
    max_leaves=8,
)


def not_json(text: str) -> Any:
    raise AssertionError(text)


@settings(max_examples=300, deadline=None)
@given(VALUES)
def test_whatever_is_encoded_is_json_in_utf8(value: Any):
    try:
        encoded = dumps(value)
    except NotSerializable:  # two names that become one text
        return

    decoded = json.loads(encoded.decode("utf-8"), parse_constant=not_json)
    assert decoded == json.loads(orjson.dumps(plain(value)))
    assert decoded == json.loads(canonical(value))


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=4)
    ),
    max_leaves=10,
)


@settings(max_examples=200, deadline=None)
@given(PLAIN)
def test_json_values_come_back_unchanged(value: Any):
    assert json.loads(dumps(value)) == value
    assert plain(value) == value
