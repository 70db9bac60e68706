"""Passwords reach the action that a form submits to, and nothing else."""

from __future__ import annotations

import json
import secrets
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from envision_core import App

pytestmark = pytest.mark.usefixtures("django")


async def test_a_password_reaches_the_action_and_is_never_stored_or_sent_back(
    serve: Callable[..., Awaitable[Callable[..., Any]]],
) -> None:
    from django import forms

    from envision_forms import Form

    app, seen = App("secrets-" + secrets.token_hex(4)), []

    @app.action
    def connect(login: dict[str, Any], session: Any) -> None:
        seen.append((login["password"], session.values["login"]["user"]))

    @app.page("Home")
    def home() -> list[Any]:
        return [
            Form(
                "login",
                user=forms.CharField(),
                password=forms.CharField(widget=forms.PasswordInput),
                submit=connect,
            )
        ]

    browser = (await serve(app))()
    await browser.call("get_page", page="")
    await browser.call("validate", form="login", values={"user": "", "password": "hunter2"}, fields=["user"])
    draft = await browser.call("get_page", page="")
    await browser.call("submit", form="login", values={"user": "ada", "password": "hunter2"}, key="k")
    after = await browser.call("get_page", page="")

    assert seen == [("hunter2", "ada")]
    assert after["values"]["login"] == {"user": "ada"}
    assert "hunter2" not in json.dumps([draft, after, browser.frames])
