"""What a browser needs to know of the fields of a Django form. Knows no component."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from django import forms

__all__ = ["Choice", "FieldSpec", "Kind", "accepted", "field_specs", "kind_of", "may_vary", "to_json"]

Kind = Literal[
    "text",
    "textarea",
    "email",
    "url",
    "password",
    "number",
    "date",
    "datetime",
    "time",
    "checkbox",
    "select",
    "multiselect",
    "radio",
    "checkboxes",
    "file",
    "hidden",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One entry of a select, a radio group or a row of checkboxes."""

    value: str
    label: str
    group: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """One field. What is None has no limit, or does not apply to its kind."""

    name: str
    kind: Kind
    label: str
    help: str = ""
    required: bool = False
    disabled: bool = False
    initial: Any = None
    choices: list[Choice] | None = None
    min: float | str | None = None  # a number, or an ISO date or time
    max: float | str | None = None
    step: float | None = None  # None: any number
    min_length: int | None = None
    max_length: int | None = None
    placeholder: str = ""
    rows: int | None = None
    autocomplete: str = ""
    multiple: bool = False  # of a file field: several files
    accept: list[str] | None = None  # extensions with their dot
    max_bytes: int | None = None


def may_vary(form: type[forms.BaseForm]) -> bool:
    """Whether two forms of a class may differ: choices from the database, what is computed, or an ``__init__``."""
    from django.forms import BaseForm, ModelChoiceField
    from django.forms.models import BaseModelForm
    from django.utils.choices import CallableChoiceIterator

    if form.__init__ not in (BaseForm.__init__, BaseModelForm.__init__):
        return True
    return any(
        isinstance(field, ModelChoiceField)
        or callable(field.initial)
        or isinstance(getattr(field, "choices", None), CallableChoiceIterator)
        for field in getattr(form, "base_fields", {}).values()
    )


def field_specs(form: forms.BaseForm) -> list[FieldSpec]:
    """The fields of a form in their order."""
    return [field_spec(form, name) for name in form.fields]


def field_spec(form: forms.BaseForm, name: str) -> FieldSpec:
    bound, field = form[name], form.fields[name]
    kind = kind_of(field)
    attributes = field.widget.attrs
    accept = accepted(field) if kind == "file" else []
    return FieldSpec(
        name=name,
        kind=kind,
        label=str(bound.label or ""),
        help=str(field.help_text or ""),
        required=field.required,
        disabled=field.disabled,
        # A file cannot be given ahead, and a password is not sent out.
        initial=None if kind in ("file", "password") else to_json(form.get_initial_for_field(field, name)),
        choices=list(_choices(field)) if kind in ("select", "multiselect", "radio", "checkboxes") else None,
        min=_limit(field, "min_value", attributes.get("min")),
        max=_limit(field, "max_value", attributes.get("max")),
        step=_step(field) if kind == "number" else None,
        min_length=getattr(field, "min_length", None),
        max_length=getattr(field, "max_length", None) if kind != "file" else None,
        placeholder=str(attributes.get("placeholder", "")),
        rows=int(attributes["rows"]) if kind == "textarea" and "rows" in attributes else None,
        autocomplete=str(attributes.get("autocomplete", "")),
        multiple=bool(getattr(field.widget, "allow_multiple_selected", False)) if kind == "file" else False,
        accept=accept or None,
        max_bytes=getattr(field, "max_bytes", None),
    )


def kind_of(field: forms.Field) -> Kind:
    """How a field is shown: its widget decides where it says something special, else its type."""
    from django import forms

    widget = field.widget
    by_widget: list[tuple[Any, Kind]] = [
        (forms.MultipleHiddenInput, "hidden"),
        (forms.HiddenInput, "hidden"),
        (forms.FileInput, "file"),
        (forms.Textarea, "textarea"),
        (forms.PasswordInput, "password"),
        (forms.CheckboxSelectMultiple, "checkboxes"),
        (forms.SelectMultiple, "multiselect"),
        (forms.RadioSelect, "radio"),
        (forms.NullBooleanSelect, "select"),
        (forms.Select, "select"),
        (forms.CheckboxInput, "checkbox"),
    ]
    by_field: list[tuple[Any, Kind]] = [
        (forms.FileField, "file"),
        ((forms.DateTimeField, forms.SplitDateTimeField), "datetime"),
        (forms.DateField, "date"),
        (forms.TimeField, "time"),
        (forms.BooleanField, "checkbox"),
        ((forms.IntegerField, forms.FloatField, forms.DecimalField), "number"),
        (forms.EmailField, "email"),
        (forms.URLField, "url"),
    ]
    for known, kind in by_widget:
        if isinstance(widget, known):
            return kind
    return next((kind for known, kind in by_field if isinstance(field, known)), "text")


def accepted(field: forms.Field) -> list[str]:
    """Extensions a file field takes, with their dot, in lower case: its validator's or its ``accept``'s; empty: all."""
    from django.core.validators import FileExtensionValidator

    for validator in field.validators:
        if isinstance(validator, FileExtensionValidator) and validator.allowed_extensions is not None:
            return [f".{extension.lower()}" for extension in validator.allowed_extensions]
    listed = str(field.widget.attrs.get("accept", "")).split(",")
    return [entry.strip().lower() for entry in listed if entry.strip().startswith(".")]


def _choices(field: Any) -> Iterator[Choice]:
    choices = field.choices if hasattr(field, "choices") else field.widget.choices
    for value, label in choices:
        if isinstance(label, (list, tuple)):
            yield from (Choice(value=_text(inner), label=str(text), group=str(value)) for inner, text in label)
        else:
            yield Choice(value=_text(value), label=str(label))


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _limit(field: forms.Field, name: str, attribute: Any) -> float | str | None:
    limit = getattr(field, name, None)
    limit = limit() if callable(limit) else limit
    if limit is None:
        limit = attribute
    if limit is None or isinstance(limit, (int, float, str)):
        return limit
    return limit.isoformat() if isinstance(limit, (date, time)) else float(limit)


def _step(field: forms.Field) -> float | None:
    from django import forms

    given = getattr(field, "step_size", None)
    if given is not None:
        return float(given)
    if isinstance(field, forms.DecimalField):
        return None if field.decimal_places is None else 10.0**-field.decimal_places
    return None if isinstance(field, forms.FloatField) else 1.0


def to_json(value: Any) -> Any:
    """A value of a field as it travels: dates as ISO text, model objects by their key, files by their upload."""
    from django.db.models import Model, QuerySet

    upload = getattr(value, "upload", None)
    if upload is not None:
        return {"upload": upload.id, "name": upload.name, "size": upload.size}
    if isinstance(value, (date, time)):  # a datetime is a date
        return value.isoformat()
    if isinstance(value, Model):
        return to_json(value.pk)
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, (QuerySet, list, tuple, set, frozenset)):
        return [to_json(item) for item in _ordered(value)]
    if isinstance(value, dict):
        return {str(key): to_json(item) for key, item in value.items()}
    return value if value is None or isinstance(value, (bool, int, float, str)) else _plain(value)


def _ordered(items: Iterable[Any]) -> Iterable[Any]:
    return sorted(items, key=str) if isinstance(items, (set, frozenset)) else items


def _plain(value: Any) -> Any:
    from datetime import timedelta
    from enum import Enum

    if isinstance(value, timedelta):
        return value.total_seconds()
    return to_json(value.value) if isinstance(value, Enum) else str(value)
