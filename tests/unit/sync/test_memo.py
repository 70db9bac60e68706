"""Results are computed once and kept while there is room."""

from __future__ import annotations

import asyncio
import weakref
from typing import Any

import numpy
import pandas
import pytest

from envision_core.sync.memo import Memo, size_of


async def test_many_who_ask_at_once_share_one_computation() -> None:
    memo, runs = Memo(), []

    async def compute() -> int:
        runs.append(1)
        await asyncio.sleep(0)
        return 7

    results = await asyncio.gather(*(asyncio.shield(memo.get("k", compute)) for _ in range(50)))

    assert results == [7] * 50
    assert len(runs) == 1


async def test_a_cancelled_asker_does_not_end_the_computation() -> None:
    memo, go = Memo(), asyncio.Event()

    async def compute() -> int:
        await go.wait()
        return 7

    async def ask() -> Any:
        return await asyncio.shield(memo.get("k", compute))

    asker = asyncio.create_task(ask())
    await asyncio.sleep(0)
    asker.cancel()
    go.set()

    assert await memo.get("k", compute) == 7


async def test_a_failure_is_kept_until_it_is_dropped() -> None:
    memo, runs = Memo(), []

    async def compute() -> int:
        runs.append(1)
        raise ValueError("no")

    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            await memo.get("k", compute)
    memo.drop("k")
    with pytest.raises(ValueError, match="no"):
        await memo.get("k", compute)

    assert len(runs) == 2


async def test_the_oldest_results_go_when_there_is_no_room() -> None:
    memo = Memo(max_bytes=3000)

    async def compute() -> bytes:
        return b"x" * 1000

    for key in "abcd":
        await memo.get(key, compute)
    await asyncio.sleep(0)

    assert memo.peek("a") is None
    assert memo.peek("d") is not None


async def test_a_result_larger_than_the_memo_is_handed_out_and_not_kept() -> None:
    memo = Memo(max_bytes=1000)

    async def compute() -> bytes:
        return b"x" * 2000

    assert len(await memo.get("k", compute)) == 2000
    await asyncio.sleep(0)

    assert memo.peek("k") is None


def test_arrays_and_frames_count_their_bytes() -> None:
    assert size_of(numpy.zeros(1000)) == 8000
    assert size_of(pandas.DataFrame({"a": numpy.zeros(1000)})) >= 8000
    assert size_of([numpy.zeros(1000)] * 3) >= 24000
    assert size_of({"a": numpy.zeros(1000)}) >= 8000


def test_a_figure_counts_its_arrays() -> None:
    import plotly.graph_objects as go

    assert size_of(go.Figure(go.Scatter(x=numpy.zeros(1000), y=numpy.zeros(1000)))) >= 16000


async def test_a_kept_failure_does_not_keep_what_the_code_had_in_its_hands() -> None:
    memo, kept = Memo(), []

    class Large:
        pass

    def fail() -> None:
        large = Large()
        kept.append(weakref.ref(large))
        raise ValueError("no")

    async def compute() -> None:
        await asyncio.to_thread(fail)

    with pytest.raises(ValueError, match="no"):
        await memo.get("k", compute)

    assert kept[0]() is None


def test_a_computation_of_a_loop_that_ended_is_begun_again() -> None:
    memo = Memo()

    async def compute() -> int:
        await asyncio.sleep(0.01)
        return 7

    async def leave() -> None:
        memo.get("k", compute)

    async def ask() -> Any:
        return await memo.get("k", compute)

    asyncio.run(leave())

    assert asyncio.run(ask()) == 7
