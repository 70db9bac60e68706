"""What a driver needs of a connection to an app: HTTP requests and one WebSocket. Knows no app and no protocol."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Protocol

__all__ = ["Cookies", "Response", "Socket", "SocketClosed", "SocketRefused", "Transport"]


class SocketClosed(Exception):
    """The server closed the socket."""

    def __init__(self, code: int, reason: str = "") -> None:
        super().__init__(f"closed with {code} {reason}".strip())
        self.code = code
        self.reason = reason


class SocketRefused(Exception):
    """The server did not accept the socket; `status` is its HTTP status, 403 in most cases."""

    def __init__(self, status: int) -> None:
        super().__init__(f"refused with {status}")
        self.status = status


@dataclass(frozen=True, slots=True)
class Response:
    """An HTTP response. Header names are lower case; of a repeated header all values are kept in order."""

    status: int
    headers: Sequence[tuple[str, str]]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    def header(self, name: str, default: str = "") -> str:
        """The last value of a header."""
        return dict(self.headers).get(name.lower(), default)


class Socket(Protocol):
    """One open WebSocket."""

    subprotocol: str | None

    async def send(self, text: str | bytes) -> None: ...

    async def receive(self) -> str:
        """The next frame; raises SocketClosed."""

    async def close(self) -> None: ...


class Transport(Protocol):
    """A way to one server, for one person."""

    origin: str  # scheme, host and port, as in the Origin header

    async def request(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Response: ...

    async def connect(self, path: str, headers: Mapping[str, str], subprotocols: Sequence[str]) -> Socket:
        """An open socket; raises SocketRefused."""


@dataclass(slots=True)
class Cookies:
    """What the server asked to keep, as a browser would, without paths and ages."""

    values: dict[str, str] = field(default_factory=dict)

    def learn(self, response: Response) -> None:
        for name, value in response.headers:
            if name == "set-cookie":
                for key, morsel in SimpleCookie(value).items():
                    self.values[key] = morsel.value

    def header(self) -> dict[str, str]:
        """The Cookie header, or nothing."""
        return {"cookie": "; ".join(f"{k}={v}" for k, v in self.values.items())} if self.values else {}
