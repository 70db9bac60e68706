"""What every method is given besides its params."""

from __future__ import annotations

from dataclasses import dataclass, field

from envision_core.jobs.runner import Runner
from envision_core.state.workspace import Identity, Snapshot
from envision_core.sync.connection import Connection
from envision_core.sync.engine import Engine
from envision_core.sync.site import Built

__all__ = ["Context"]


@dataclass(frozen=True, slots=True)
class Context:
    """One connection's calls: the engine, the connection they come in by, and who speaks."""

    engine: Engine
    runner: Runner
    connection: Connection
    in_flight: set[str | int] = field(default_factory=set)  # ids of the calls that were not answered yet

    @property
    def identity(self) -> Identity:
        return self.connection.identity

    async def snapshot(self) -> Snapshot:
        """The open workspace; a browser that opened no page yet uses its owner's latest."""
        if not self.connection.workspace:
            snapshot = await self.engine.store.open(self.identity)
            self.connection.enter(snapshot)
            return snapshot
        return self.connection.snapshot()

    async def built(self) -> Built | None:
        """The page that the browser shows; None before it opened one.

        Raises:
            NotAllowed, Locked: it was closed to this person meanwhile.
        """
        connection = self.connection
        if connection.page is not None:
            await self.engine.check_open(connection.page, connection.snapshot(), self.identity)
        return connection.built
