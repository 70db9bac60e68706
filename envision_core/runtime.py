"""A running app: what consumers and views are given."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from envision_core.jobs.runner import Runner
from envision_core.plugins.assets import AssetTable
from envision_core.protocol.limits import Limits
from envision_core.rpc.dispatcher import Dispatcher
from envision_core.sync.engine import Engine

if TYPE_CHECKING:
    from envision_core.plugins.hooks import Hooks

__all__ = ["SCOPE_KEY", "Runtime"]

HOOKS_S = 0.2  # for plugins to say goodbye when the server stops
SCOPE_KEY = "envision.runtime"
"""Where a request's or socket's scope holds the runtime that serves it."""


@dataclass(slots=True, eq=False, weakref_slot=True)
class Runtime:
    """Built once by ``bootstrap.build_runtime``.

    Args:
        base: path below which the app is served; ends with a slash.
    """

    engine: Engine
    runner: Runner
    dispatcher: Dispatcher
    assets: AssetTable
    base: str = "/"
    debug: bool = False
    limits: Limits = field(default_factory=Limits)
    hooks: Hooks | None = None  # None: no plugin has any
    starting: asyncio.Task[None] | None = None  # None: nobody has asked for anything yet

    @property
    def urls(self) -> dict[str, str]:
        """Addresses that the browser needs, for any prefix."""
        return {
            "base": self.base,
            "socket": f"{self.base}ws/",
            "upload": f"{self.base}_envision/upload",
            "assets": f"{self.base}_envision/",
            "login": f"{self.base}_envision/login",
            "logout": f"{self.base}_envision/logout",
        }

    def payload_url(self, workspace: str, page: str, widget: str, fingerprint: str) -> str:
        """Where a value too large for the socket is fetched."""
        query = {"workspace": workspace, "page": page, "widget": widget, "fingerprint": fingerprint}
        return f"{self.base}_envision/payload?{urlencode(query)}"

    async def start(self) -> None:
        """What needs the event loop and the database; done once, before the first answer."""
        if self.starting is None:
            self.starting = asyncio.ensure_future(self._start())
        try:
            await asyncio.shield(self.starting)
        except Exception:
            self.starting = None  # the database may be there when the next one asks
            raise

    async def _start(self) -> None:
        self.engine.generations.update(await self.engine.store.generations())
        if self.engine.store.is_alone:
            await self.engine.store.lose_jobs(self.runner.process)
        self.engine.store.forget_old()
        if self.hooks is not None:
            await self.engine.evaluator.in_thread(self.hooks.fire, "startup", app=self.engine.site.app)

    async def close(self) -> None:
        """Finishes what is being written, then lets go of threads. A server that stops waits less than a second."""
        self.engine.hub.close()
        if self.hooks is not None:
            farewell = self.engine.evaluator.in_thread(self.hooks.fire, "shutdown", app=self.engine.site.app)
            with suppress(TimeoutError):
                await asyncio.wait_for(farewell, HOOKS_S)
        await self.runner.close()
        # Last: what others said when they ended is written.
        await asyncio.to_thread(self.engine.store.close)
        self.engine.evaluator.close()
