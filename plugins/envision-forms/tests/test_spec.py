"""The browser learns of a Django form's fields what it needs to show them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.core.validators import FileExtensionValidator

from envision_forms.files import FileField
from envision_forms.spec import field_specs


def spec(**fields):
    return field_specs(type("Sample", (forms.Form,), fields)())[0]


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        (forms.CharField(), "text"),
        (forms.CharField(widget=forms.Textarea), "textarea"),
        (forms.CharField(widget=forms.PasswordInput), "password"),
        (forms.CharField(widget=forms.HiddenInput), "hidden"),
        (forms.EmailField(), "email"),
        (forms.URLField(assume_scheme="https"), "url"),
        (forms.IntegerField(), "number"),
        (forms.FloatField(), "number"),
        (forms.DecimalField(), "number"),
        (forms.BooleanField(), "checkbox"),
        (forms.NullBooleanField(), "select"),
        (forms.ChoiceField(), "select"),
        (forms.ChoiceField(widget=forms.RadioSelect), "radio"),
        (forms.MultipleChoiceField(), "multiselect"),
        (forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple), "checkboxes"),
        (forms.DateField(), "date"),
        (forms.DateTimeField(), "datetime"),
        (forms.SplitDateTimeField(), "datetime"),
        (forms.TimeField(), "time"),
        (forms.FileField(), "file"),
        (forms.SlugField(), "text"),
        (forms.UUIDField(), "text"),
        (forms.DurationField(), "text"),
    ],
)
def test_a_field_has_the_kind_its_widget_or_type_says(field, kind):
    assert spec(value=field).kind == kind


def test_label_help_and_limits_come_along():
    found = spec(rows=forms.IntegerField(label="How many", help_text="At most 9", min_value=1, max_value=9, initial=3))

    assert (found.name, found.label, found.help, found.required) == ("rows", "How many", "At most 9", True)
    assert (found.min, found.max, found.step, found.initial) == (1, 9, 1.0, 3)


def test_a_label_is_made_from_the_name():
    assert spec(first_name=forms.CharField()).label == "First name"


def test_decimals_step_by_their_last_place_and_floats_freely():
    assert spec(value=forms.DecimalField(decimal_places=2, initial=Decimal("1.50"))).step == 0.01
    assert spec(value=forms.FloatField()).step is None
    assert spec(value=forms.FloatField(step_size=0.5)).step == 0.5


def test_choices_are_texts_and_keep_their_groups():
    found = spec(value=forms.ChoiceField(choices=[(1, "One"), ("More", [(2, "Two")])]))

    assert [(c.value, c.label, c.group) for c in found.choices] == [("1", "One", None), ("2", "Two", "More")]


def test_a_date_starts_as_iso_text():
    assert spec(value=forms.DateField(initial=date(2026, 1, 2))).initial == "2026-01-02"
    assert spec(value=forms.DateField(initial=lambda: date(2026, 1, 2))).initial == "2026-01-02"


def test_a_password_is_not_sent_out():
    assert spec(value=forms.CharField(widget=forms.PasswordInput, initial="secret")).initial is None


@pytest.mark.parametrize(
    "field",
    [
        forms.FileField(validators=[FileExtensionValidator(["csv", "TXT"])]),
        forms.FileField(widget=forms.FileInput(attrs={"accept": ".csv, .txt,text/plain"})),
        FileField(accept=["csv", ".txt"]),
    ],
)
def test_a_file_field_tells_what_it_takes(field):
    assert spec(value=field).accept == [".csv", ".txt"]


def test_a_file_field_tells_its_limits():
    found = spec(value=FileField(max_megabytes=2, multiple=True))

    assert (found.max_bytes, found.multiple) == (2 * 2**20, True)
