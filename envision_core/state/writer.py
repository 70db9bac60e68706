"""Group commit: changes that arrive together share one transaction and are acknowledged after it.

Knows nothing of workspaces; an operation is any function that uses the database.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import InterfaceError, OperationalError, close_old_connections, connection, transaction

__all__ = ["Writer"]

log = logging.getLogger("envision.state")
T = TypeVar("T")
MAX_BATCH = 256
IDLE_S = 5.0  # a connection unused for longer is checked before its next use


@dataclass(slots=True)
class _Operation:
    run: Callable[[], Any]
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]
    then: Callable[[Any], None] | None = None
    result: Any = None
    error: BaseException | None = None


class Writer:
    """One thread with one database connection, through which a process writes its state.

    SQLite takes one writer at a time anyway; with PostgreSQL the shared transaction saves a flush for each change.
    """

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[_Operation | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._posted: set[asyncio.Future[Any]] = set()

    async def write(self, run: Callable[[], T], then: Callable[[T], None] | None = None) -> T:
        """Runs ``run`` in a transaction in the writer's thread; returns when it is committed.

        An error raised by ``run`` undoes only what ``run`` did, and is raised here.

        Args:
            then: told the result on the loop, also when the one who waits for it was cancelled meanwhile.
        """
        result: T = await self._enqueue(run, then)
        return result

    def post(self, run: Callable[[], Any]) -> None:
        """As ``write``, for what nobody waits for; an error is logged."""
        future = self._enqueue(run)
        self._posted.add(future)
        future.add_done_callback(self._seen)

    def _enqueue(self, run: Callable[[], Any], then: Callable[[Any], None] | None = None) -> asyncio.Future[Any]:
        loop = asyncio.get_running_loop()
        operation = _Operation(run, loop, loop.create_future(), then)
        self._start()
        self._queue.put(operation)
        return operation.future

    def _seen(self, done: asyncio.Future[Any]) -> None:
        self._posted.discard(done)
        if not done.cancelled() and (error := done.exception()) is not None:
            log.error("a write was lost: %s", error)

    def close(self) -> None:
        """Writes what is queued, then ends the thread."""
        with self._lock:
            thread, self._thread = self._thread, None
        if thread is not None:
            self._queue.put(None)
            thread.join(timeout=5)

    def _start(self) -> None:
        if self._thread is None:
            with self._lock:
                if self._thread is None:
                    self._thread = threading.Thread(target=self._work, name="envision-writer", daemon=True)
                    self._thread.start()

    def _work(self) -> None:
        used = time.monotonic()
        try:
            while (first := self._queue.get()) is not None:
                batch, ends = self._drain(first)
                self._commit(batch, is_stale=time.monotonic() - used > IDLE_S)
                used = time.monotonic()
                self._answer(batch)
                if ends:
                    return
        finally:
            connection.close()

    def _drain(self, first: _Operation) -> tuple[list[_Operation], bool]:
        batch = [first]
        while len(batch) < MAX_BATCH:
            try:
                operation = self._queue.get_nowait()
            except queue.Empty:
                break
            if operation is None:
                return batch, True
            batch.append(operation)
        return batch, False

    def _commit(self, batch: list[_Operation], *, is_stale: bool = False) -> None:
        for attempt in (1, 2):
            try:
                if is_stale:
                    close_old_connections()
                self._transact(batch)
                return
            except (OperationalError, InterfaceError) as error:
                # The server may have gone and come back; nothing was committed, so the whole batch is tried once more.
                connection.close()
                if attempt == 2:
                    self._fail(batch, error)
            except BaseException as error:  # whatever it is, the thread must go on: nobody else writes
                self._refused(batch, error)
                return

    def _refused(self, batch: list[_Operation], error: BaseException) -> None:
        """Databases check some rules, such as foreign keys, at the end: then each operation has to stand for itself."""
        if len(batch) == 1:
            self._fail(batch, error)
            return
        for operation in batch:
            self._commit([operation])

    def _transact(self, batch: list[_Operation]) -> None:
        alone = len(batch) == 1
        with transaction.atomic():
            for operation in batch:
                operation.error = None
                if alone:
                    operation.result = operation.run()
                    continue
                try:
                    with transaction.atomic():  # a savepoint, so that one error costs only its own change
                        operation.result = operation.run()
                except (OperationalError, InterfaceError):
                    raise
                except Exception as error:
                    operation.error = error

    @staticmethod
    def _fail(batch: list[_Operation], error: BaseException) -> None:
        for operation in batch:
            operation.error = error

    @staticmethod
    def _answer(batch: list[_Operation]) -> None:
        loops: dict[asyncio.AbstractEventLoop, list[_Operation]] = {}
        for operation in batch:
            loops.setdefault(operation.loop, []).append(operation)
        for loop, operations in loops.items():
            with suppress(RuntimeError):  # the loop was closed: nobody waits any more
                loop.call_soon_threadsafe(_settle, operations)


def _settle(operations: list[_Operation]) -> None:
    for operation in operations:
        is_awaited = not operation.future.done()
        if operation.error is not None:
            if is_awaited:
                operation.future.set_exception(operation.error)
            continue
        if is_awaited:
            operation.future.set_result(operation.result)
        if operation.then is not None:
            operation.then(operation.result)
