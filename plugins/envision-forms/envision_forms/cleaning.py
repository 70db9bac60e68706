"""Values from a browser through a Django form and out again. Knows no component."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from envision_forms.files import UploadedContent, as_django_file, check_file
from envision_forms.spec import to_json

if TYPE_CHECKING:
    from envision_core import UploadedFile

__all__ = ["WHOLE_FORM", "Errors", "clean", "clean_fields"]

log = logging.getLogger("envision.forms")

WHOLE_FORM = NON_FIELD_ERRORS
"""The key of errors that belong to no field."""

Errors = dict[str, list[str]]
Files = Mapping[str, "UploadedFile | list[UploadedFile]"]


def clean(form_class: Any, values: Mapping[str, Any], files: Files, **options: Any) -> tuple[dict[str, Any], Errors]:
    """The whole form, as on submit.

    Returns:
        Cleaned data, ready for JSON; and the errors, empty when all is well.
    """
    with _Bound(form_class, values, files, options) as bound:
        errors = bound.errors()
        return ({} if errors else to_json(bound.form.cleaned_data)), errors


def clean_fields(
    form_class: Any, values: Mapping[str, Any], fields: Iterable[str], files: Files, **options: Any
) -> Errors:
    """Only some fields, as on leaving one; rules over the whole form count where they blame one of these."""
    with _Bound(form_class, values, files, options) as bound:
        try:
            errors = bound.errors()
        except Exception:  # the author's clean() may count on fields that are not filled in yet
            log.debug("clean() of a form that is not complete raised", exc_info=True)
            errors = bound.errors_of_fields()
        wanted = set(fields)
        return {name: texts for name, texts in errors.items() if name in wanted}


class _Bound:
    """A form with the values of one browser in it, and its files open until it is left."""

    def __init__(self, form_class: Any, values: Mapping[str, Any], files: Files, options: Mapping[str, Any]) -> None:
        blank = form_class(**options)
        self._faults: Errors = {}
        self._open: list[UploadedContent] = []
        data: dict[str, Any] = {}
        opened: dict[str, Any] = {}
        for name, field in blank.fields.items():
            key = blank.add_prefix(name)
            try:
                if isinstance(field.widget, forms.FileInput):
                    opened[key] = self._files(field, files.get(name))
                else:
                    data |= _for_django(field, key, values.get(name))
            except ValidationError as exc:
                self._faults[name] = list(exc.messages)
        self.form = form_class(_Data(data), _Data({key: file for key, file in opened.items() if file}), **options)

    def __enter__(self) -> _Bound:
        return self

    def __exit__(self, *exc: object) -> None:
        for file in self._open:
            file.close()

    def errors(self) -> Errors:
        return self._with_faults(self.form.errors)

    def errors_of_fields(self) -> Errors:
        # Half of what full_clean() does: each field by itself, nothing over all of them.
        self.form._errors = forms.utils.ErrorDict()
        self.form.cleaned_data = {}
        self.form._clean_fields()
        return self._with_faults(self.form._errors)

    def _with_faults(self, errors: Any) -> Errors:
        found = {name: [str(text) for text in texts] for name, texts in errors.items()}
        return found | self._faults

    def _files(self, field: forms.Field, given: UploadedFile | list[UploadedFile] | None) -> Any:
        if given is None:
            return None
        several = given if isinstance(given, list) else [given]
        files = [as_django_file(upload) for upload in several]
        self._open += files
        for file in files:
            check_file(field, file)
        return files if getattr(field.widget, "allow_multiple_selected", False) else files[0] if files else None


class _Data(dict):  # type: ignore[type-arg]
    """Values as Django's widgets ask for them."""

    def getlist(self, key: str) -> list[Any]:
        value = self.get(key)
        return list(value) if isinstance(value, (list, tuple)) else [] if value in (None, "") else [value]


def _for_django(field: forms.Field, key: str, value: Any) -> dict[str, Any]:
    """What Django's widget finds under its names.

    Raises:
        ValidationError: a list or an object where the field takes one value, or the other way round.
    """
    if isinstance(value, dict) or (isinstance(value, list) and any(isinstance(item, (list, dict)) for item in value)):
        raise ValidationError("Enter a valid value.", code="invalid")
    if isinstance(value, list) and not _takes_several(field):
        raise ValidationError("Enter one value.", code="invalid")
    value = _moment(field, value)
    if isinstance(field, forms.SplitDateTimeField):
        day, hour = (value.date(), value.time()) if isinstance(value, datetime) else (value, value)
        return {f"{key}_0": day, f"{key}_1": hour}
    return {key: value}


def _takes_several(field: forms.Field) -> bool:
    return isinstance(field.widget, (forms.SelectMultiple, forms.CheckboxSelectMultiple, forms.MultipleHiddenInput))


def _moment(field: forms.Field, value: Any) -> Any:
    """ISO text as a date or time, so that an author's own ``input_formats`` do not have to list ISO."""
    known: Any = None
    if isinstance(field, (forms.DateTimeField, forms.SplitDateTimeField)):
        known = datetime
    elif isinstance(field, forms.DateField):
        known = date
    elif isinstance(field, forms.TimeField):
        known = time
    if known is None or value is None:
        return value
    if not isinstance(value, str):  # Django would look for the text's end in a number
        return str(value)
    try:
        return known.fromisoformat(value)
    except ValueError:
        return value
