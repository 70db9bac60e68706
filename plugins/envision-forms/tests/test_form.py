"""The Form component as a page's author writes it."""

from __future__ import annotations

import pytest
from django import forms

from envision_core import App
from envision_core.plugin import Component, Container, PropertyError
from envision_forms import Form, FormField

app = App("Test")


@app.action
def train(session):
    pass


class Settings(forms.Form):
    rows = forms.IntegerField(min_value=1, initial=3)
    note = forms.CharField(required=False)


class Box(Container):
    """Any container."""


class Picture(Component):
    """Any component."""


def test_a_form_tells_the_browser_of_its_fields_and_keeps_the_rest_to_itself():
    props = Form("settings", Settings, submit=train, then="Results", title="Settings").dump_props()

    assert [spec["name"] for spec in props["fields"]] == props["rest"] == ["rows", "note"]
    assert props.keys() == {"name", "title", "submit_label", "fields", "rest"}


def test_fields_may_be_given_by_name():
    form = Form("signup", email=forms.EmailField(), submit=train)

    assert form.clean({"email": "a@b.co"}, {}, None) == ({"email": "a@b.co"}, {})
    assert form.clean({"email": "a"}, {}, None)[1]["email"]


def test_fields_may_be_added_to_a_class():
    form = Form("settings", Settings, email=forms.EmailField())

    assert [spec.name for spec in form.fields()] == ["rows", "note", "email"]
    assert list(Settings.base_fields) == ["rows", "note"]


def test_first_values_are_those_of_django():
    assert Form("settings", Settings).initial() == {"rows": 3}


def test_fields_stand_among_other_components():
    form = Form("settings", Settings, Box(FormField("note"), Picture()), Picture())

    assert form.rest() == ["rows"]
    assert [type(child) for child in form.children] == [Box, Picture]
    assert Form("settings", Settings, children=[FormField("rows")]).rest() == ["note"]


def test_a_place_for_a_field_that_does_not_exist_is_told():
    with pytest.raises(PropertyError, match="no field 'row'") as caught:
        Form("settings", Settings, FormField("row"))

    assert caught.value.hint == "fields are rows, note"
    assert "test_form.py" in str(caught.value.place)


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (lambda: Form("x"), "has no fields"),
        (lambda: Form("x", Settings()), "needs a Django form class"),
        (lambda: Form("x", Picture), "needs a Django form class"),
        (lambda: Form("x", Settings, sumbit=train), "no property 'sumbit'"),
        (lambda: Form("x", Settings, submit=print), "submit"),
    ],
)
def test_a_form_made_wrongly_is_told_at_the_authors_line(make, text):
    with pytest.raises(PropertyError, match=text) as caught:
        make()

    assert "test_form.py" in str(caught.value.place)


def test_a_form_class_that_asks_for_the_user_gets_it():
    class Personal(forms.Form):
        name = forms.CharField()

        def __init__(self, *args, user, **options):
            super().__init__(*args, **options)
            self.user = user

        def clean_name(self):
            return f"{self.cleaned_data['name']} of {self.user}"

    form = Form("x", Personal)

    assert form.clean({"name": "Pet"}, {}, "Ada") == ({"name": "Pet of Ada"}, {})
    assert form.clean_fields({"name": ""}, ["name"], {}, "Ada") == {"name": ["This field is required."]}
