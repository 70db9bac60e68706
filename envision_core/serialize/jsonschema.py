"""JSON Schema (2020-12) of what a schema dumps or loads. A field it does not know is an error, never a guess."""

from __future__ import annotations

import inspect
import io
import textwrap
import tokenize
from dataclasses import is_dataclass
from typing import Any, Literal, TypeAlias

from marshmallow import Schema, fields, missing, validate

from envision_core.errors import PluginError
from envision_core.serialize import fields as ours
from envision_core.serialize.markers import Length, OneOf, Pattern, Range
from envision_core.serialize.schema import schema_for
from envision_core.serialize.values import plain

__all__ = ["DIALECT", "Direction", "field_notes", "json_schema"]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Direction: TypeAlias = Literal["dump", "load"]
"""dump: what the server sends; load: what it takes. Optional fields that have a default are always sent."""

Json: TypeAlias = dict[str, Any]


def json_schema(subject: Any, *, direction: Direction = "dump", notes: dict[str, str] | None = None) -> Json:
    """The JSON Schema of an annotated class, or of a marshmallow schema (class or instance).

    A field's `metadata={"json_schema": {...}}` replaces what would be made of it.

    Args:
        notes: descriptions by field; default: the comments behind the fields in the class's source.

    Raises:
        PluginError: a field or annotation of unknown type; the problem names it.
    """
    writer = _Writer(direction)
    if isinstance(subject, type) and not issubclass(subject, Schema):
        name, body = subject.__name__, writer.of_class(subject, notes)
    else:
        schema = subject() if isinstance(subject, type) else subject
        name = type(schema).__name__.removesuffix("Schema")
        body = writer.of_schema(schema, name, notes or {})
    if name in writer.definitions:  # it holds itself
        body = {"$ref": f"#/$defs/{name}"}
    result = {"$schema": DIALECT, "title": name, **body}
    if writer.definitions:
        result["$defs"] = dict(sorted(writer.definitions.items()))
    return result


def field_notes(cls: type) -> dict[str, str]:
    """The comments behind the fields of a class, those of its bases included; none where there is no source."""
    found: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        if is_dataclass(base):
            found |= _notes_in_source(base)
    return found


def _notes_in_source(cls: type) -> dict[str, str]:
    try:
        source = textwrap.dedent(inspect.getsource(cls))
    except (OSError, TypeError):
        return {}
    own = inspect.get_annotations(cls)
    lines: dict[int, str] = {}
    found: dict[str, str] = {}
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.NAME and token.string in own:
            lines.setdefault(token.start[0], token.string)
        elif token.type == tokenize.COMMENT and token.start[0] in lines:
            note = token.string.lstrip("# ")
            if not note.startswith(("noqa", "type:", "pragma")):
                found[lines[token.start[0]]] = note
    return found


class _Writer:
    """Collects the definitions that one JSON Schema needs."""

    def __init__(self, direction: Direction) -> None:
        self.direction = direction
        self.definitions: dict[str, Json] = {}
        self._classes: dict[str, type] = {}

    def of_class(self, cls: type, notes: dict[str, str] | None) -> Json:
        body = self._guarded(cls.__name__, lambda: schema_for(cls))
        return self.of_schema(body, cls.__name__, field_notes(cls) if notes is None else notes, inspect.getdoc(cls))

    def of_schema(self, schema: Schema, name: str, notes: dict[str, str], description: str | None = None) -> Json:
        known = schema.dump_fields if self.direction == "dump" else schema.load_fields
        properties = {}
        required = []
        for key, field in known.items():
            wire_name = field.data_key or key
            properties[wire_name] = self._described(f"{name}.{key}", field, notes.get(key))
            if self._is_required(schema, key, field):
                required.append(wire_name)
        body: Json = {"description": description} if description else {}
        body |= {"type": "object", "properties": properties}
        if required:
            body["required"] = required
        return body | {"additionalProperties": False}

    def _is_required(self, schema: Schema, key: str, field: fields.Field[Any]) -> bool:
        if self.direction == "load" or not isinstance(schema, ours.AnnotatedSchema):
            return bool(field.required)
        return key not in schema.left_out

    def _described(self, path: str, field: fields.Field[Any], note: str | None) -> Json:
        body = self.of_field(path, field)
        if note:
            body = {"description": note, **body}
        if field.load_default is not missing and field.load_default is not None and not callable(field.load_default):
            body["default"] = plain(field.load_default)
        return body

    def of_field(self, path: str, field: fields.Field[Any]) -> Json:
        given = field.metadata.get("json_schema")
        if given is not None:
            return dict(given)
        body = self._of_type(path, field) | _rules(field)
        return _or_null(body) if body and _is_nullable(field) else body

    def _of_type(self, path: str, field: fields.Field[Any]) -> Json:
        if isinstance(field, ours.Annotated) and isinstance(field, fields.Raw):
            return self._of_annotated(path, field)
        if isinstance(field, fields.List):
            return {"type": "array", "items": self.of_field(f"{path}[]", field.inner)}
        if isinstance(field, fields.Tuple):
            return _row([self.of_field(f"{path}[]", item) for item in field.tuple_fields])
        if isinstance(field, fields.Dict | fields.Mapping):
            return {"type": "object", "additionalProperties": self._values(path, field.value_field)}
        if isinstance(field, fields.Nested):
            return self._nested(field)
        if isinstance(field, fields.Constant):
            return {"const": plain(field.constant)}
        if isinstance(field, fields.Enum):
            return {"enum": [plain(member.value) if field.by_value else member.name for member in field.enum]}
        for kind, body in _PLAIN:
            if isinstance(field, kind):
                return dict(body)
        raise PluginError(
            f"{path} has no JSON Schema: the field type {type(field).__name__} is not known.",
            hint='say it with metadata={"json_schema": {...}}',
        )

    def _of_annotated(self, path: str, field: Any) -> Json:
        if isinstance(field, ours.Choice):
            return {"enum": [plain(choice) for choice in field.choices]}
        if isinstance(field, ours.Object):
            return self._reference(field.cls)
        inner = [self.of_field(f"{path}[]", item) for item in field.inner]
        if isinstance(field, ours.Items):
            return {"type": "array", "items": inner[0]}
        if isinstance(field, ours.Row):
            return _row(inner)
        if isinstance(field, ours.Mapped):
            return {"type": "object", "additionalProperties": inner[0]}
        if isinstance(field, ours.OneOfTypes):
            return {"anyOf": inner}
        return {"type": "null"} if isinstance(field, ours.Nothing) else {}

    def _values(self, path: str, field: fields.Field[Any] | None) -> Json:
        return self.of_field(f"{path}{{}}", field) if field else {}

    def _reference(self, cls: type) -> Json:
        name = cls.__name__
        known = self._classes.setdefault(name, cls)
        if known is not cls:
            raise PluginError(
                f"Two classes called {name!r} meet in one schema: {known.__module__} and {cls.__module__}.",
                hint="rename one of them",
            )
        if name not in self.definitions:
            self.definitions[name] = {}  # a class may hold itself
            self.definitions[name] = self.of_class(cls, None)
        return {"$ref": f"#/$defs/{name}"}

    def _nested(self, field: fields.Nested) -> Json:
        schema = field.schema
        name = type(schema).__name__.removesuffix("Schema")
        if name not in self.definitions:
            self.definitions[name] = {}
            self.definitions[name] = self.of_schema(schema, name, {})
        body = {"$ref": f"#/$defs/{name}"}
        return {"type": "array", "items": body} if field.many else body

    @staticmethod
    def _guarded(name: str, make: Any) -> Any:
        try:
            return make()
        except TypeError as error:
            raise PluginError(
                f"{name} has no JSON Schema: {error}.", hint="use a plain type, a dataclass or Any"
            ) from error


