"""Parameters of calls, by position and by name, against signatures and schemas."""

from __future__ import annotations

import functools
import inspect
from typing import Any

import pytest
from marshmallow import Schema, fields, validate

from envision_core.errors import InvalidParams
from envision_core.serialize.calls import arguments_for, check_call, load_params


def subtract(minuend: int, subtrahend: int) -> int:
    return minuend - subtrahend


def total(*numbers: int) -> int:
    return sum(numbers)


def page(start: int, end: int = 10, /, *, by: str = "name", limit: int | None = None) -> Any:
    return start, end, by, limit


def scaled(factor: int, *numbers: int, **options: bool) -> Any:
    return factor, numbers, options


def loose(value, *, other=None):
    return value, other


def none() -> None:
    return None


class Rows:
    def rows(self, data: Any, start: int) -> Any:
        return self, data, start

    def __call__(self, start: int) -> int:
        return start


@pytest.mark.parametrize(
    ("function", "params", "expected"),
    [
        (subtract, [42, 23], 19),
        (subtract, {"subtrahend": "23", "minuend": 42}, 19),
        (total, [1, 2, "4"], 7),
        (total, [], 0),
        (total, None, 0),
        (total, {"numbers": [1, 2]}, 3),
        (page, [1], (1, 10, "name", None)),
        (page, [1, 2], (1, 2, "name", None)),
        (page, {"start": 1, "by": "x", "limit": None}, (1, 10, "x", None)),
        (page, {"start": 1, "end": 5, "limit": 3}, (1, 5, "name", 3)),
        (scaled, [2, 3, 4], (2, (3, 4), {})),
        (scaled, {"factor": 2, "fast": True}, (2, (), {"fast": True})),
        (loose, ["x"], ("x", None)),
        (loose, {"value": None, "other": [1]}, (None, [1])),
        (none, None, None),
        (none, [], None),
        (none, {}, None),
        (Rows(), [5], 5),
        (functools.partial(subtract, 5), [3], 2),
    ],
    ids=repr,
)
def test_a_call_is_checked_and_made(function: Any, params: Any, expected: Any):
    args, kwargs = arguments_for(function, check_call(function, params))

    assert function(*args, **kwargs) == expected


@pytest.mark.parametrize(
    ("function", "params", "problem", "problems"),
    [
        (subtract, [1], "subtract() cannot be called: subtrahend is missing.", {"subtrahend": ["is missing"]}),
        (subtract, [1, 2, 3], "subtract() takes 2 values by position, got 3.", None),
        (none, [1], "none() takes no values by position, got 1.", None),
        (loose, [1, 2], "loose() takes 1 value by position, got 2.", None),
        (
            subtract,
            {"minuend": "x", "subtrahent": 1},
            "subtract() cannot be called: subtrahent is unknown, did you mean 'subtrahend'?; "
            "minuend must be a whole number, got 'x'; subtrahend is missing.",
            {
                "subtrahent": ["is unknown, did you mean 'subtrahend'?"],
                "minuend": ["must be a whole number, got 'x'"],
                "subtrahend": ["is missing"],
            },
        ),
        (none, {"x": 1}, "none() cannot be called: x is unknown.", {"x": ["is unknown"]}),
        (
            total,
            [1, "x"],
            "total() cannot be called: item 2 of numbers must be a whole number, got 'x'.",
            {"numbers": ["item 2 must be a whole number, got 'x'"]},
        ),
        (total, {"numbers": 5}, "total() cannot be called: numbers must be a list, got 5.", None),
        (
            scaled,
            {"factor": 1, "fast": 5},
            "scaled() cannot be called: fast must be true or false, got 5.",
            {"fast": ["must be true or false, got 5"]},
        ),
        (page, {"start": 1, "end": None}, "page() cannot be called: end must be a whole number, got nothing.", None),
    ],
    ids=repr,
)
def test_params_that_do_not_fit_are_refused(function: Any, params: Any, problem: str, problems: Any):
    with pytest.raises(InvalidParams) as caught:
        check_call(function, params)

    assert caught.value.problem == problem
    assert caught.value.code == -32602
    assert caught.value.fields == problems or problems is None
    assert caught.value.hint.startswith("it is ")


def test_the_hint_shows_the_signature_without_annotations():
    with pytest.raises(InvalidParams) as caught:
        check_call(page, [])

    assert caught.value.hint == "it is page(start, end=10, by='name', limit=None)"


def test_a_browser_cannot_give_what_the_server_injects():
    injected = {"self", "data"}

    assert check_call(Rows.rows, [5], injected=injected) == {"start": 5}
    with pytest.raises(InvalidParams, match="data is unknown"):
        check_call(Rows.rows, {"data": 1, "start": 5}, injected=injected)


def test_injected_values_are_spread_with_the_others():
    values = check_call(Rows.rows, {"start": 5}, injected={"self", "data"})

    args, kwargs = arguments_for(Rows.rows, values | {"self": "me", "data": "frame"})

    assert Rows.rows(*args, **kwargs) == ("me", "frame", 5)


def test_a_bound_method_needs_no_self():
    assert check_call(Rows().rows, {"data": 1, "start": "5"}) == {"data": 1, "start": 5}


def test_a_signature_will_do():
    signature = inspect.Signature([inspect.Parameter("x", inspect.Parameter.KEYWORD_ONLY, annotation=int)])

    assert check_call(signature, {"x": "5"}) == {"x": 5}
    with pytest.raises(InvalidParams, match=r"^method\(\) cannot be called: x is missing"):
        check_call(signature, {})


def test_what_cannot_be_hashed_is_planned_each_time():
    class Call:
        __hash__ = None  # type: ignore[assignment]  # as classes with __eq__ have it

        def __call__(self, x: int) -> int:
            return x

    assert check_call(Call(), ["5"]) == {"x": 5}


class Inner(Schema):
    low = fields.Integer(required=True)


class Params(Schema):
    name = fields.String(required=True, validate=validate.Length(max=3))
    rows = fields.List(fields.Integer())
    axes = fields.List(fields.Nested(Inner))


def test_an_authors_schema_loads_params_by_name_and_by_position():
    assert load_params(Params, {"name": "a", "rows": ["1"]}) == {"name": "a", "rows": [1]}
    assert load_params(Params(), ["a", [2]]) == {"name": "a", "rows": [2]}
    with pytest.raises(InvalidParams, match="name: Missing data for required field"):
        load_params(Params, None)


def test_more_values_than_the_schema_has_fields_are_refused():
    with pytest.raises(InvalidParams, match="There are 4 values, at most 3 are taken"):
        load_params(Params, ["a", [], [], 1])


def test_the_messages_of_a_schema_come_by_field():
    with pytest.raises(InvalidParams) as caught:
        load_params(Params, {"name": "abcd", "rows": [1, "x"], "axes": [{}], "nmae": 1, "q": 2})

    assert caught.value.fields == {
        "name": ["Longer than maximum length 3."],
        "rows": ["item 2: Not a valid integer."],
        "axes": ["item 1: low: Missing data for required field."],
        "nmae": ["Unknown field. Did you mean 'name'?"],
        "q": ["Unknown field."],
    }
    assert "name: Longer than maximum length 3." in caught.value.problem
