"""A browser without a network, for tests of what a browser is told."""

from __future__ import annotations

import asyncio
import itertools
import json
import secrets
from collections.abc import Awaitable, Callable
from typing import Any

from envision_core import App

__all__ = ["Browser", "Serve", "new_app", "show"]


class Browser:
    """The far end of a connection: frames in, calls out."""

    def __init__(self, runtime: Any, identity: Any) -> None:
        from envision_core.rpc.context import Context
        from envision_core.sync.connection import Connection

        self._ids = itertools.count(1)
        self.frames: list[dict[str, Any]] = []
        self._runtime = runtime
        self.runner = runtime.runner
        self._came = asyncio.Event()
        self.connection = Connection(runtime.engine, identity, self._take, lambda *parts: "/".join(parts))
        self._context = Context(runtime.engine, runtime.runner, self.connection)

    async def _take(self, frame: bytes) -> None:
        self.frames.append(json.loads(frame))
        self._came.set()

    async def call(self, name: str, /, **params: Any) -> Any:
        reply = await self.exchange({"jsonrpc": "2.0", "id": next(self._ids), "method": name, "params": params})
        return reply.get("result", reply.get("error"))

    async def exchange(self, frame: Any) -> Any:
        """The answer to a whole frame."""
        from envision_core.protocol.jsonrpc import parse

        return json.loads(await self._runtime.dispatcher.answer(self._context, parse(json.dumps(frame))))

    async def until(self, condition: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        async with asyncio.timeout(5):
            while True:
                for frame in self.frames:
                    if condition(frame):
                        return frame
                self._came.clear()
                await self._came.wait()

    async def filled(self, widget: str, status: str = "ready") -> dict[str, Any]:
        frame = await self.until(
            lambda f: (
                f["method"] == "refresh_widget" and widget in f["params"]["widgets"] and f["params"]["status"] == status
            )
        )
        params: dict[str, Any] = frame["params"]
        return params

    def pushes(self, method: str) -> list[dict[str, Any]]:
        return [frame["params"] for frame in self.frames if frame["method"] == method]

    async def settle(self) -> None:
        """Lets everything that was begun end."""
        for _ in range(20):
            await asyncio.sleep(0.01)


Serve = Callable[..., Awaitable[Callable[..., Browser]]]


def new_app() -> App:
    return App("connection-" + secrets.token_hex(4))


def show(*sources: Any, **options: Any) -> list[Any]:
    from envision_content import Markdown

    return [Markdown(source, id=source.name, **options) for source in sources]
