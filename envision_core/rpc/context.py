"""What every method is given besides its params."""

from __future__ import annotations

from dataclasses import dataclass

from envision_core.jobs.runner import Runner
from envision_core.state.workspace import Identity, Snapshot
from envision_core.sync.connection import Connection
from envision_core.sync.engine import Engine

__all__ = ["Context"]


@dataclass(frozen=True, slots=True)
class Context:
    """One call: the engine, the connection it came in by, and who speaks."""

    engine: Engine
    runner: Runner
    connection: Connection

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
