"""What a page closes to somebody stays closed, by whichever method they ask."""

from __future__ import annotations

import asyncio
import secrets
import uuid
from typing import Any

import pytest

from envision_core.model.session import Session
from tests.unit.browser import Serve, new_app, show

pytestmark = pytest.mark.usefixtures("django")


async def in_thread(run: Any) -> Any:
    return await asyncio.to_thread(run)


async def person(*permissions: str) -> Any:
    """A user with these permissions of Envision's own models, as a session would give it."""
    from django.contrib.auth.models import Permission, User

    def make() -> Any:
        user = User.objects.create(username=secrets.token_hex(6))
        user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
        return User.objects.get(pk=user.pk)

    return await in_thread(make)


def identity(user: Any) -> Any:
    from envision_core.state.workspace import Identity

    return Identity(secrets.token_urlsafe(8), user)


@pytest.fixture(scope="module", autouse=True)
def permissions(django: None) -> None:
    """`migrate` made them with the tables."""


def guarded_app() -> Any:
    from django import forms

    from envision_forms import Form

    app = new_app()

    @app.source
    def secret() -> str:
        return "secret"

    @app.page("Home")
    def home() -> list[Any]:
        return []

    @app.page("Staff", permission="envision_core.view_workspace")
    def staff() -> list[Any]:
        return [*show(secret), Form("order", amount=forms.IntegerField())]

    return app


async def test_a_permission_is_asked_of_the_database_off_the_loop(serve: Serve) -> None:
    open_browser = await serve(guarded_app())
    browser = open_browser(identity=identity(await person("view_workspace")))
    page = await browser.call("get_page", page="staff")

    assert page["title"] == "Staff"
    assert [item["page"] for item in page["navigation"]] == ["home", "staff"]


async def test_a_page_without_permission_is_neither_listed_nor_opened(serve: Serve) -> None:
    browser = (await serve(guarded_app()))(identity=identity(await person()))
    home = await browser.call("get_page", page="")
    staff = await browser.call("get_page", page="staff")

    assert [item["page"] for item in home["navigation"]] == ["home"]
    assert staff["data"]["slug"] == "not_allowed"


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("submit", {"form": "order", "values": {"amount": 1}, "key": "k"}),
        ("validate", {"form": "order", "values": {"amount": 1}, "fields": ["amount"]}),
    ],
)
async def test_a_form_of_a_page_without_permission_is_refused(serve: Serve, method: str, params: Any) -> None:
    browser = (await serve(guarded_app()))(identity=identity(await person()))
    await browser.call("get_page", page="")
    error = await browser.call(method, **params)

    assert error["data"]["slug"] == "not_allowed"


async def test_a_permission_taken_away_ends_the_page_at_its_next_change(serve: Serve) -> None:
    app = guarded_app()
    app.input("n", 1)
    user = await person("view_workspace")
    browser = (await serve(app))(identity=identity(user))
    await browser.call("get_page", page="staff")
    await browser.filled("secret")
    await in_thread(lambda: user.user_permissions.clear())
    browser.frames.clear()
    called = await browser.call("call", widget="secret", method="rows", params={})
    await browser.call("set_inputs", values={"n": 2}, key="a")
    sent_to = await browser.until(lambda frame: frame["method"] == "navigate")

    assert called["data"]["slug"] == "not_allowed"
    assert sent_to["params"]["page"] == "home"
    assert browser.pushes("refresh_widget") == []


def steps_app() -> Any:
    from django import forms

    from envision_forms import Form

    app = new_app()

    @app.action
    def reset(session: Session) -> None:
        session.set_inputs(first=None)

    @app.page("First")
    def first() -> list[Any]:
        return [Form("first", called=forms.CharField())]

    @app.page("Second", requires="first")
    def second() -> list[Any]:
        return [Form("second", amount=forms.IntegerField())]

    return app


async def test_a_form_of_a_locked_step_is_refused(serve: Serve) -> None:
    browser = (await serve(steps_app()))()
    await browser.call("get_page", page="")
    error = await browser.call("submit", form="second", values={"amount": 1}, key="k")
    await browser.call("submit", form="first", values={"called": "x"}, key="l")
    reply = await browser.call("submit", form="second", values={"amount": 1}, key="k")

    assert error["data"]["slug"] == "locked"
    assert "version" in reply


async def test_a_step_that_is_locked_again_is_left(serve: Serve) -> None:
    browser = (await serve(steps_app()))()
    await browser.call("get_page", page="")
    await browser.call("submit", form="first", values={"called": "x"}, key="l")
    await browser.call("get_page", page="second")
    await browser.call("run", action="reset", args={}, key="r")
    sent_to = await browser.until(lambda frame: frame["method"] == "navigate")

    assert sent_to["params"]["page"] == "first"


async def test_a_permission_function_that_raises_has_not_said_yes(serve: Serve) -> None:
    app = new_app()

    def permission(user: Any) -> bool:
        return bool(user.profile.is_boss)

    @app.page("Home")
    def home() -> list[Any]:
        return []

    @app.page("Boss", permission=permission)
    def boss() -> list[Any]:
        return []

    browser = (await serve(app))()
    page = await browser.call("get_page", page="")

    assert [item["page"] for item in page["navigation"]] == ["home"]


async def test_what_a_field_starts_with_for_one_person_is_not_told_to_another(serve: Serve) -> None:
    from envision_forms import Text

    app = new_app()

    @app.source
    def greeting(name: str) -> str:
        return f"hello {name}"

    @app.page("Home")
    def home(user: Any) -> list[Any]:
        return [Text("name", value=user.username), *show(greeting)]

    open_browser = await serve(app)
    ann, bob = await person(), await person()
    of_ann, of_bob = open_browser(identity=identity(ann)), open_browser(identity=identity(bob))
    first = await of_ann.call("get_page", page="")
    second = await of_bob.call("get_page", page="")

    assert first["values"]["name"] == ann.username
    assert second["values"]["name"] == bob.username
    assert bob.username in (await of_bob.filled("greeting"))["value"]


async def test_somebody_elses_file_is_refused_before_its_results_are_looked_up(serve: Serve) -> None:
    app = new_app()
    app.input("file")

    @app.source
    def size(file: Any) -> str:
        return f"{file.size} bytes"

    @app.page("Home")
    def home() -> list[Any]:
        return show(size)

    open_browser = await serve(app)
    owner, thief = open_browser(), open_browser(owner="thief")
    await owner.call("get_page", page="")
    await thief.call("get_page", page="")
    id = str(uuid.uuid4())
    engine = owner.connection.engine
    who = owner.connection.identity
    await engine.store.read(
        lambda: engine.uploads.receive(id, who, offset=0, total=3, name="a", content_type="", body=b"abc")
    )
    await owner.call("set_inputs", values={"file": {"upload": id}}, key="a")
    assert "3 bytes" in (await owner.filled("size"))["value"]
    reply = await thief.call("set_inputs", values={"file": {"upload": id}}, key="a")

    assert "not there any more" in reply["errors"]["file"][0]
    assert (await thief.call("get_page", page=""))["values"] == {"file": None}
