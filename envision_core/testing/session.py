"""One open socket: pairs replies with calls and hands pushes on. Knows JSON-RPC, but none of the app's methods."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Self

from envision_core.testing.transport import Socket, SocketClosed, Transport

__all__ = ["Session"]

OnPush = Callable[[str, dict[str, Any]], None]


class Session:
    """Belongs to one event loop; all methods are called on it."""

    def __init__(self, socket: Socket, on_push: OnPush) -> None:
        self.socket = socket
        self.closed: SocketClosed | None = None
        self._on_push = on_push
        self._numbers = itertools.count(1)
        self._waiting: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._unclaimed: asyncio.Queue[str | SocketClosed] = asyncio.Queue()
        self._reader = asyncio.ensure_future(self._read())

    @classmethod
    async def open(
        cls,
        transport: Transport,
        path: str,
        headers: Mapping[str, str],
        subprotocols: Sequence[str],
        on_push: OnPush,
    ) -> Self:
        """Connect; raises SocketRefused."""
        return cls(await transport.connect(path, headers, subprotocols), on_push)

    async def call(self, method: str, params: Any = None) -> dict[str, Any]:
        """Call and wait for the reply, result or error; raises SocketClosed."""
        if self.closed:
            raise self.closed
        id = f"driver-{next(self._numbers)}"
        request: dict[str, Any] = {"jsonrpc": "2.0", "method": method, "id": id}
        if params is not None:
            request["params"] = params
        self._waiting[id] = asyncio.get_running_loop().create_future()
        try:
            await self.socket.send(json.dumps(request))
            return await self._waiting[id]
        finally:
            self._waiting.pop(id, None)

    async def exchange(self, frame: str | bytes, timeout_s: float) -> str | None:
        """Send a frame as it is and return the next reply that no call waits for; None after `timeout_s`."""
        while not self._unclaimed.empty():
            self._unclaimed.get_nowait()
        await self.socket.send(frame)
        try:
            answer = await asyncio.wait_for(self._unclaimed.get(), timeout_s)
        except TimeoutError:
            return None
        if isinstance(answer, SocketClosed):
            raise answer
        return answer

    async def wait_closed(self) -> SocketClosed:
        """The server's goodbye."""
        await self._reader
        assert self.closed is not None
        return self.closed

    async def close(self) -> None:
        """Leave."""
        await self.socket.close()
        self._reader.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._reader
        self._end(SocketClosed(1000))

    async def _read(self) -> None:
        try:
            while True:
                self._sort(await self.socket.receive())
        except SocketClosed as closed:
            self._end(closed)

    def _sort(self, frame: str) -> None:
        message = json.loads(frame)
        if isinstance(message, dict) and "method" in message:
            self._on_push(message["method"], message.get("params") or {})
            return
        waiting = self._waiting.get(str(message.get("id"))) if isinstance(message, dict) else None
        if waiting is not None and not waiting.done():
            waiting.set_result(message)
        else:
            self._unclaimed.put_nowait(frame)

    def _end(self, closed: SocketClosed) -> None:
        self.closed = self.closed or closed
        self._unclaimed.put_nowait(closed)
        for future in self._waiting.values():
            if not future.done():
                future.set_exception(closed)
