"""Inputs, buttons and Django forms for Envision. Importing it loads no Django."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from envision_forms.button import Button
from envision_forms.checkbox import Checkbox
from envision_forms.date import Date
from envision_forms.form import Form, FormField
from envision_forms.number import Number
from envision_forms.select import MultiSelect, Select
from envision_forms.slider import Slider
from envision_forms.text import Text

if TYPE_CHECKING:
    from envision_forms.files import FileField

__all__ = [
    "Button",
    "Checkbox",
    "Date",
    "FileField",
    "Form",
    "FormField",
    "MultiSelect",
    "Number",
    "Select",
    "Slider",
    "Text",
]


def __getattr__(name: str) -> Any:
    if name == "FileField":  # a Django field; late, since inputs alone need no Django
        from envision_forms.files import FileField

        return FileField
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
