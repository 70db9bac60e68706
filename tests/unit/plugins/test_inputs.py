"""Fields declare an input; forms check themselves as a whole."""

from __future__ import annotations

from typing import Annotated, Any

import pytest

from envision_core.errors import InvalidInput
from envision_core.plugin import FormBase, Input, Range
from envision_core.plugins.inputs import humanised


class Slider(Input):
    minimum: float
    maximum: float
    value: Annotated[float, Range(min=0)] | None = None


class Free(Input):
    pass


class Form(FormBase):
    def clean(self, values: Any, files: Any, user: Any) -> Any:
        return {}, {"age": ["too young"], "name": ["missing"]}


def test_a_field_declares_the_input_it_writes():
    [spec] = Slider("bin_count", 5, 50, value=20).inputs()

    assert (spec.name, spec.default, spec.label) == ("bin_count", 20, "Bin count")
    assert spec.check(7) == 7


def test_a_value_is_checked_by_the_annotation_of_value():
    with pytest.raises(InvalidInput):
        Slider("bins", 5, 50).check("x")


def test_a_field_without_an_annotated_value_takes_anything():
    assert Free("x").check({"any": 1}) == {"any": 1}
    assert Free("x").inputs()[0].default is None


def test_the_label_is_the_name_in_words_unless_given():
    assert Slider("bins", 1, 2).dump_props()["label"] == "Bins"
    assert Slider("bins", 1, 2, label="").dump_props()["label"] == ""
    assert humanised("_") == ""


def test_a_form_checks_single_fields_by_checking_all():
    form = Form("who", then="Next")

    assert form.clean_fields({}, ["age"], {}, None) == {"age": ["too young"]}
    assert form.inputs() == []
    assert form.dump_props() == {"name": "who"}


@pytest.mark.parametrize("call", [lambda f: f.fields(), lambda f: f.initial(), lambda f: f.clean({}, {}, None)])
def test_a_form_leaves_its_fields_to_its_subclasses(call: Any):
    with pytest.raises(NotImplementedError):
        call(FormBase("who"))
