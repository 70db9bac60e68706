"""A browser's side of an ASGI application in the same process: HTTP requests and WebSockets without a network."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

from envision_core.testing.transport import Response, SocketClosed, SocketRefused

__all__ = ["AsgiSocket", "AsgiTransport"]

GOODBYE_S = 2.0

Application = Callable[..., Any]


class AsgiTransport:
    """Calls the application as a server would.

    Args:
        host: what the browser typed.
    """

    def __init__(self, application: Application, host: str = "localhost") -> None:
        self.application = application
        self.host = host
        self.origin = f"http://{host}"

    async def request(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Response:
        """One request, sent in one part."""
        answers: list[dict[str, Any]] = []
        incoming = [{"type": "http.request", "body": body, "more_body": False}]
        finished = asyncio.Event()

        async def receive() -> dict[str, Any]:
            if incoming:
                return incoming.pop()
            await finished.wait()
            return {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            answers.append(message)
            if message["type"] == "http.response.body" and not message.get("more_body"):
                finished.set()

        sized = {**headers, "content-length": str(len(body))} if body or method != "GET" else headers
        scope = {**_scope("http", path, self.host, sized), "method": method, "scheme": "http"}
        await self.application(scope, receive, send)
        start = next(message for message in answers if message["type"] == "http.response.start")
        content = b"".join(m.get("body", b"") for m in answers if m["type"] == "http.response.body")
        names = [(name.decode("latin1").lower(), value.decode("latin1")) for name, value in start.get("headers", [])]
        return Response(start["status"], names, content)

    async def connect(self, path: str, headers: Mapping[str, str], subprotocols: Sequence[str]) -> AsgiSocket:
        """An open socket; raises SocketRefused."""
        scope = {**_scope("websocket", path, self.host, headers), "scheme": "ws", "subprotocols": list(subprotocols)}
        socket = AsgiSocket(self.application, scope)
        await socket.open()
        return socket


class AsgiSocket:
    """One WebSocket: a task that runs the application, and a queue each way."""

    def __init__(self, application: Application, scope: dict[str, Any]) -> None:
        self.subprotocol: str | None = None
        self._to_app: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._from_app: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._task = asyncio.ensure_future(self._run(application, scope))
        self._gone: SocketClosed | None = None

    async def open(self) -> None:
        """Shake hands; raises SocketRefused."""
        await self._to_app.put({"type": "websocket.connect"})
        answer = await self._from_app.get()
        if answer["type"] != "websocket.accept":
            await self._task
            raise SocketRefused(500 if answer.get("failed") else answer.get("status", 403))
        self.subprotocol = answer.get("subprotocol")

    async def send(self, text: str | bytes) -> None:
        if self._gone:
            raise self._gone
        key = "text" if isinstance(text, str) else "bytes"
        await self._to_app.put({"type": "websocket.receive", key: text})

    async def receive(self) -> str:
        """The next frame; raises SocketClosed."""
        if self._gone:
            raise self._gone
        message = await self._from_app.get()
        if message["type"] == "websocket.send":
            text = message.get("text")
            return text if text is not None else bytes(message["bytes"]).decode()
        self._gone = SocketClosed(message.get("code", 1000), message.get("reason") or "")
        await self._to_app.put({"type": "websocket.disconnect", "code": self._gone.code})
        raise self._gone

    async def close(self) -> None:
        """Leave, and wait until the application has noticed."""
        self._gone = self._gone or SocketClosed(1000)
        await self._to_app.put({"type": "websocket.disconnect", "code": 1000})
        await asyncio.wait([self._task], timeout=GOODBYE_S)
        self._task.cancel()

    async def _run(self, application: Application, scope: dict[str, Any]) -> None:
        try:
            await application(scope, self._to_app.get, self._from_app.put)
        except Exception as error:  # whatever the application raises closes the socket, as on a server
            await self._from_app.put({"type": "websocket.close", "code": 1011, "reason": repr(error), "failed": True})


def _scope(kind: str, target: str, host: str, headers: Mapping[str, str]) -> dict[str, Any]:
    parts = urlsplit(target)
    named = {"host": host, **{name.lower(): value for name, value in headers.items()}}
    return {
        "type": kind,
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "path": unquote(parts.path),
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "root_path": "",
        "headers": [(name.encode("latin1"), value.encode("latin1")) for name, value in named.items()],
        "client": ("127.0.0.1", 50000),
        "server": (host, 80),
    }
