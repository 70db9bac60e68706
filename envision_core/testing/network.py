"""A browser's side of a server on the network: the standard library for HTTP, `websockets` for the socket."""

from __future__ import annotations

import asyncio
import http.client
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from envision_core.errors import ConfigurationError
from envision_core.testing.transport import Response, SocketClosed, SocketRefused

if TYPE_CHECKING:
    from websockets.asyncio.client import ClientConnection

__all__ = ["NetworkSocket", "NetworkTransport"]

TIMEOUT_S = 30.0


class NetworkTransport:
    """One server at `http://host:port`."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.host, self.port = parts.hostname or "127.0.0.1", parts.port or 80
        self.origin = f"http://{parts.netloc}"

    async def request(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Response:
        """One request on a connection of its own."""
        return await asyncio.to_thread(self._request, method, path, headers, body)

    async def connect(self, path: str, headers: Mapping[str, str], subprotocols: Sequence[str]) -> NetworkSocket:
        """An open socket; raises SocketRefused."""
        try:
            from websockets.asyncio.client import connect
            from websockets.exceptions import InvalidStatus
        except ImportError as exc:
            raise ConfigurationError("LiveDriver needs websockets.", hint="pip install websockets") from exc

        more = {name: value for name, value in headers.items() if name.lower() != "origin"}
        try:
            connection = await connect(
                f"ws://{urlsplit(self.origin).netloc}{path}",
                origin=headers.get("origin"),  # type: ignore[arg-type]  # a NewType of str
                additional_headers=more,
                subprotocols=list(subprotocols) or None,  # type: ignore[arg-type]  # the same
                max_size=None,
                proxy=None,
                ping_interval=None,
            )
        except InvalidStatus as exc:
            raise SocketRefused(exc.response.status_code) from exc
        return NetworkSocket(connection)

    def _request(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Response:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=TIMEOUT_S)
        try:
            connection.request(method, path, body or None, dict(headers))
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        return Response(answer.status, [(name.lower(), value) for name, value in answer.getheaders()], content)


class NetworkSocket:
    """One WebSocket of `websockets`."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.subprotocol: str | None = connection.subprotocol

    async def send(self, text: str | bytes) -> None:
        from websockets.exceptions import ConnectionClosed

        try:
            await self.connection.send(text)
        except ConnectionClosed as exc:
            raise _closed(self.connection) from exc

    async def receive(self) -> str:
        """The next frame; raises SocketClosed."""
        from websockets.exceptions import ConnectionClosed

        try:
            frame = await self.connection.recv()
        except ConnectionClosed as exc:
            raise _closed(self.connection) from exc
        return frame if isinstance(frame, str) else bytes(frame).decode()

    async def close(self) -> None:
        await self.connection.close()


def _closed(connection: ClientConnection) -> SocketClosed:
    return SocketClosed(connection.close_code or 1006, connection.close_reason or "")
