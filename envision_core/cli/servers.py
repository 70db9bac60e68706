"""Runs an ASGI application on a listening socket with Daphne or uvicorn until it is told to stop.

Knows no Django and no app. Both servers are used through the same `Server` shape: `serve` blocks, `on_ready` is called
with the URL once a request really was answered, SIGINT and SIGTERM end it within a second.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from typing import Any, Protocol

from envision_core.cli.listen import url_of

__all__ = ["HEALTH_PATH", "Server", "daphne", "uvicorn"]

log = logging.getLogger("envision")

HEALTH_PATH = "/_envision/health/live"
ANSWER_TIMEOUT_S = 20.0
GOODBYE_S = 0.1  # for browsers to hear that the server leaves
LAST_CALL_S = 0.85  # after a signal the process ends by then, whatever still runs
CLOSE_RESTART = 1012  # tells browsers to come back soon
MAX_FRAME_BYTES = 1024 * 1024  # inbound; the engine answers above 256 KiB, this only stops a flood
PING_EVERY_S = 20
PING_TIMEOUT_S = 30  # a busy browser answers late; a cut line is noticed within 50 s

Application = Callable[..., Any]
OnReady = Callable[[str], None]


class Server(Protocol):
    """One server; returns when it has stopped."""

    def __call__(self, application: Application, sock: socket.socket, *, on_ready: OnReady) -> None: ...


def daphne(application: Application, sock: socket.socket, *, on_ready: OnReady) -> None:
    """Serve with Daphne, on Twisted's reactor over asyncio."""
    server = _daphne_server(application, sock, on_ready)
    with _stopping(server.leave):
        server.run()


def uvicorn(application: Application, sock: socket.socket, *, on_ready: OnReady) -> None:
    """Serve with uvicorn: about three times the messages, compression, a faster start."""
    from uvicorn import Config
    from uvicorn import Server as UvicornServer

    class Announced(UvicornServer):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets=sockets)
            self.announcing = asyncio.create_task(_announce(sock, on_ready))

        def capture_signals(self) -> Any:
            return _stopping(self.leave)

        def leave(self) -> None:
            self.should_exit = True

    config = Config(
        application,
        log_config=None,
        access_log=False,
        lifespan="on",
        ws_max_size=MAX_FRAME_BYTES,
        ws_ping_interval=PING_EVERY_S,
        ws_ping_timeout=PING_TIMEOUT_S,
        server_header=False,
        proxy_headers=False,  # a proxy is trusted by Django settings, the same on every server
    )
    Announced(config).run(sockets=[sock])


def _daphne_server(application: Application, sock: socket.socket, on_ready: OnReady) -> Any:
    _import_daphne()
    from daphne.server import Server as DaphneServer
    from daphne.ws_protocol import WebSocketProtocol
    from twisted.internet import reactor

    class Adopting(DaphneServer):
        """Daphne on a socket that is already open, telling sockets to come back before it stops."""

        def run(self) -> None:
            self.endpoints: list[str] = []
            reactor.callWhenRunning(self.adopt)
            super().run()

        def adopt(self) -> None:
            self.lifespan = _Lifespan(application)
            self.starting = asyncio.get_event_loop().create_task(self.start())

        async def start(self) -> None:
            await self.lifespan.send("startup")
            sock.setblocking(False)  # Twisted accepts until it would block
            self.listeners.append(reactor.adoptStreamPort(sock.fileno(), sock.family, self.http_factory))
            await _announce(sock, on_ready)

        def leave(self) -> None:
            reactor.callFromThread(self.close_sockets)

        def close_sockets(self) -> None:
            for protocol in list(self.connections):
                if isinstance(protocol, WebSocketProtocol) and protocol.state == protocol.STATE_OPEN:
                    protocol.sendCloseFrame(code=CLOSE_RESTART)  # sendClose() allows no code below 3000 but 1000
            self.stopping = asyncio.get_event_loop().create_task(self.finish())

        async def finish(self) -> None:
            await asyncio.sleep(GOODBYE_S)
            try:
                await self.lifespan.send("shutdown")
            finally:
                self.stop()

        def kill_all_applications(self) -> Any:
            # Daphne's own raises KeyError for a connection that has no application yet.
            for details in self.connections.values():
                details.setdefault("application_instance", _done())
            return super().kill_all_applications()

    return Adopting(
        application,
        endpoints=["the socket above"],  # must not be empty; run() drops it
        signal_handlers=False,
        verbosity=0,
        server_name="",
        ping_interval=PING_EVERY_S,
        ping_timeout=PING_TIMEOUT_S,
        # Autobahn applies the limits to what it sends as well: big values go by HTTP, but never break a socket here.
        websocket_max_message_size=16 * MAX_FRAME_BYTES,
        websocket_max_frame_size=16 * MAX_FRAME_BYTES,
    )


