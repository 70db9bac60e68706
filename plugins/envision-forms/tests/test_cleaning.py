"""Values from a browser are checked by Django and come out ready for JSON."""

from __future__ import annotations

import json

import pytest
from django import forms

from envision_forms.cleaning import WHOLE_FORM, clean, clean_fields
from envision_forms.files import FileField, UploadedContent, looks_like


class Settings(forms.Form):
    name = forms.CharField(max_length=5)
    rows = forms.IntegerField(min_value=1)
    start = forms.DateField(input_formats=["%d.%m.%Y"], required=False)
    kinds = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], required=False)
    exact = forms.BooleanField(required=False)

    def clean(self):
        if self.cleaned_data["name"] == "none" and self.cleaned_data["rows"] > 1:
            self.add_error("rows", "None has no rows.")
            raise forms.ValidationError("The two do not fit.")


GOOD = {"name": "x", "rows": 2, "start": "2026-01-02", "kinds": ["b"], "exact": True}


def test_clean_values_are_ready_for_json():
    cleaned, errors = clean(Settings, GOOD, {})

    assert errors == {}
    assert cleaned == {"name": "x", "rows": 2, "start": "2026-01-02", "kinds": ["b"], "exact": True}
    assert json.loads(json.dumps(cleaned)) == cleaned


def test_each_field_has_its_own_errors():
    form = type("Simple", (forms.Form,), {"name": forms.CharField(max_length=5), "rows": forms.IntegerField()})

    cleaned, errors = clean(form, {"name": "too long"}, {})

    assert cleaned == {}
    assert errors["rows"] == ["This field is required."]
    assert "at most 5 characters" in errors["name"][0]


def test_rules_over_the_whole_form_have_a_key_of_their_own():
    _, errors = clean(Settings, {**GOOD, "name": "none"}, {})

    assert errors == {WHOLE_FORM: ["The two do not fit."], "rows": ["None has no rows."]}


def test_leaving_a_field_tells_only_of_that_field():
    assert clean_fields(Settings, {**GOOD, "rows": 0, "kinds": ["z"]}, ["kinds"], {}).keys() == {"kinds"}
    assert clean_fields(Settings, {**GOOD, "name": "none"}, ["rows"], {}) == {"rows": ["None has no rows."]}


def test_a_rule_that_counts_on_empty_fields_does_not_stop_the_check_of_one():
    assert clean_fields(Settings, {"rows": 0}, ["rows"], {})["rows"]


@pytest.mark.parametrize("value", [{"a": 1}, ["a"], [["a"]], [{"a": 1}]])
def test_a_value_of_another_shape_is_an_error_not_a_text(value):
    assert clean_fields(Settings, {**GOOD, "name": value}, ["name"], {})["name"][0].startswith("Enter")


def test_a_wrong_date_gives_djangos_own_sentence():
    assert clean_fields(Settings, {**GOOD, "start": "2026-02-30"}, ["start"], {}) == {"start": ["Enter a valid date."]}


def test_a_date_and_time_in_two_widgets_is_one_value():
    cls = type("Moments", (forms.Form,), {"at": forms.SplitDateTimeField()})

    cleaned, errors = clean(cls, {"at": "2026-01-02T10:30"}, {})

    assert not errors and cleaned["at"].startswith("2026-01-02T10:30:00")


class Upload(forms.Form):
    table = FileField(accept=[".csv"], max_megabytes=1)


def test_a_file_comes_out_as_its_upload(upload):
    file = upload()

    cleaned, errors = clean(Upload, {"table": {"upload": file.id}}, {"table": file})

    assert errors == {}
    assert cleaned == {"table": {"upload": file.id, "name": "data.csv", "size": 8}}


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("data.exe", b"MZ\x90", "Choose a file of type .csv."),
        ("data.csv.exe", b"MZ\x90", "Choose a file of type .csv."),
        ("data.csv", b"MZ\x90\0\3", "not that of a .csv file"),
        ("data.csv", b"a\0b", "not that of a .csv file"),
        ("data.csv", b"a" * (2**20 + 1), "larger than 1 MB"),
        ("data.csv", b"", "empty"),
        ("..", b"a", "not valid"),
    ],
)
def test_the_server_checks_what_the_browser_offered(upload, name, content, sentence):
    _, errors = clean(Upload, {}, {"table": upload(name, content)})

    assert sentence in errors["table"][0]


def test_a_missing_file_is_required():
    assert clean(Upload, {"table": {"upload": "made-up"}}, {})[1] == {"table": ["This field is required."]}


def test_several_files_are_a_list(upload):
    cls = type("Many", (forms.Form,), {"tables": FileField(multiple=True, accept=["csv"])})
    files = [upload("a.csv"), upload("b.csv")]

    cleaned, errors = clean(cls, {}, {"tables": files})

    assert not errors and [entry["name"] for entry in cleaned["tables"]] == ["a.csv", "b.csv"]
    assert clean(cls, {}, {"tables": [*files, upload("c.png")]})[1].keys() == {"tables"}
    assert clean(cls, {}, {})[1].keys() == {"tables"}


def test_a_file_is_read_where_it_lies_and_closed_afterwards(upload):
    seen = []

    class Reads(forms.Form):
        table = forms.FileField()

        def clean_table(self):
            seen.append((self.cleaned_data["table"], self.cleaned_data["table"].read()))
            return self.cleaned_data["table"]

    clean(Reads, {}, {"table": upload()})

    assert seen[0][1] == b"a,b\n1,2\n"
    assert seen[0][0]._content is None
    assert not hasattr(UploadedContent, "temporary_file_path")


def test_a_form_may_ask_for_who_fills_it_in():
    class Personal(forms.Form):
        name = forms.CharField()

        def __init__(self, *args, user=None, **options):
            super().__init__(*args, **options)
            self.fields["name"].initial = user

    assert clean(Personal, {"name": "x"}, {}, user="ada")[0] == {"name": "x"}


@pytest.mark.parametrize(
    ("extension", "head", "fits"),
    [
        (".png", b"\x89PNG\r\n\x1a\n", True),
        (".png", b"GIF89a", False),
        (".csv", b"a;b", True),
        (".csv", b"\xff\xfea\0", True),
        (".py", b"#!/usr/bin/env python", True),
        (".txt", b"#!/bin/sh", False),
        (".rds", b"anything", True),
        (".rds", b"\x7fELF", False),
    ],
)
def test_the_first_bytes_tell_whether_the_extension_is_honest(extension, head, fits):
    assert looks_like(extension, head) is fits


@pytest.mark.parametrize("value", [0, -1, True, 1e308, 2**53])
@pytest.mark.parametrize("kind", [forms.DateField, forms.DateTimeField, forms.TimeField, forms.SplitDateTimeField])
def test_a_number_is_no_moment(kind, value):
    form = type("Simple", (forms.Form,), {"when": kind()})

    _, errors = clean(form, {"when": value}, {})

    assert "when" in errors
