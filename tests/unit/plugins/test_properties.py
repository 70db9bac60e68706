"""Annotations decide what fits and what travels."""

from __future__ import annotations

import dataclasses
from enum import Enum
from typing import Annotated, Any, Literal, Optional, Union

import pytest

from envision_core.errors import InvalidInput
from envision_core.model.action import Action
from envision_core.model.source import Source
from envision_core.plugin import Bound, Component, Length, OneOf, ServerOnly, computed, field
from envision_core.plugins.properties import checker, properties_of, short, to_browser, wire_form

SOURCE = Source("numbers", lambda: 1)
ACTION = Action("save", lambda: 1)


class Colour(Enum):
    RED = "red"


@dataclasses.dataclass
class Point:
    x: int
    note: str | None = None
    colour: str | None = "red"


FITTING: list[tuple[Any, Any]] = [
    (str, "a"),
    (int, 1),
    (float, 1),
    (float, 1.5),
    (bool, True),
    (None, None),
    (int | None, None),
    (Optional[int], 3),  # noqa: UP045
    (Union[int, str], "a"),  # noqa: UP007
    (Literal["a", 1], 1),
    (list[str], ["a"]),
    (list[int | None], [1, None]),
    (list[Any], [object]),
    (list[str] | dict[str, str], ["a"]),
    (Any, object),
    (object, object),
    (Action, ACTION),
    (Action | None, None),
    (Source, SOURCE),
]

CONVERTED: list[tuple[Any, Any, Any]] = [
    (list[str], ("a", "b"), ["a", "b"]),
    (list[list[int]], [[1]], [[1]]),
    (Colour, "red", Colour.RED),
    (Colour, Colour.RED, Colour.RED),
    (Point, Point(1), Point(1)),
    (dict[str, int], {"a": 1}, {"a": 1}),
    (Annotated[str, Length(max=3)], "abc", "abc"),
    (Annotated[list[str], OneOf(["a"], ["b"])], ["a"], ["a"]),
]

REFUSED: list[tuple[Any, Any, str]] = [
    (int, True, "must be a whole number"),
    (Literal[1], True, "must be"),
    (list[str], ["a", 1], "item 2 must be a text"),
    (list[str], "a", "must be a list"),
    (str, str, "must be a value, got the function or class str"),
    (str, SOURCE, "cannot follow the source 'numbers'"),
    (dict[str, Any], {"a": object()}, "object"),
    (Action, SOURCE, "must be an action, got <source 'numbers'>"),
    (Action | Source, 3, "must be an action or a source, got 3"),
    (Action, None, "must be an action, got None"),
]


@pytest.mark.parametrize(("annotation", "value"), FITTING)
def test_a_fitting_value_is_kept(annotation: Any, value: Any):
    assert checker(annotation)(value) is value


@pytest.mark.parametrize(("annotation", "value", "kept"), CONVERTED)
def test_a_value_that_travels_as_the_type_is_converted(annotation: Any, value: Any, kept: Any):
    assert checker(annotation)(value) == kept


@pytest.mark.parametrize(("annotation", "value", "sentence"), REFUSED)
def test_a_value_that_does_not_fit_is_refused_in_words(annotation: Any, value: Any, sentence: str):
    with pytest.raises(InvalidInput) as caught:
        checker(annotation)(value)
    assert sentence in caught.value.problem


def test_a_pandas_index_fits_a_list():
    import pandas

    assert checker(list[str])(pandas.Index(["a", "b"])) == ["a", "b"]


def test_long_and_unprintable_values_are_shortened():
    class Rude:
        def __repr__(self) -> str:
            raise RuntimeError

    assert len(short("x" * 500)) < 80
    assert short(Rude()).startswith("<Rude")


class Card(Component):
    title: str
    figure: Bound[Any]
    colour: Annotated[str, OneOf("red", "blue")] = "red"
    press: Action | None = None
    follow: Annotated[ServerOnly[str], Length(max=5)] = ""
    tags: list[str] = field(default_factory=list)

    def dump_data(self, data: Any) -> dict[str, Any]:
        return {"data": data}

    @computed
    def size(self) -> int:
        return 3


class Untyped(Component):
    figure: Bound[Any]

    def dump_data(self, data: Any) -> object:
        return data


class Typed(Component):
    figure: Bound[int]


def test_roles_and_markers_are_read_from_annotations():
    declared = properties_of(Card)

    assert declared.bound is not None and declared.bound.name == "figure"
    assert declared.sent == ("title", "colour", "press", "tags")
    follow = next(item for item in declared.checks if item.name == "follow")
    assert (follow.role, follow.annotation) == ("server", Annotated[str, Length(max=5)])
    assert properties_of(Card) is declared


def test_the_wire_form_says_what_the_browser_receives():
    form = {name: (annotation, default) for name, annotation, default in wire_form(Card)}

    assert form["title"] == (str, dataclasses.MISSING)
    assert form["press"] == (Optional[str], None)  # noqa: UP045
    assert form["figure"] == (dict[str, Any], None)
    assert form["size"] == (int, dataclasses.MISSING)
    assert "follow" not in form


def test_data_of_any_type_is_described_by_dump_data_or_not_at_all():
    assert wire_form(Untyped)[-1] == ("figure", Any, None)
    assert wire_form(Typed)[-1] == ("figure", int, None)


def test_values_travel_by_name_and_without_what_is_none():
    assert to_browser([ACTION, (SOURCE,)]) == ["save", ["numbers"]]
    assert to_browser({"p": Point(1, None, None)}) == {"p": {"x": 1, "colour": None}}
    assert to_browser(Point) is Point