def _is_nullable(field: fields.Field[Any]) -> bool:
    # A field whose default is None is left out instead, see protocol.messages.
    is_left_out = isinstance(field, ours.Annotated) and field.load_default is None
    return bool(field.allow_none) and not is_left_out and not isinstance(field, ours.Nothing)


def _row(items: list[Json]) -> Json:
    return {"type": "array", "prefixItems": items, "items": False, "minItems": len(items), "maxItems": len(items)}


def _or_null(body: Json) -> Json:
    if isinstance(body.get("type"), str) and "enum" not in body:
        return body | {"type": [body["type"], "null"]}
    if "enum" in body:
        return body | {"enum": [choice for choice in body["enum"] if choice is not None] + [None]}
    return {"anyOf": [*body.get("anyOf", [body]), {"type": "null"}]}


def _rules(field: fields.Field[Any]) -> Json:
    rules: Json = {}
    is_text = isinstance(field, fields.String)
    for rule in (*getattr(field, "markers", ()), *field.validators):
        if isinstance(rule, Range | validate.Range):
            rules |= _bounds(rule)
        elif isinstance(rule, Length | validate.Length):
            exact = getattr(rule, "equal", None)
            least, most = (rule.min, rule.max) if exact is None else (exact, exact)
            names = ("minLength", "maxLength") if is_text else ("minItems", "maxItems")
            rules |= {name: size for name, size in zip(names, (least, most), strict=True) if size is not None}
        elif isinstance(rule, OneOf | validate.OneOf):
            rules["enum"] = [plain(choice) for choice in rule.choices]
        elif isinstance(rule, Pattern):
            rules["pattern"] = f"^(?:{rule.regex})$"
        elif isinstance(rule, validate.Regexp):
            rules["pattern"] = rule.regex.pattern
    return rules


def _bounds(rule: Any) -> Json:
    """JSON Schema bounds numbers only; dates keep theirs in Python."""
    found = {}
    names = {"min": ("minimum", "exclusiveMinimum"), "max": ("maximum", "exclusiveMaximum")}
    for side, (inclusive, exclusive) in names.items():
        bound = getattr(rule, side)
        if isinstance(bound, int | float):
            found[inclusive if getattr(rule, f"{side}_inclusive", True) else exclusive] = bound
    return found


_PLAIN: list[tuple[type[fields.Field[Any]], Json]] = [
    (fields.UUID, {"type": "string", "format": "uuid"}),
    (fields.Url, {"type": "string", "format": "uri"}),
    (fields.Email, {"type": "string", "format": "email"}),
    (fields.IP, {"type": "string"}),
    (fields.IPInterface, {"type": "string"}),
    (fields.String, {"type": "string"}),
    (fields.Integer, {"type": "integer"}),
    (fields.Float, {"type": "number"}),
    (fields.Decimal, {"type": "string", "format": "decimal"}),
    (fields.Boolean, {"type": "boolean"}),
    (fields.DateTime, {"type": "string", "format": "date-time"}),
    (fields.Date, {"type": "string", "format": "date"}),
    (fields.Time, {"type": "string", "format": "time"}),
    (fields.TimeDelta, {"type": "number"}),
    (fields.Raw, {}),
]
