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

    def signed_in(self, owner_key: str) -> None:
        """Somebody signed in; the connection closes, to be opened again, if it speaks for that browser."""

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
        self._for_all(lambda connection: connection.session_ended(session_key))

    def signed_in(self, owner_key: str) -> None:
        """Has the sockets that a browser opened before its person signed in opened again. From any thread."""
        self._for_all(lambda connection: connection.signed_in(owner_key))

    def everything_changed(self) -> None:
        """Wakes all browsers, as after a refresh of a source. From any thread."""
        self._for_all(lambda connection: connection.wake())

    def watch(self, period: float) -> None:
        """Makes sure that connections are woken at every tick of ``period`` seconds, as long as one needs it."""
        if period not in self._ticking:
            self._ticking[period] = asyncio.create_task(self._tick(period))

    def close(self) -> None:
        for task in self._ticking.values():
            task.cancel()
        self._ticking.clear()

    def _for_all(self, tell: Callable[[Wakeable], None]) -> None:
        """Tells every connection, on their loop."""
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._tell_all, tell)

    def _tell_all(self, tell: Callable[[Wakeable], None]) -> None:
        for connection in self._all():
            tell(connection)

    def _all(self) -> list[Wakeable]:
        return [connection for members in self._by_workspace.values() for connection in members]

    async def _tick(self, period: float) -> None:
        try:
            while True:
                # Ticks fall on multiples of the period since the epoch, the same in every process.
                await asyncio.sleep(period - self._clock() % period + 0.001)
                following = [connection for connection in self._all() if connection.live_period() == period]
                if not following:
                    return
                for connection in following:
                    connection.wake()
        finally:
            self._ticking.pop(period, None)
