"""Components that write inputs: fields and forms. Knows neither Django nor the workspace."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field
from typing import Any

from envision_core.errors import InvalidInput
from envision_core.model.action import Action
from envision_core.plugins.component import Component
from envision_core.plugins.inputspec import InputSpec
from envision_core.plugins.properties import ServerOnly, properties_of

__all__ = ["FormBase", "Input", "humanised"]


def humanised(name: str) -> str:
    """``sepal_length`` -> ``Sepal length``."""
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


class Input(Component):
    """A field that writes the input ``name``. A subclass adds ``value``, whose annotation says what fits."""

    name: str
    label: str | None = field(default=None, kw_only=True)  # None: the name in words
    help: str = field(default="", kw_only=True)
    disabled: bool = field(default=False, kw_only=True)

    def check(self, value: Any) -> Any:
        """A value from the browser, converted; raises InvalidInput. A subclass adds its own rules."""
        from envision_core.serialize.convert import convert  # late: not needed to show a page

        annotation = next((item.annotation for item in properties_of(type(self)).checks if item.name == "value"), Any)
        return convert(value, annotation)

    def text_label(self) -> str:
        """The label a person sees."""
        return self.label if self.label is not None else humanised(self.name)

    def inputs(self) -> list[InputSpec]:
        check = self._refuse if self.disabled else self.check
        return [InputSpec(self.name, getattr(self, "value", None), check, self.text_label())]

    def _refuse(self, value: Any) -> Any:
        raise InvalidInput(f"{self.text_label()} cannot be changed here.")

    def dump_props(self) -> dict[str, Any]:
        return {**super().dump_props(), "label": self.text_label()}


class FormBase(Component):
    """A group of fields that is checked and submitted as a whole; the cleaned values become the input ``name``."""

    name: str
    submit: ServerOnly[Action | None] = field(default=None, kw_only=True)  # run with the cleaned values
    then: ServerOnly[str | None] = field(default=None, kw_only=True)  # page to open after a good submit

    def fields(self) -> Any:
        """A description of every field for the browser; override it with ``@computed`` and a return annotation."""
        raise NotImplementedError

    def initial(self) -> dict[str, Any]:
        """Wire values of all fields before anything was typed."""
        raise NotImplementedError

    def clean(self, values: Mapping[str, Any], files: Mapping[str, Any], user: Any) -> tuple[dict[str, Any], Errors]:
        """Cleaned values and errors; the values count only when there are no errors.

        Args:
            values: wire values by field name.
            files: UploadedFile by field name.
        """
        raise NotImplementedError

    def without_secrets(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values that may be stored and shown again; a form with passwords leaves them out.

        The action that ``submit`` names is given all of them.
        """
        return dict(values)

    def clean_fields(
        self, values: Mapping[str, Any], fields: Collection[str], files: Mapping[str, Any], user: Any
    ) -> Errors:
        """Errors of just these fields, for checking while a person fills the form in."""
        errors = self.clean(values, files, user)[1]
        return {name: texts for name, texts in errors.items() if name in fields}


Errors = dict[str, list[str]]
"""What is wrong, by field name; ``__all__`` for the form as a whole."""
