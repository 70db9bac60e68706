"""Group commit: together when they come together, alone when they fail."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest

pytestmark = pytest.mark.usefixtures("django")


@pytest.fixture
def writer() -> Iterator[object]:
    from envision_core.state.writer import Writer

    writer = Writer()
    yield writer
    writer.close()


def rows(source: str) -> int:
    from envision_core.models import SourceGeneration

    return SourceGeneration.objects.filter(app="writer", source=source).count()


def insert(source: str) -> None:
    from envision_core.models import SourceGeneration

    SourceGeneration.objects.create(app="writer", source=source)


async def test_writes_that_wait_share_a_transaction(writer) -> None:  # type: ignore[no-untyped-def]
    from django.db import connection, transaction

    gate, commits = threading.Event(), []

    def slow() -> None:
        gate.wait(5)

    def fast() -> None:
        transaction.on_commit(lambda: commits.append(len(connection.savepoint_ids)))

    first = asyncio.ensure_future(writer.write(slow))
    await asyncio.sleep(0.05)
    others = [asyncio.ensure_future(writer.write(fast)) for _ in range(20)]
    await asyncio.sleep(0.05)
    gate.set()
    await asyncio.gather(first, *others)

    assert len(commits) == 20


async def test_one_failing_write_costs_only_itself(writer) -> None:  # type: ignore[no-untyped-def]
    gate = threading.Event()
    hold = asyncio.ensure_future(writer.write(lambda: gate.wait(5)))
    await asyncio.sleep(0.05)
    good = asyncio.ensure_future(writer.write(lambda: insert("good")))
    bad = asyncio.ensure_future(writer.write(lambda: insert("good")))  # the same again breaks the constraint
    also = asyncio.ensure_future(writer.write(lambda: insert("also")))
    await asyncio.sleep(0.05)
    gate.set()
    results = await asyncio.gather(hold, good, bad, also, return_exceptions=True)

    assert isinstance(results[2], Exception)
    assert [results[1], results[3]] == [None, None]
    assert await writer.write(lambda: rows("good") + rows("also")) == 2


async def test_a_lost_connection_is_tried_once_more(writer) -> None:  # type: ignore[no-untyped-def]
    from django.db import OperationalError

    tries = []

    def flaky() -> str:
        tries.append(1)
        if len(tries) == 1:
            raise OperationalError("server closed the connection unexpectedly")
        return "written"

    assert await writer.write(flaky) == "written"


async def test_closing_writes_what_is_queued() -> None:
    from envision_core.state.writer import Writer

    writer, gate = Writer(), threading.Event()
    first = asyncio.ensure_future(writer.write(lambda: gate.wait(5)))
    second = asyncio.ensure_future(writer.write(lambda: insert("queued")))
    await asyncio.sleep(0.05)
    gate.set()
    await asyncio.to_thread(writer.close)
    await asyncio.gather(first, second)

    assert await asyncio.to_thread(rows, "queued") == 1


def insert_orphan() -> None:
    """A row that the database refuses only when the transaction ends: its workspace does not exist."""
    from envision_core.models import NoticeRow

    NoticeRow.objects.create(workspace_id="nobody", text="", level="info")


async def test_a_write_refused_at_the_end_of_the_transaction_costs_only_itself(writer) -> None:  # type: ignore[no-untyped-def]
    from django.db import IntegrityError

    gate = threading.Event()
    hold = asyncio.ensure_future(writer.write(lambda: gate.wait(5)))
    await asyncio.sleep(0.05)
    good = asyncio.ensure_future(writer.write(lambda: insert("beside an orphan")))
    orphan = asyncio.ensure_future(writer.write(insert_orphan))
    await asyncio.sleep(0.05)
    gate.set()
    await hold
    await good

    with pytest.raises(IntegrityError):
        await orphan
    assert await asyncio.to_thread(rows, "beside an orphan") == 1


async def test_what_follows_a_commit_happens_though_nobody_waits_any_more(writer) -> None:  # type: ignore[no-untyped-def]
    gate, followed = threading.Event(), asyncio.Event()

    def run() -> str:
        gate.wait(5)
        return "written"

    waits = asyncio.ensure_future(writer.write(run, lambda result: followed.set()))
    await asyncio.sleep(0.05)
    waits.cancel()
    gate.set()

    await asyncio.wait_for(followed.wait(), 5)


def test_a_loop_that_ended_meanwhile_does_not_stop_the_writer(writer) -> None:  # type: ignore[no-untyped-def]
    gate = threading.Event()

    async def leave() -> None:
        waits = asyncio.ensure_future(writer.write(lambda: gate.wait(5)))
        await asyncio.sleep(0.05)
        assert not waits.done()

    asyncio.run(leave())
    gate.set()

    assert asyncio.run(asyncio.wait_for(writer.write(lambda: "written"), 5)) == "written"
