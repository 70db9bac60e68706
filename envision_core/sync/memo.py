"""Results shared by everybody with the same fingerprint: computed once, kept while there is room."""

from __future__ import annotations

import asyncio
import inspect
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from traceback import walk_tb
from typing import Any

from cachetools import LRUCache

__all__ = ["Memo", "size_of"]

MAX_BYTES = 512 * 1024 * 1024
MAY_PAUSE = inspect.CO_COROUTINE | inspect.CO_GENERATOR | inspect.CO_ASYNC_GENERATOR
SMALLEST = 512  # bytes counted for any result, so that a million tiny ones are bounded too


class Memo:
    """Single-flight cache of an event loop.

    Args:
        max_bytes: of kept results, by estimate; a larger single result is handed out and not kept.
    """

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._kept: LRUCache[str, asyncio.Future[Any]] = LRUCache(max_bytes, getsizeof=_weight)
        self._running: dict[str, asyncio.Future[Any]] = {}

    def peek(self, key: str) -> asyncio.Future[Any] | None:
        """The finished or running computation with that key, without starting one."""
        running = self._running.get(key)
        if running is not None and running.get_loop() is not asyncio.get_running_loop():
            running = None  # of another thread's loop, or of one that has ended, as in a sync test client
        return running or self._kept.get(key)

    def get(self, key: str, compute: Callable[[], Awaitable[Any]]) -> asyncio.Future[Any]:
        """The result for ``key``; many who ask at the same time share one computation.

        The computation belongs to the memo: it goes on when one who waits for it is cancelled.
        """
        known = self.peek(key)
        if known is not None:
            return known
        task = asyncio.ensure_future(compute())
        self._running[key] = task
        task.add_done_callback(lambda done: self._finish(key, done))
        return task

    def drop(self, key: str) -> None:
        """Forgets a result, so that the next who asks computes it again."""
        self._kept.pop(key, None)

    def _finish(self, key: str, done: asyncio.Future[Any]) -> None:
        if self._running.get(key) is done:
            del self._running[key]
        if done.cancelled():
            return
        error = done.exception()  # marks it as seen; it is reported to everyone who asked
        if error is not None:
            _let_go(error)
        with suppress(ValueError):  # larger than the whole memo
            self._kept[key] = done


def _let_go(error: BaseException) -> None:
    """Lets the local variables along an error's way go, which may be large; its lines stay for the log."""
    seen: set[int] = set()
    pending: list[BaseException | None] = [error]
    while pending:
        each = pending.pop()
        if each is not None and id(each) not in seen:
            seen.add(id(each))
            pending += [each.__cause__, each.__context__]
            for frame, _ in walk_tb(each.__traceback__):
                # One that may be suspended, as it handles the error right now, would be ended by this.
                if not frame.f_code.co_flags & MAY_PAUSE:
                    with suppress(RuntimeError):  # it runs
                        frame.clear()


def _weight(done: asyncio.Future[Any]) -> int:
    return SMALLEST if done.exception() is not None else max(SMALLEST, size_of(done.result()))


def size_of(value: Any) -> int:
    """Bytes that a value takes, roughly; exact for arrays and frames, which are what fills memory."""
    usage = getattr(value, "memory_usage", None)  # pandas
    if callable(usage):
        total = usage(deep=False)
        return int(total.sum() if hasattr(total, "sum") else total)
    for name in ("nbytes", "estimated_size"):  # numpy, polars
        size = getattr(value, name, None)
        if size is not None:
            return int(size() if callable(size) else size)
    if isinstance(value, (str, bytes, bytearray)):
        return len(value)
    if isinstance(value, (list, tuple, set)):
        return sys.getsizeof(value) + sum(size_of(v) for v in list(value)[:100]) * max(1, len(value) // 100)
    if isinstance(value, dict):
        return sys.getsizeof(value) + sum(size_of(v) for v in value.values())
    traces = getattr(value, "data", None)
    if isinstance(traces, tuple):  # a plotly figure
        return sum(size_of(trace[name]) for trace in traces for name in trace)
    return sys.getsizeof(value)
