"""Who is connected, and whom a change concerns. Carries no data: it only wakes connections."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Protocol

__all__ = ["Hub", "Wakeable"]

log = logging.getLogger("envision.hub")


class Wakeable(Protocol):
    """A connection, as far as the hub cares."""

    workspace: str

    def wake(self) -> None:
        """Compares soon what the browser has with what it should have."""

    def jobs_changed(self) -> None:
        """A job of the workspace moved on."""

    def session_ended(self, session_key: str) -> None:
        """Somebody signed out; the connection closes if it speaks for that session."""

    def live_period(self) -> float | None:
        """Seconds between changes of the fastest live source on the open page; None: nothing is live."""


class Hub:
    """The connections of one process."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._by_workspace: dict[str, set[Wakeable]] = {}
        self._clock = clock
        self._ticking: dict[float, asyncio.Task[None]] = {}
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def loop(self) -> asyncio.AbstractEventLoop | None:
        """The loop of the connections; None before the first one."""
        return self._loop

    @property
    def count(self) -> int:
        return sum(map(len, self._by_workspace.values()))

    def add(self, connection: Wakeable) -> None:
        self._loop = asyncio.get_running_loop()
        self._by_workspace.setdefault(connection.workspace, set()).add(connection)

    def remove(self, connection: Wakeable) -> None:
        members = self._by_workspace.get(connection.workspace)
        if members is not None:
            members.discard(connection)
            if not members:
                del self._by_workspace[connection.workspace]

    def workspace_changed(self, workspace: str) -> None:
        """Wakes the browsers that show a workspace."""
        for connection in list(self._by_workspace.get(workspace, ())):
            connection.wake()

    def jobs_changed(self, workspace: str) -> None:
        """Tells the browsers that show a workspace that one of its jobs moved on."""
        for connection in list(self._by_workspace.get(workspace, ())):
            connection.jobs_changed()

    def session_ended(self, session_key: str) -> None:
        """Closes the sockets of a session. From any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._end_session, session_key)

    def everything_changed(self) -> None:
        """Wakes all browsers, as after a refresh of a source. From any thread."""
        loop = self._loop
        if loop is None or loop.is_closed():
            return
        try:
            on_loop = asyncio.get_running_loop() is loop
        except RuntimeError:
            on_loop = False
        if on_loop:
            self._wake_all()
        else:
            loop.call_soon_threadsafe(self._wake_all)

    def watch(self, period: float) -> None:
        """Makes sure that connections are woken at every tick of ``period`` seconds, as long as one needs it."""
        if period not in self._ticking:
            self._ticking[period] = asyncio.create_task(self._tick(period))

    def _end_session(self, session_key: str) -> None:
        for members in list(self._by_workspace.values()):
            for connection in list(members):
                connection.session_ended(session_key)

    def close(self) -> None:
        for task in self._ticking.values():
            task.cancel()
        self._ticking.clear()

    def _wake_all(self) -> None:
        for members in list(self._by_workspace.values()):
            for connection in list(members):
                connection.wake()

    async def _tick(self, period: float) -> None:
        try:
            while True:
                # Ticks fall on multiples of the period since the epoch, the same in every process.
                await asyncio.sleep(period - self._clock() % period + 0.001)
                following = [
                    connection
                    for members in list(self._by_workspace.values())
                    for connection in list(members)
                    if connection.live_period() is not None
                ]
                if not following:
                    return
                for connection in following:
                    connection.wake()
        finally:
            self._ticking.pop(period, None)
