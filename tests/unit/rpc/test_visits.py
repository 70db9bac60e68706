"""Pages that depend on nothing are built once, unless something on them may differ at the next visit."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from envision_core import App

pytestmark = pytest.mark.usefixtures("django")

Serve = Callable[..., Awaitable[Callable[..., Any]]]


async def test_choices_from_the_database_are_those_of_the_visit(serve: Serve) -> None:
    from django import forms
    from django.contrib.auth.models import Group

    from envision_core.state.threads import connected
    from envision_forms import Form

    app, name = App("visits-" + secrets.token_hex(4)), secrets.token_hex(4)

    class Choose(forms.Form):
        group = forms.ModelChoiceField(Group.objects.all())

    @app.page("Home")
    def home() -> list[Any]:
        return [Form("choose", Choose)]

    browser = (await serve(app))()
    before = await browser.call("get_page", page="")
    await asyncio.to_thread(connected, lambda: Group.objects.create(name=name))
    after = await browser.call("get_page", page="")

    assert name not in str(before["tree"])
    assert name in str(after["tree"])


async def test_a_page_without_such_a_form_is_built_once(serve: Serve) -> None:
    app, built = App("visits-" + secrets.token_hex(4)), []

    @app.page("Home")
    def home() -> list[Any]:
        built.append(1)
        return []

    browser = (await serve(app))()
    await browser.call("get_page", page="")
    await browser.call("get_page", page="")

    assert len(built) == 1


async def test_a_disabled_field_cannot_be_written_by_a_browser(serve: Serve) -> None:
    from envision_forms import Number

    app = App("visits-" + secrets.token_hex(4))

    @app.page("Home")
    def home() -> list[Any]:
        return [Number("limit", value=3, disabled=True)]

    browser = (await serve(app))()
    await browser.call("get_page", page="")
    reply = await browser.call("set_inputs", values={"limit": 5}, key="k")

    assert "cannot be changed" in reply["errors"]["limit"][0]
