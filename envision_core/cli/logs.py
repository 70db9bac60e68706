"""Log lines for a person at a terminal: time, level when it matters, text. Knows no logger of Envision by name."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Any

__all__ = ["log_requests", "set_up"]

requests = logging.getLogger("envision.requests")

# Servers and libraries that tell every step; what goes wrong in them is still shown.
QUIET = {
    "daphne": logging.WARNING,
    "daphne.server": logging.ERROR,
    "daphne.http_protocol": logging.ERROR,
    "twisted": logging.ERROR,
    "autobahn": logging.ERROR,
    "uvicorn": logging.WARNING,
    "uvicorn.error": logging.ERROR,  # its own name for everything the server says
    "websockets": logging.ERROR,
    "asyncio": logging.WARNING,
    "watchfiles": logging.WARNING,
    "django.request": logging.ERROR,  # 404 and the like: shown by --debug, one line a request
    "django.channels": logging.ERROR,
    "concurrent": logging.WARNING,
    "urllib3": logging.WARNING,
    "matplotlib": logging.WARNING,
}

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]


def set_up(*, debug: bool) -> None:
    """Send everything to stderr; stdout carries the ready line alone."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Formatter(colour=sys.stderr.isatty()))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    logging.captureWarnings(True)
    logging.getLogger("envision").setLevel(logging.DEBUG if debug else logging.INFO)
    requests.setLevel(logging.DEBUG if debug else logging.WARNING)
    for name, level in QUIET.items():
        logging.getLogger(name).setLevel(level)


def log_requests(application: Application) -> Application:
    """The same application with one line for each HTTP request and for each socket opened or closed."""

    async def logged(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            return await application(scope, receive, send)
        started, status = time.perf_counter(), ["-"]
        socket = scope["type"] == "websocket"

        async def watch(message: Message) -> None:
            if message["type"] == "http.response.start":
                status[0] = str(message["status"])
            elif message["type"] == "websocket.accept":
                status[0] = "closed"
                requests.debug("SOCKET %s open", scope["path"])
            elif message["type"] == "websocket.close":
                status[0] = f"closed by the server with {message.get('code', 1000)}"
            await send(message)

        try:
            await application(scope, receive, watch)
        finally:
            took_ms = (time.perf_counter() - started) * 1000
            method = "SOCKET" if socket else scope["method"]
            requests.debug("%s %s %s %.1f ms", method, scope["path"], status[0], took_ms)

    return logged


class _Formatter(logging.Formatter):
    """`12:03:44 text`, with the level and the logger's name from a warning on."""

    COLOURS = {logging.WARNING: "33", logging.ERROR: "31", logging.CRITICAL: "31;1", logging.DEBUG: "2"}

    def __init__(self, *, colour: bool) -> None:
        super().__init__(datefmt="%H:%M:%S")
        self.colour = colour

    def formatMessage(self, record: logging.LogRecord) -> str:
        head = record.asctime
        if record.levelno >= logging.WARNING:
            head = f"{head} {record.levelname.lower()} {record.name}:"
        line = f"{head} {record.message}"
        code = self.COLOURS.get(record.levelno) if self.colour else None
        return f"\x1b[{code}m{line}\x1b[0m" if code else line

    def usesTime(self) -> bool:
        return True
