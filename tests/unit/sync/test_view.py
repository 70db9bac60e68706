"""Fingerprints: equal when the result would be equal, different when it might differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from envision_core import App
from envision_core.serialize.values import canonical
from envision_core.state.workspace import Identity
from envision_core.sync.graph import Graph
from envision_core.sync.view import View, Waiting

app = App("A")


@app.source
def data() -> int:
    return 1


@app.source
def chosen(data, n: int) -> int:  # type: ignore[no-untyped-def]
    return n


@app.source
def personal(user: Any) -> int:
    return 1


@app.source
def optional(n: int | None) -> int:
    return 1


@app.source
def defaulted(n: int = 3) -> int:
    return n


@app.source(every=10)
def tick() -> int:
    return 1


class User:
    def __init__(self, pk: int) -> None:
        self.pk = pk


def view(
    values: Mapping[str, Any] | None = None,
    *,
    user: int | None = None,
    code: bytes = b"1",
    generations: Mapping[str, int] | None = None,
    now: float = 0,
) -> View:
    identity = Identity("key", User(user) if user is not None else None)
    return View(Graph(app, ["n"]), values or {}, identity, code, generations or {}, canonical, lambda: now)


def test_equal_inputs_give_equal_fingerprints() -> None:
    assert view({"n": 1}).fingerprint(chosen) == view({"n": 1, "other": 2}).fingerprint(chosen)


@pytest.mark.parametrize("changed", [{"n": 2}, {"n": "1"}, {"n": [1]}, {"n": True}])
def test_another_input_gives_another_fingerprint(changed: dict[str, Any]) -> None:
    assert view({"n": 1}).fingerprint(chosen) != view(changed).fingerprint(chosen)


def test_other_code_gives_another_fingerprint() -> None:
    assert view({"n": 1}).fingerprint(chosen) != view({"n": 1}, code=b"2").fingerprint(chosen)


def test_refreshing_what_a_source_needs_changes_its_fingerprint() -> None:
    assert view({"n": 1}).fingerprint(chosen) != view({"n": 1}, generations={"data": 1}).fingerprint(chosen)


def test_a_source_that_takes_the_user_is_not_shared() -> None:
    assert view(user=1).fingerprint(personal) != view(user=2).fingerprint(personal)


def test_a_source_that_does_not_take_the_user_is_shared() -> None:
    assert view({"n": 1}, user=1).fingerprint(chosen) == view({"n": 1}, user=2).fingerprint(chosen)


def test_a_source_waits_for_an_input_without_a_value() -> None:
    assert view({}).fingerprint(chosen) == Waiting(("n",))
    assert view({"n": None}).fingerprint(chosen) == Waiting(("n",))


def test_a_source_that_takes_none_does_not_wait() -> None:
    assert isinstance(view({}).fingerprint(optional), str)


def test_a_default_does_not_wait() -> None:
    assert isinstance(view({}).fingerprint(defaulted), str)


def test_a_live_source_changes_with_its_period_only() -> None:
    assert view(now=11).fingerprint(tick) == view(now=19).fingerprint(tick)
    assert view(now=19).fingerprint(tick) != view(now=21).fingerprint(tick)
