"""The one socket: frames in, replies and pushes out. Computes nothing itself; each frame gets a task."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress
from functools import partial
from http.cookies import CookieError, SimpleCookie
from typing import Any

from channels.consumer import AsyncConsumer, get_handler_name
from channels.exceptions import StopConsumer
from django.conf import settings
from django.http.request import split_domain_port, validate_host

from envision_core.bootstrap import runtime_of
from envision_core.errors import TooManyCalls
from envision_core.identity import identify
from envision_core.origin import header, is_allowed_origin
from envision_core.protocol import jsonrpc
from envision_core.protocol.version import PROTOCOL
from envision_core.rpc.context import Context
from envision_core.runtime import Runtime
from envision_core.sync.connection import Connection

__all__ = ["SocketConsumer"]

log = logging.getLogger("envision.socket")
LOGIN_NEEDED, FORBIDDEN, TOO_MANY = 4401, 4403, 4429
ASK_AGAIN_S = 60.0  # a session may expire or be ended by another process while its socket is open
ABUSE = 200  # refused frames, less than a second apart, after which the socket is closed


class SocketConsumer(AsyncConsumer):
    """JSON-RPC over a WebSocket."""

    # The hub wakes connections; no channel layer reaches into a consumer, so that its faults cannot close a socket.
    channel_layer_alias = "envision-none"
    runtime: Runtime
    connection: Connection | None = None
    _has_left = False

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:  # however it ended: a connection that stays in the hub would be computed for for ever
            if self.connection is not None:
                self.connection.close()

    async def dispatch(self, message: dict[str, Any]) -> None:
        """Channels' own, without the hop to a thread for each message (176 of its 262 microseconds).

        Database work here runs in the store's threads, which look after their connections themselves.
        """
        await getattr(self, get_handler_name(message))(message)

    async def websocket_connect(self, message: dict[str, Any]) -> None:
        self._scope: dict[str, Any] = dict(self.scope)
        self.runtime = runtime_of(self._scope)
        self._tasks: set[asyncio.Task[None]] = set()
        self._in_flight = 0  # calls; a task may have a whole batch
        self._bucket = _Bucket(self.runtime.limits.calls_per_second, self.runtime.limits.burst)
        if not _may_connect(self._scope) or PROTOCOL not in self._scope.get("subprotocols", ()):
            await self.send({"type": "websocket.close", "code": FORBIDDEN})
            return
        await self.runtime.start()  # a server without lifespan events may get a socket before it gets a page
        identity = await self.runtime.engine.store.read(lambda: identify(_cookies(self._scope)))
        await self.send({"type": "websocket.accept", "subprotocol": PROTOCOL})
        if identity is None:
            await self.send({"type": "websocket.close", "code": LOGIN_NEEDED})
            return
        self.connection = Connection(self.runtime.engine, identity, self._send_frame, self._href)
        self.connection.leave = self._leave
        self.connection.is_current = self._is_current
        self._asked_at = time.monotonic()
        self._context = Context(self.runtime.engine, self.runtime.runner, self.connection)

    async def websocket_receive(self, message: dict[str, Any]) -> None:
        if self.connection is None or self._has_left:
            return
        text = message.get("text")
        frame: str | bytes = text if text is not None else message.get("bytes") or b""
        incoming = jsonrpc.parse(frame, self.runtime.limits)
        calls = len(incoming.calls)
        if self._in_flight >= self.runtime.limits.calls_in_flight or not self._bucket.take(calls):
            await self._refuse(incoming)
            return
        self._in_flight += calls
        task = asyncio.create_task(self._answer(incoming))
        self._tasks.add(task)
        task.add_done_callback(partial(self._answered, calls))

    def _answered(self, calls: int, task: asyncio.Task[None]) -> None:
        self._in_flight -= calls
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("a frame was not answered", exc_info=error)

    async def websocket_disconnect(self, message: dict[str, Any]) -> None:
        if self.connection is not None:
            self.connection.close()
        for task in self._tasks:
            task.cancel()
        raise StopConsumer

    async def _answer(self, incoming: jsonrpc.Incoming) -> None:
        if not await self._is_current():
            return
        reply = await self.runtime.dispatcher.answer(self._context, incoming)
        if reply is not None:
            await self._send_frame(reply)

    async def _is_current(self) -> bool:
        """Whether the socket still speaks for whom it was opened; closes it when it does not."""
        now = time.monotonic()
        if now - self._asked_at < ASK_AGAIN_S or self.connection is None:
            return not self._has_left
        self._asked_at = now
        try:
            identity = await self.runtime.engine.store.read(lambda: identify(_cookies(self._scope)))
        except Exception:  # of the database: then nothing can be read or written for a stranger either
            log.exception("a session could not be checked")
            return True
        known = self.connection.identity
        if identity is None or (identity.owner_key, identity.user_id) != (known.owner_key, known.user_id):
            await self._leave(LOGIN_NEEDED)
        return not self._has_left

    async def _refuse(self, incoming: jsonrpc.Incoming) -> None:
        """Says that it was too much; a browser that does not listen is cut off."""
        if self._bucket.refuse() > ABUSE:
            await self._leave(TOO_MANY)
            return
        error = TooManyCalls("Too many calls at once.", hint="wait for replies before sending more")
        asked = [call for call in incoming.calls if isinstance(call, jsonrpc.Request)]
        replies = [jsonrpc.error(call.id, error.code, error.problem, error.to_data()) for call in asked]
        if replies:
            await self._send_frame(jsonrpc.batch(replies) if incoming.is_batch else replies[0])

    async def _send_frame(self, frame: bytes) -> None:
        if self._has_left:
            return
        try:
            await self.send({"type": "websocket.send", "text": frame.decode()})
        except (RuntimeError, OSError):  # the server closed the socket meanwhile; the browser will ask again
            log.debug("a frame was not sent: the socket is closed")

    async def _leave(self, code: int) -> None:
        if self._has_left:  # frames that came before the browser hears of it find the socket closed already
            return
        self._has_left = True
        with suppress(RuntimeError, OSError):  # the browser left first
            await self.send({"type": "websocket.close", "code": code})
        for task in self._tasks - {asyncio.current_task()}:
            task.cancel()
        if self.connection is not None:
            self.connection.close()

    def _href(self, workspace: str, page: str, widget: str, fingerprint: str) -> str:
        return self.runtime.payload_url(workspace, page, widget, fingerprint)


class _Bucket:
    """A token bucket: ``rate`` calls a second, ``burst`` at once."""

    def __init__(self, rate: float, burst: float) -> None:
        self._rate, self._burst = rate, burst
        self._tokens, self._at = burst, time.monotonic()
        self._refused, self._refused_at = 0, 0.0

    def take(self, calls: int) -> bool:
        now = time.monotonic()
        self._tokens = min(self._burst, self._tokens + (now - self._at) * self._rate)
        self._at = now
        if self._tokens < calls:
            return False
        self._tokens -= calls
        return True

    def refuse(self) -> int:
        """How many calls in a row were refused; a second without one makes peace."""
        now = time.monotonic()
        self._refused = 1 if now - self._refused_at > 1 else self._refused + 1
        self._refused_at = now
        return self._refused


def _may_connect(scope: dict[str, Any]) -> bool:
    origins, hosts = header(scope, b"origin"), header(scope, b"host")
    if len(origins) != 1 or len(hosts) != 1:
        return False
    domain, _ = split_domain_port(hosts[0])
    allowed_hosts = settings.ALLOWED_HOSTS or ([".localhost", "127.0.0.1", "[::1]"] if settings.DEBUG else [])
    if not domain or not validate_host(domain, allowed_hosts):
        return False
    scheme = "https" if scope.get("scheme") in ("wss", "https") or _is_forwarded_secure(scope) else "http"
    return is_allowed_origin(origins[0], hosts[0], scheme, getattr(settings, "ENVISION_ALLOWED_ORIGINS", ()))


def _is_forwarded_secure(scope: dict[str, Any]) -> bool:
    """Whether a proxy that the settings trust says that the browser used TLS."""
    trusted = settings.SECURE_PROXY_SSL_HEADER
    if not trusted:
        return False
    name = trusted[0].removeprefix("HTTP_").replace("_", "-").lower().encode()
    return header(scope, name) == [trusted[1]]


def _cookies(scope: dict[str, Any]) -> dict[str, str]:
    jar: SimpleCookie = SimpleCookie()
    for value in header(scope, b"cookie"):
        try:
            jar.load(value)
        except CookieError:
            continue
    return {name: morsel.value for name, morsel in jar.items()}
