"""One annotated class gives a marshmallow schema, a JSON Schema and TypeScript that say the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

import pytest
from marshmallow import Schema, ValidationError, fields, validate

from envision_core.errors import PluginError
from envision_core.serialize.fields import schema_of
from envision_core.serialize.jsonschema import DIALECT, field_notes, json_schema
from envision_core.serialize.markers import Bound, Length, OneOf, Pattern, Range
from envision_core.serialize.schema import schema_for


class Colour(Enum):
    RED = "red"
    GREEN = "green"


@dataclass
class Axis:
    """A side of a plot."""

    low: float
    high: float | None = None


@dataclass
class Everything:
    """All that an annotation may be."""

    text: str  # shown on top
    whole: int
    number: float
    flag: bool  # pragma: no cover
    day: date
    moment: datetime
    clock: time
    span: timedelta
    price: Decimal
    id: UUID
    colour: Colour
    mode: Literal["a", 1, None]
    items: list[int]
    either: int | str | None
    pair: tuple[int, str]
    many: tuple[float, ...]
    names: dict[str, list[bool]]
    loose: dict
    anything: Any
    nothing: None
    axis: Axis
    axes: Mapping[str, Axis]
    bounded: Annotated[float, Range(0, 100)]
    short: Annotated[str, Length(1, 5)]
    few: Annotated[list[str], Length(max=3)]
    code: Annotated[str, Pattern("[a-z]+")]
    choice: Annotated[str, OneOf("x", "y")]
    bound: Bound[list[float]]
    optional: str | None = None
    fixed: int = 5
    parts: list[str] = field(default_factory=list)
    nullable: int | None = 3
    inside: Everything | None = None
    constant: ClassVar[int] = 180
    _hidden: int = 0


WIRE: dict[str, Any] = {
    "text": "x",
    "whole": 1,
    "number": 1.5,
    "flag": True,
    "day": "2024-02-29",
    "moment": "2024-02-29T12:30:00",
    "clock": "12:30:00",
    "span": 1.5,
    "price": "1.10",
    "id": str(UUID(int=5)),
    "colour": "red",
    "mode": 1,
    "items": [1],
    "either": "x",
    "pair": [1, "x"],
    "many": [1.0],
    "names": {"a": [True]},
    "loose": {"a": [None]},
    "anything": {"b": 1},
    "nothing": None,
    "axis": {"low": 1.0},
    "axes": {"x": {"low": 0.0, "high": 2.0}},
    "bounded": 5.0,
    "short": "ab",
    "few": ["a"],
    "code": "ab",
    "choice": "x",
    "bound": [1.0],
    "fixed": 5,
    "parts": [],
    "nullable": None,
}


def test_a_schema_loads_an_instance_and_dumps_the_wire():
    schema = schema_for(Everything)

    loaded = schema.load(WIRE)

    assert isinstance(loaded, Everything)
    assert loaded.price == Decimal("1.10")
    assert loaded.axes["x"] == Axis(0.0, 2.0)
    assert schema.dump(loaded) == WIRE


def test_a_class_may_hold_itself():
    loaded = schema_for(Everything).load(WIRE | {"inside": WIRE})

    assert isinstance(loaded.inside, Everything)
    assert schema_for(Everything).dump(loaded)["inside"] == WIRE


def test_a_schema_is_made_once():
    assert schema_for(Axis) is schema_for(Axis)


def test_problems_are_told_in_the_words_of_convert():
    with pytest.raises(ValidationError) as caught:
        schema_for(Axis).load({"hihg": 1, "high": "x"})
    assert caught.value.messages == {
        "low": ["is missing"],
        "hihg": ["is unknown"],
        "high": ["must be a number, got 'x'"],
    }
    with pytest.raises(ValidationError) as caught:
        schema_for(Axis).load({"low": None})
    assert caught.value.messages == {"low": ["must be a number, got nothing"]}
    with pytest.raises(ValidationError) as caught:
        schema_for(Axis).load([])
    assert caught.value.messages == {"_schema": ["must be an object"]}


def test_a_schema_with_fields_left_out_loads_a_dict():
    schema = schema_for(Axis, frozenset({"high"}))

    assert schema.load({"low": 1}) == {"low": 1.0}
    assert json_schema(schema)["title"] == "Axis"


def test_an_inner_schema_of_the_authors_wins():
    class Own:
        class Schema(Schema):
            x = fields.Integer()

    assert schema_for(Own).load({"x": "5"}) == {"x": 5}


def test_a_class_without_annotations_has_no_schema():
    with pytest.raises(TypeError, match="no dataclass and has no inner class Schema"):
        schema_for(Colour)


def test_a_schema_can_be_put_together_from_annotations():
    schema = schema_of("ChartProps", [("title", str, True), ("figure", dict[str, Any], False)])

    assert schema.load({"title": "x"}) == {"title": "x"}
    assert schema.dump({"title": "x", "figure": None}) == {"title": "x"}
    assert json_schema(schema, notes={"title": "on top"}) == {
        "$schema": DIALECT,
        "title": "ChartProps",
        "type": "object",
        "properties": {
            "title": {"description": "on top", "type": "string"},
            "figure": {"type": "object", "additionalProperties": {}},
        },
        "required": ["title"],
        "additionalProperties": False,
    }


def test_the_json_schema_says_what_is_sent():
    schema = json_schema(Everything)
    everything = schema["$defs"]["Everything"]

    assert schema["$ref"] == "#/$defs/Everything"
    assert schema["title"] == "Everything"
    assert everything["description"] == "All that an annotation may be."
    assert everything["properties"] == {
        "text": {"description": "shown on top", "type": "string"},
        "whole": {"type": "integer"},
        "number": {"type": "number"},
        "flag": {"type": "boolean"},
        "day": {"type": "string", "format": "date"},
        "moment": {"type": "string", "format": "date-time"},
        "clock": {"type": "string", "format": "time"},
        "span": {"type": "number"},
        "price": {"type": "string", "format": "decimal"},
        "id": {"type": "string", "format": "uuid"},
        "colour": {"enum": ["red", "green"]},
        "mode": {"enum": ["a", 1, None]},
        "items": {"type": "array", "items": {"type": "integer"}},
        "either": {"anyOf": [{"type": "integer"}, {"type": "string"}, {"type": "null"}]},
        "pair": {
            "type": "array",
            "prefixItems": [{"type": "integer"}, {"type": "string"}],
            "items": False,
            "minItems": 2,
            "maxItems": 2,
        },
        "many": {"type": "array", "items": {"type": "number"}},
        "names": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "boolean"}}},
        "loose": {"type": "object", "additionalProperties": {}},
        "anything": {},
        "nothing": {"type": "null"},
        "axis": {"$ref": "#/$defs/Axis"},
        "axes": {"type": "object", "additionalProperties": {"$ref": "#/$defs/Axis"}},
        "bounded": {"type": "number", "minimum": 0, "maximum": 100},
        "short": {"type": "string", "minLength": 1, "maxLength": 5},
        "few": {"type": "array", "items": {"type": "string"}, "maxItems": 3},
        "code": {"type": "string", "pattern": "^(?:[a-z]+)$"},
        "choice": {"type": "string", "enum": ["x", "y"]},
        "bound": {"type": "array", "items": {"type": "number"}},
        "optional": {"type": "string"},
        "fixed": {"type": "integer", "default": 5},
        "parts": {"type": "array", "items": {"type": "string"}},
        "nullable": {"type": ["integer", "null"], "default": 3},
        "inside": {"$ref": "#/$defs/Everything"},
    }
    assert set(everything["properties"]) - set(everything["required"]) == {"optional", "inside"}
    assert schema["$defs"]["Axis"]["required"] == ["low"]


def test_what_is_taken_needs_only_what_has_no_default():
    loaded = json_schema(Everything, direction="load")["$defs"]["Everything"]

    assert set(loaded["properties"]) - set(loaded["required"]) == {"optional", "inside", "fixed", "parts", "nullable"}


def test_an_optional_choice_or_object_may_be_null():
    @dataclass
    class Maybe:
        choice: Literal["a"] | None
        axis: Axis | None

    Maybe.__annotations__ = {"choice": Literal["a"] | None, "axis": Axis | None}
    properties = json_schema(Maybe)["properties"]

    assert properties["choice"] == {"enum": ["a", None]}
    assert properties["axis"] == {"anyOf": [{"$ref": "#/$defs/Axis"}, {"type": "null"}]}


class Inner(Schema):
    low = fields.Integer(required=True)


class Own(Schema):
    url = fields.Url(data_key="URL")
    mail = fields.Email()
    ip = fields.IP()
    network = fields.IPInterface()
    ratio = fields.Float(validate=validate.Range(min=0, max=1, max_inclusive=False))
    name = fields.String(required=True, validate=[validate.Length(equal=3), validate.Regexp("[a-z]")])
    kind = fields.String(validate=validate.OneOf(["a", "b"]), allow_none=True)
    since = fields.Date(validate=validate.Range(min=date(2024, 1, 1)))
    rows = fields.List(fields.Integer())
    pair = fields.Tuple((fields.Integer(), fields.String()))
    names = fields.Dict(values=fields.Integer())
    loose = fields.Dict()
    inner = fields.Nested(Inner)
    inners = fields.Nested(Inner, many=True)
    fixed = fields.Constant(5)
    colour = fields.Enum(Colour)
    colour_value = fields.Enum(Colour, by_value=True)
    raw = fields.Raw()
    given = fields.Method("made", metadata={"json_schema": {"type": "integer"}})
    checked = fields.Integer(validate=lambda value: True)
    secret = fields.String(load_only=True)

    def made(self, subject: Any) -> int:
        return 1


def test_an_authors_schema_is_described_too():
    schema = json_schema(Own)

    assert schema["title"] == "Own"
    assert schema["required"] == ["name"]
    assert schema["properties"] == {
        "URL": {"type": "string", "format": "uri"},
        "mail": {"type": "string", "format": "email"},
        "ip": {"type": "string"},
        "network": {"type": "string"},
        "ratio": {"type": "number", "minimum": 0, "exclusiveMaximum": 1},
        "name": {"type": "string", "minLength": 3, "maxLength": 3, "pattern": "[a-z]"},
        "kind": {"type": "string", "enum": ["a", "b", None]},
        "since": {"type": "string", "format": "date"},
        "rows": {"type": "array", "items": {"type": "integer"}},
        "pair": {
            "type": "array",
            "prefixItems": [{"type": "integer"}, {"type": "string"}],
            "items": False,
            "minItems": 2,
            "maxItems": 2,
        },
        "names": {"type": "object", "additionalProperties": {"type": "integer"}},
        "loose": {"type": "object", "additionalProperties": {}},
        "inner": {"$ref": "#/$defs/Inner"},
        "inners": {"type": "array", "items": {"$ref": "#/$defs/Inner"}},
        "fixed": {"const": 5, "default": 5},
        "colour": {"enum": ["RED", "GREEN"]},
        "colour_value": {"enum": ["red", "green"]},
        "raw": {},
        "given": {"type": "integer"},
        "checked": {"type": "integer"},
    }
    assert "secret" in json_schema(Own(), direction="load")["properties"]


def test_a_field_of_unknown_type_is_an_error_never_a_guess():
    class Strange(Schema):
        x = fields.Function(lambda value: 1)

    with pytest.raises(PluginError, match=r"^Strange\.x has no JSON Schema: the field type Function is not known"):
        json_schema(Strange)


def test_an_annotation_of_unknown_type_is_an_error():
    @dataclass
    class Strange:
        x: Path

    Strange.__annotations__ = {"x": Path}
    with pytest.raises(PluginError, match=r"^Strange has no JSON Schema: no field is known for the annotation"):
        json_schema(Strange)


def test_two_classes_of_one_name_cannot_meet_in_one_schema():
    one = Axis

    def other() -> type:
        @dataclass
        class Axis:
            low: str

        return Axis

    another = other()
    meeting = type("Meeting", (), {"__annotations__": {"one": one, "another": another}})

    with pytest.raises(PluginError, match="Two classes called 'Axis' meet"):
        json_schema(dataclass(meeting))


def test_the_comments_behind_fields_are_their_descriptions():
    assert field_notes(Everything) == {"text": "shown on top"}


def test_without_source_there_are_no_descriptions():
    made = dataclass(type("Made", (), {"__annotations__": {"x": int}}))

    assert field_notes(made) == {}
    assert json_schema(made, notes={"x": "a number"})["properties"]["x"]["description"] == "a number"
