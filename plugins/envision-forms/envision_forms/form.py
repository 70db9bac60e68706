"""Forms over Django's form classes. Django is loaded when the first form is made."""

from __future__ import annotations

import inspect
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from envision_core.plugin import Action, Component, Container, FormBase, PropertyError, ServerOnly, computed
from envision_forms.spec import FieldSpec

if TYPE_CHECKING:
    from django import forms

__all__ = ["Form", "FormField"]

Errors = dict[str, list[str]]


class FormField(Component):
    """The place of one field of the form around it, so that other components can stand between fields.

    Args:
        name: of the field.
    """

    js: ClassVar[str] = "form"

    name: str


class Form(FormBase, Container):
    """A Django form, or fields given by name: Django checks each field when it is left, and all of them on submit.

    ``Form("settings", SettingsForm, submit=train, then="Results")`` or
    ``Form("signup", email=forms.EmailField(), submit=...)``. The cleaned values become the input ``settings``: dates
    as ISO text, model objects as their key, files as what sources and actions can open.

    A form class that takes ``user`` when it is made gets the person who fills it in.

    Args:
        name: of the input.
        form: a subclass of ``django.forms.Form`` or ``ModelForm``.
        children: components to show inside, with ``FormField("...")`` where fields belong; fields that have no place of
            their own follow at the end. Default: all fields in their order.
        submit: an ``@app.action``, run with the cleaned values; one that asks for ``progress`` shows how far it is.
        then: page to open afterwards, by its path or title.
        title: heading.
        submit_label: on the button.
    """

    js: ClassVar[str] = "form"

    form: ServerOnly[Any]
    title: str = ""
    submit_label: str = "Submit"

    def __init__(
        self,
        name: str,
        form: type[forms.BaseForm] | None = None,
        *children: Any,
        submit: Action | None = None,
        then: str | None = None,
        title: str = "",
        submit_label: str = "Submit",
        id: str | None = None,
        show_when: dict[str, Any] | None = None,
        **fields: Any,
    ) -> None:
        inside = fields.pop("children", ())
        Container.__init__(self, *children, inside, id=id, show_when=show_when)
        self.name, self.submit, self.then = name, submit, then
        self.title, self.submit_label = title, submit_label
        self.form = _form_class(name, form, fields)
        self._check_places()

    @computed
    def fields(self) -> list[FieldSpec]:
        from envision_forms.spec import field_specs

        return field_specs(self.form(**self._options(None)))

    @computed
    def rest(self) -> list[str]:
        """Names of the fields that no FormField gives a place."""
        placed = set(_placed(self.children))
        return [spec.name for spec in self.fields() if spec.name not in placed]

    def varies(self) -> bool:
        from envision_forms.spec import may_vary

        return may_vary(self.form)

    def initial(self) -> dict[str, Any]:
        return {spec.name: spec.initial for spec in self.fields() if spec.initial is not None}

    def clean(self, values: Mapping[str, Any], files: Mapping[str, Any], user: Any) -> tuple[dict[str, Any], Errors]:
        from envision_forms.cleaning import clean

        return clean(self.form, values, files, **self._options(user))

    def without_secrets(self, values: Mapping[str, Any]) -> dict[str, Any]:
        from django.forms import PasswordInput

        secrets = {name for name, item in self.form.base_fields.items() if isinstance(item.widget, PasswordInput)}
        return {name: value for name, value in values.items() if name not in secrets}

    def clean_fields(
        self, values: Mapping[str, Any], fields: Collection[str], files: Mapping[str, Any], user: Any
    ) -> Errors:
        from envision_forms.cleaning import clean_fields

        return clean_fields(self.form, values, fields, files, **self._options(user))

    def _options(self, user: Any) -> dict[str, Any]:
        return {"user": user} if _takes_user(self.form) else {}

    def _check_places(self) -> None:
        known = list(self.form.base_fields)
        for name in _placed(self.children):
            if name not in known:
                raise PropertyError(
                    f"The form {self.name!r} has no field {name!r}.", hint=f"fields are {', '.join(known)}"
                )


def _placed(items: Iterable[Any]) -> Iterator[str]:
    for item in items:
        if isinstance(item, FormField):
            yield item.name
        elif isinstance(item, (list, tuple)):
            yield from _placed(item)
        elif not isinstance(item, FormBase):
            yield from _placed(getattr(item, "children", None) or ())


def _takes_user(form: type) -> bool:
    for cls in form.__mro__:
        build = vars(cls).get("__init__")
        if build is not None and "user" in inspect.signature(build).parameters:
            return True
    return False


def _form_class(name: str, form: Any, fields: dict[str, Any]) -> Any:
    from django import forms

    wrong = [key for key, field in fields.items() if not isinstance(field, forms.Field)]
    if wrong:
        raise PropertyError(
            f"Form has no property {wrong[0]!r}, and what it was given is no Django field.",
            hint=f"for a field write {wrong[0]}=forms.CharField()",
        )
    if form is None and not fields:
        raise PropertyError(f"The form {name!r} has no fields.", hint="give it a Django form class, or fields by name")
    if form is None:
        return type(f"{name.title()}Form", (forms.Form,), fields)
    if not (isinstance(form, type) and issubclass(form, forms.BaseForm)):
        made = isinstance(form, forms.BaseForm)
        raise PropertyError(
            f"The form {name!r} needs a Django form class, not {'a form made of it' if made else repr(form)}.",
            hint=f"write Form({name!r}, {type(form).__name__ if made else 'SettingsForm'})",
        )
    return type(form.__name__, (form,), fields) if fields else form
