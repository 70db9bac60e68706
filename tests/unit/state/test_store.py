"""Workspaces: one owner, rising versions, each call once."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Iterator
from typing import Any

import pytest

from envision_core.errors import TooLarge, WorkspaceNotFound
from envision_core.serialize.values import dumps
from envision_core.state.workspace import Change, Identity, JobState

pytestmark = pytest.mark.usefixtures("django")


@pytest.fixture
def store() -> Iterator[Any]:
    from envision_core.state.store import Store

    store = Store("store-" + secrets.token_hex(4), dumps)
    yield store
    store.close()


def somebody() -> Identity:
    return Identity(secrets.token_urlsafe(12))


async def test_an_owner_comes_back_to_the_same_workspace(store: Any) -> None:
    identity = somebody()

    first = await store.open(identity)
    again = await store.open(identity)

    assert first.id == again.id


async def test_somebody_else_cannot_open_a_workspace(store: Any) -> None:
    mine = await store.open(somebody())

    with pytest.raises(WorkspaceNotFound):
        await store.open(somebody(), mine.id)


async def test_every_change_raises_the_version(store: Any) -> None:
    workspace = await store.open(somebody())

    versions = [(await store.commit(workspace.id, Change(values={"n": n}))).snapshot.version for n in range(5)]

    assert versions == [1, 2, 3, 4, 5]
    assert store.latest(workspace.id).values == {"n": 4}


async def test_a_key_counts_once_and_repeats_the_first_reply(store: Any) -> None:
    workspace = await store.open(somebody())

    first = await store.commit(workspace.id, Change(values={"n": 1}), key="k", reply={"page": "x"})
    again = await store.commit(workspace.id, Change(values={"n": 2}), key="k", reply={"page": "y"})

    assert again.repeated
    assert again.reply == first.reply == {"page": "x", "version": 1}
    assert store.latest(workspace.id).values == {"n": 1}


async def test_the_same_key_sent_at_the_same_time_counts_once(store: Any) -> None:
    workspace = await store.open(somebody())

    done = await asyncio.gather(*(store.commit(workspace.id, Change(values={"n": n}), key="k") for n in range(20)))

    assert [c.repeated for c in done].count(False) == 1


async def test_a_key_is_known_after_a_restart(store: Any) -> None:
    from envision_core.state.store import Store

    identity = somebody()
    workspace = await store.open(identity)
    await store.commit(workspace.id, Change(), key="k", reply={"job": "j"})
    restarted = Store(store.app, dumps)
    await restarted.open(identity)

    assert await restarted.repeated(workspace.id, "k") == {"job": "j", "version": 1}
    assert await restarted.repeated(workspace.id, "other") is None
    restarted.close()


async def test_odd_values_are_stored_as_the_browser_will_see_them(store: Any) -> None:
    workspace = await store.open(somebody())

    await store.commit(workspace.id, Change(values={"x": float("nan"), "s": "\ud800", "t": (1, 2)}))
    await store.commit(workspace.id, Change(values={"nul": "a\0b\\u0000"}))

    values = store.latest(workspace.id).values
    assert values == {"x": None, "s": "\ufffd", "t": [1, 2], "nul": "a\ufffdb\\u0000"}


async def test_inputs_beyond_a_megabyte_are_refused_and_nothing_is_changed(store: Any) -> None:
    workspace = await store.open(somebody())

    with pytest.raises(TooLarge):
        await store.commit(workspace.id, Change(values={"big": "x" * 2_000_000}))

    assert (await store.open(somebody())).version == 0
    assert store.latest(workspace.id).version == 0


async def test_a_draft_is_kept_until_it_is_removed(store: Any) -> None:
    workspace = await store.open(somebody())

    await store.commit(workspace.id, Change(drafts={"f": {"a": 1}}))
    assert await store.drafts(workspace.id) == {"f": {"a": 1}}
    await store.commit(workspace.id, Change(drafts={"f": None}))

    assert await store.drafts(workspace.id) == {}


async def test_notices_come_in_order_and_once(store: Any) -> None:
    workspace = await store.open(somebody())
    await store.commit(workspace.id, Change(notices=(("one", "info"), ("two", "error"))))

    notices = await store.notices_after(workspace.id, 0)

    assert [n["text"] for n in notices] == ["one", "two"]
    assert await store.notices_after(workspace.id, notices[-1]["id"]) == []
    assert store.latest(workspace.id).last_notice == notices[-1]["id"]


async def test_jobs_of_a_process_that_is_gone_are_lost(store: Any) -> None:
    workspace = await store.open(somebody())
    await store.save_job(workspace.id, JobState(id=secrets.token_hex(8), name="train", status="running"), "old")

    await store.lose_jobs("new")

    (job,) = await store.jobs(workspace.id)
    assert job.status == "lost"


async def test_a_generation_rises_and_is_read_by_others(store: Any) -> None:
    assert await store.raise_generation("prices") == 1
    assert await store.raise_generation("prices") == 2
    assert await store.generations() == {"prices": 2}


async def test_answers_to_calls_of_long_ago_are_forgotten(store: Any) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from envision_core.models import ClientCall

    workspace = await store.open(somebody())
    for key in ("old", "new"):
        await store.commit(workspace.id, Change(values={"n": 1}), key=key)
    mine = ClientCall.objects.filter(workspace_id=workspace.id)
    await asyncio.to_thread(lambda: mine.filter(key="old").update(created=timezone.now() - timedelta(days=31)))
    store.forget_old()
    await store.commit(workspace.id, Change(values={"n": 2}))

    assert await asyncio.to_thread(lambda: list(mine.values_list("key", flat=True))) == ["new"]


async def test_a_workspace_with_very_many_calls_does_not_keep_their_keys(
    store: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from envision_core.state import store as module

    monkeypatch.setattr(module, "KEYS", 3)
    workspace = await store.open(somebody())
    for n in range(5):
        await store.commit(workspace.id, Change(values={"n": n}), key=str(n))

    assert workspace.id not in store._keys
    assert (await store.repeated(workspace.id, "0"))["version"] == 1
    assert await store.repeated(workspace.id, "5") is None


async def test_a_refresh_asked_for_on_the_loop_before_anybody_came_is_counted() -> None:
    from envision_core import App, bootstrap

    app = App("refresh-" + secrets.token_hex(4))

    @app.source
    def prices() -> int:
        return 1

    runtime = bootstrap.build_runtime(app)
    app.refresh("prices")
    for _ in range(500):
        if not runtime.engine.generations:
            await asyncio.sleep(0.01)
    await runtime.close()

    assert runtime.engine.generations == {"prices": 1}