class _Lifespan:
    """What ASGI tells an application about the server's start and end, which Daphne does not."""

    def __init__(self, application: Application) -> None:
        self.to_app: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.from_app: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        scope = {"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}
        self.task = asyncio.get_event_loop().create_task(application(scope, self.to_app.get, self.from_app.put))

    async def send(self, event: str) -> None:
        """Tell one event and wait until the application has dealt with it; an application may know none."""
        await self.to_app.put({"type": f"lifespan.{event}"})
        answer = asyncio.ensure_future(self.from_app.get())
        await asyncio.wait([answer, self.task], return_when=asyncio.FIRST_COMPLETED)
        if self.task.done() and self.task.exception() is not None:
            log.error("The app could not answer the server's %s.", event, exc_info=self.task.exception())
        answer.cancel()


def _import_daphne() -> None:
    """Import Daphne without what it can do without: 110 ms less, and TLS belongs to the proxy in front."""
    if "daphne.server" in sys.modules:
        return
    absent = [name for name in ("OpenSSL", "click") if name not in sys.modules]
    for name in absent:
        sys.modules[name] = None  # type: ignore[assignment]  # documented: makes the import fail
    try:
        import daphne.server  # noqa: F401
    finally:
        for name in absent:
            sys.modules.pop(name, None)


def _done() -> asyncio.Future[None]:
    future: asyncio.Future[None] = asyncio.get_event_loop().create_future()
    future.set_result(None)
    return future


async def _announce(sock: socket.socket, on_ready: OnReady) -> None:
    """Ask the server something over its own socket; only an answer means ready."""
    url = url_of(sock)
    try:
        await asyncio.wait_for(_first_answer(sock), ANSWER_TIMEOUT_S)
    except (OSError, TimeoutError) as exc:
        log.critical("The server at %s does not answer (%s).", url, exc or "no answer in time")
        os._exit(1)  # nobody was served, so there is nothing to end in order
    on_ready(url)


async def _first_answer(sock: socket.socket) -> None:
    host, port = sock.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    reader, writer = await asyncio.open_connection(host, port)
    try:
        writer.write(f"GET {HEALTH_PATH} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        if not await reader.readline():
            raise ConnectionError("closed without an answer")
    finally:
        writer.close()


class _stopping:
    """While serving, SIGINT and SIGTERM call `leave`; a second one, or the last call, ends the process at once."""

    SIGNALS = (signal.SIGINT, signal.SIGTERM)

    def __init__(self, leave: Callable[[], None]) -> None:
        self.leave = leave
        self.earlier: dict[int, Any] = {}

    def __enter__(self) -> None:
        if threading.current_thread() is threading.main_thread():
            self.earlier = {number: signal.signal(number, self.stop) for number in self.SIGNALS}

    def __exit__(self, *_: object) -> None:
        for number in self.earlier:
            signal.signal(number, signal.SIG_IGN)  # the rest of the way out is not to be interrupted

    def stop(self, *_: object) -> None:
        for number in self.SIGNALS:
            signal.signal(number, lambda *_: os._exit(0))
        last_call = threading.Timer(LAST_CALL_S, os._exit, [0])
        last_call.daemon = True
        last_call.start()
        self.leave()
