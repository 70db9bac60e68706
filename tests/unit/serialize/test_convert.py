"""Wire values by annotation, and what a person reads when one does not fit."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any, Generic, Literal, LiteralString, NewType, Optional, TypeVar, Union
from uuid import UUID

import numpy as np
import pytest

from envision_core.errors import InvalidInput
from envision_core.serialize.convert import (
    convert,
    describe,
    fits,
    is_optional,
    markers_of,
    type_hints,
    without_markers,
)
from envision_core.serialize.markers import Bound, IsBound, Length, Marker, OneOf, Pattern, Range

if TYPE_CHECKING:
    from nowhere import Nothing

T = TypeVar("T")
UserId = NewType("UserId", int)
DAY, MOMENT = date(2024, 2, 29), datetime(2024, 2, 29, 12, 30)
ID = UUID(int=5)


class Colour(Enum):
    RED = "red"
    GREEN = "green"


@dataclass
class Axis:
    low: float
    high: float = 1.0


@dataclass
class Plot:
    axes: list[Axis]
    title: str | None = None
    note: str = None  # type: ignore[assignment]  # as people write it
    inside: Plot | None = None
    tags: list[str] = field(default_factory=list)
    made: int = field(default=7, init=False)


class Foreign:
    pass


class Generic_(Generic[T]):
    pass


TAKEN: list[tuple[Any, Any, Any]] = [
    (str, "x", "x"),
    (int, 5, 5),
    (int, 5.0, 5),
    (int, "9007199254740993", 9007199254740993),
    (int, np.int64(4), 4),
    (float, 3, 3.0),
    (float, "2.5", 2.5),
    (float, np.float32(0.5), 0.5),
    (float, Decimal("0.5"), 0.5),
    (bool, True, True),
    (None, None, None),
    (type(None), None, None),
    (date, "2024-02-29", DAY),
    (date, "2024-02-29T00:00:00", DAY),
    (date, DAY, DAY),
    (datetime, "2024-02-29T12:30", MOMENT),
    (datetime, "2024-02-29T12:30:00Z", MOMENT.replace(tzinfo=UTC)),
    (datetime, MOMENT, MOMENT),
    (time, "12:30", time(12, 30)),
    (time, time(1), time(1)),
    (timedelta, 1.5, timedelta(seconds=1.5)),
    (timedelta, timedelta(1), timedelta(1)),
    (Decimal, "1.10", Decimal("1.10")),
    (Decimal, 0.1, Decimal("0.1")),
    (Decimal, 2, Decimal(2)),
    (UUID, str(ID), ID),
    (UUID, ID, ID),
    (Colour, "red", Colour.RED),
    (Colour, Colour.RED, Colour.RED),
    (Literal["a", 1], 1, 1),
    (list[int], [1, "2"], [1, 2]),
    (list, ["x", 1], ["x", 1]),
    (Sequence[int], (1,), [1]),
    (Iterable[str], ["a"], ["a"]),
    (set[int], [1, 1], {1}),
    (frozenset[int], [1], frozenset({1})),
    (tuple[int, ...], [1, 2], (1, 2)),
    (tuple, [1, "x"], (1, "x")),
    (tuple[int, str], [1, "x"], (1, "x")),
    (tuple[()], [], ()),
    (dict[str, int], {"a": "1"}, {"a": 1}),
    (dict[int, str], {"1": "a"}, {1: "a"}),
    (dict, {"a": None}, {"a": None}),
    (Mapping[str, Any], {"a": []}, {"a": []}),
    (int | None, None, None),
    (Optional[int], "5", 5),  # noqa: UP045
    (int | str, "5", "5"),
    (str | int, 5, 5),
    (int | float, 2.5, 2.5),
    (int | float, 2, 2),
    (bool | int, True, True),
    (bool | int, 1, 1),
    (date | str, "2024-02-29", DAY),
    (date | str, "tomorrow", "tomorrow"),
    (str | list[str], ["a"], ["a"]),
    (Union[float, str], 1, 1.0),  # noqa: UP007
    (Axis | None, {"low": 1}, Axis(1.0)),
    (Any, object, object),
    (object, 1, 1),
    (T, "x", "x"),
    ("SomewhereElse", 1, 1),
    (LiteralString, "x", "x"),
    (UserId, "7", 7),
    (Annotated[int, "a note"], 5, 5),
    (Annotated[int, Range(1, 5)], 5, 5),
    (Annotated[int, ["unhashable"]], 5, 5),
    (Annotated[int | None, Range(min=1)], None, None),
    (Annotated[str, Length(1, 2)], "ab", "ab"),
    (Annotated[str, Pattern("[a-z]+")], "ab", "ab"),
    (Annotated[str, OneOf("a", "b")], "b", "b"),
    (list[Annotated[int, Range(max=9)]], [9], [9]),
    (Bound[float], 2, 2.0),
    (Bound[list[int]], [2], [2]),
    (Plot, {"axes": [{"low": 0}]}, Plot([Axis(0.0)])),
    (Plot, {"axes": [], "title": None, "note": None, "inside": {"axes": []}}, Plot([], inside=Plot([]))),
    (Generic_[int], "anything", "anything"),
]


@pytest.mark.parametrize(("annotation", "value", "expected"), TAKEN, ids=lambda item: repr(item)[:40])
def test_a_value_is_converted(annotation: Any, value: Any, expected: Any):
    if annotation == Generic_[int]:
        value = expected = Generic_()

    result = convert(value, annotation)

    assert result == expected
    assert type(result) is type(expected)
    assert fits(value, annotation)


def test_an_instance_is_kept():
    axis, foreign = Axis(1), Foreign()

    assert convert(axis, Axis) is axis
    assert convert(foreign, Foreign) is foreign


REFUSED: list[tuple[Any, Any, str]] = [
    (int, "abc", "must be a whole number, got 'abc'"),
    (int, True, "must be a whole number, got true"),
    (int, 5.5, "must be a whole number, got 5.5"),
    (int, None, "must be a whole number, got nothing"),
    (int, [], "must be a whole number, got an empty list"),
    (int, [1, 2], "must be a whole number, got a list of 2"),
    (int, {}, "must be a whole number, got an object"),
    (int, "x" * 99, f"must be a whole number, got '{'x' * 56}..."),
    (float, "nan", "must be a number, got 'nan'"),
    (float, False, "must be a number, got false"),
    (float, 10**400, f"must be a number, got 1{'0' * 56}..."),
    (float, "x", "must be a number, got 'x'"),
    (float, np.array([1.0]), "must be a number, got array([1.])"),
    (str, 5, "must be a text, got 5"),
    (bool, 1, "must be true or false, got 1"),
    (None, 1, "must be nothing, got 1"),
    (date, "tomorrow", "must be a date such as 2024-12-31, got 'tomorrow'"),
    (date, "2024-02-29T12:30", "must be a date such as 2024-12-31, got '2024-02-29T12:30'"),
    (date, 5, "must be a date such as 2024-12-31, got 5"),
    (datetime, "x", "must be a date with a time such as 2024-12-31T18:30, got 'x'"),
    (datetime, 5, "must be a date with a time such as 2024-12-31T18:30, got 5"),
    (time, "25:00", "must be a time such as 18:30, got '25:00'"),
    (time, 5, "must be a time such as 18:30, got 5"),
    (timedelta, "x", "must be a number of seconds, got 'x'"),
    (timedelta, 1e300, "must be a number of seconds, got 1e+300"),
    (Decimal, "x", "must be a decimal number, got 'x'"),
    (Decimal, "NaN", "must be a decimal number, got 'NaN'"),
    (Decimal, True, "must be a decimal number, got true"),
    (UUID, "x", "must be a UUID, got 'x'"),
    (UUID, 5, "must be a UUID, got 5"),
    (Colour, "blue", "must be one of 'red', 'green', got 'blue'"),
    (Literal["a"], "b", "must be 'a', got 'b'"),
    (Literal[1, 2], True, "must be one of 1, 2, got true"),
    (list[int], "x", "must be a list, got 'x'"),
    (list[int], [1, "x"], "item 2 must be a whole number, got 'x'"),
    (list[list[int]], [[], [1, "x"]], "item 2 of item 2 must be a whole number, got 'x'"),
    (tuple[int, str], [1], "must be a list of 2, got a list of 1"),
    (tuple[int, str], ["x", "x"], "item 1 must be a whole number, got 'x'"),
    (dict[str, int], [], "must be an object, got an empty list"),
    (dict[str, int], {"a": "x"}, "'a' must be a whole number, got 'x'"),
    (dict[int, int], {"a": 1}, "'a' must be a whole number, got 'a'"),
    (int | None, "x", "must be a whole number, got 'x'"),
    (int | str, [], "must be a whole number or a text, got an empty list"),
    (int | str | None, True, "must be a whole number or a text, got true"),
    (str | list[int], ["x"], "item 1 must be a whole number, got 'x'"),
    (date | None, "x", "must be a date such as 2024-12-31, got 'x'"),
    (Foreign, 5, "must be a Foreign, got 5"),
    (Axis, 5, "must be an object, got 5"),
    (Axis, {}, "low is missing"),
    (Axis, {"low": "x"}, "low must be a number, got 'x'"),
    (Axis, {"low": 1, "hihg": 2}, "hihg is unknown, did you mean 'high'?"),
    (Axis, {"low": 1, 5: 2}, "5 is unknown"),
    (Plot, {"axes": [{}]}, "low of item 1 of axes is missing"),
    (Plot, {"axes": [], "made": 1}, "made is unknown"),
    (Annotated[int, Range(1, 5)], 0, "must be at least 1, got 0"),
    (Annotated[int, Range(1, 5)], 6, "must be at most 5, got 6"),
    (Annotated[str, Length(1)], "", "must have at least 1 character, has 0"),
    (Annotated[str, Length(min=2, max=3)], "a", "must have at least 2 characters, has 1"),
    (Annotated[list[int], Length(max=1)], [1, 2], "must have at most 1 item, has 2"),
    (Annotated[list[int], Length(max=2)], [1, 2, 3], "must have at most 2 items, has 3"),
    (Annotated[str, Pattern("[a-z]+")], "A", "must fit the pattern [a-z]+, got 'A'"),
    (Annotated[str, Pattern("[a-z]+", "must be small letters")], "A", "must be small letters"),
    (Annotated[str, OneOf(["a", "b"])], "c", "must be one of 'a', 'b', got 'c'"),
    (Bound[float], None, "must be a number, got nothing"),
]


@pytest.mark.parametrize(("annotation", "value", "problem"), REFUSED, ids=lambda item: repr(item)[:40])
def test_a_value_that_does_not_fit_is_refused_in_plain_words(annotation: Any, value: Any, problem: str):
    with pytest.raises(InvalidInput) as caught:
        convert(value, annotation)

    assert caught.value.problem == problem
    assert not fits(value, annotation)


def test_a_name_begins_the_sentence():
    with pytest.raises(InvalidInput, match=r"^bins must be a whole number, got 'abc'$"):
        convert("abc", int, name="bins")
    with pytest.raises(InvalidInput, match=r"^item 2 of species must be a text, got 5$"):
        convert(["a", 5], list[str], name="species")


def test_all_problems_of_an_object_are_told_by_field():
    with pytest.raises(InvalidInput) as caught:
        convert({"axes": [{"low": "x"}], "titel": 1, "tags": 5}, Plot)

    assert caught.value.problem == "titel is unknown, did you mean 'title'?"
    assert caught.value.fields == {
        "titel": ["is unknown, did you mean 'title'?"],
        "axes": ["low of item 1 must be a number, got 'x'"],
        "tags": ["must be a list, got 5"],
    }


def test_annotations_are_described_in_words():
    assert describe(int | None) == "a whole number"
    assert describe(int | str) == "a whole number or a text"
    assert describe(list[int]) == "a list"
    assert describe(None) == "nothing"


def test_what_takes_none_is_optional():
    assert is_optional(int | None)
    assert is_optional(Any)
    assert not is_optional(int)


def test_markers_are_found_and_taken_away():
    annotation = Annotated[Bound[float], Range(min=0), "note"]

    assert markers_of(annotation) == (IsBound(), Range(min=0))
    assert without_markers(annotation) is float
    assert without_markers(UserId) is int
    assert IsBound().problem(5) is None


def test_a_marker_of_ones_own_says_its_rule():
    class Even(Marker):
        def problem(self, value: Any) -> str | None:
            return "must be even" if value % 2 else None

    assert convert(2, Annotated[int, Even()]) == 2
    with pytest.raises(InvalidInput, match=r"^must be even$"):
        convert(3, Annotated[int, Even()])
    with pytest.raises(NotImplementedError):
        Marker().problem(5)


def test_hints_that_only_a_type_checker_knows_are_anything():
    def function(a: int, b: Nothing, c: Annotated[int, Range(1)]) -> Nothing: ...

    class Base:
        x: int
        y: Nothing

    class Derived(Base):
        z: list[Nothing]

    assert type_hints(function) == {"a": int, "b": Any, "c": Annotated[int, Range(1)], "return": Any}
    assert type_hints(Derived) == {"x": int, "y": Any, "z": Any}


def test_hints_that_are_types_already_are_kept():
    def function(a, b): ...

    function.__annotations__ = {"a": int, "b": "Nothing"}

    assert type_hints(function) == {"a": int, "b": Any}


def test_converting_loads_neither_marshmallow_nor_django():
    program = (
        "import sys; from envision_core.serialize.schema import convert, check_call; convert([1], list[int]);"
        "from envision_core.serialize.values import dumps; dumps(1);"
        "print(sorted({'marshmallow', 'django', 'numpy', 'pandas'} & set(sys.modules)))"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
