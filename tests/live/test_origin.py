"""Who may open a socket: pages of the same origin, with Envision's subprotocol."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from envision_core.protocol.version import PROTOCOL
from envision_core.testing import LiveDriver, LiveServer, SocketRefused

# As in research/trust.md 2.3: {own} is the server's own host and port, {host} and {port} its parts.
REFUSED = [
    None,
    "null",
    "file://",
    "http://evil.example",
    "http://{own}.evil.example",
    "http://evil{own}",
    "http://user@{own}",
    "http://user:pw@{own}",
    "http://{host}",
    "http://{host}:1",
    "https://{own}",
    "ftp://{own}",
    "http://{own}.",
    "http://{own}%00.evil.example",
    "http://{own}/path",
    "http://[",
    "http://{host}:99999999",
]

Mishaps = Callable[[LiveServer], int]


def connect(driver: LiveDriver, origin: str | None, subprotocols: list[str], path: str = "/ws/") -> str | None:
    """Open a socket and close it again; its subprotocol."""

    async def run() -> str | None:
        headers = {**driver.cookies.header()} | ({"origin": origin} if origin is not None else {})
        socket = await driver.transport.connect(path, headers, subprotocols)
        await socket.close()
        return socket.subprotocol

    return driver._background.run(run(), 10)


def filled(origin: str | None, server: LiveServer) -> str | None:
    parts = urlsplit(server.url)
    return origin and origin.format(own=parts.netloc, host=parts.hostname, port=parts.port)


@pytest.mark.parametrize("origin", REFUSED)
def test_a_foreign_origin_is_refused(
    probe: LiveServer, driver: LiveDriver, origin: str | None, mishaps: Mishaps
) -> None:
    with pytest.raises(SocketRefused) as caught:
        connect(driver, filled(origin, probe), [PROTOCOL])

    assert caught.value.status in (400, 403)
    assert mishaps(probe) == 0


@pytest.mark.parametrize("origin", ["http://{own}", "HTTP://{own}"])
def test_the_own_origin_is_accepted(probe: LiveServer, driver: LiveDriver, origin: str) -> None:
    assert connect(driver, filled(origin, probe), [PROTOCOL]) == PROTOCOL


@pytest.mark.parametrize("subprotocols", [[], ["envision.0"], ["graphql-ws"]])
def test_another_protocol_is_refused(probe: LiveServer, driver: LiveDriver, subprotocols: list[str]) -> None:
    with pytest.raises(SocketRefused):
        connect(driver, driver.transport.origin, subprotocols)


def test_the_protocol_is_found_among_others(driver: LiveDriver) -> None:
    assert connect(driver, driver.transport.origin, ["envision.9", PROTOCOL]) == PROTOCOL


@pytest.mark.parametrize("path", ["/", "/ws", "/ws/more/", "/other"])
def test_a_socket_elsewhere_is_refused_without_a_traceback(
    probe: LiveServer, driver: LiveDriver, path: str, mishaps: Mishaps
) -> None:
    with pytest.raises(SocketRefused) as caught:
        connect(driver, driver.transport.origin, [PROTOCOL], path)

    assert caught.value.status == 403
    assert mishaps(probe) == 0


def test_a_wrong_host_is_refused(probe: LiveServer, driver: LiveDriver) -> None:
    response = driver.get("/", {"host": "evil.example"})

    assert response.status == 400


@pytest.mark.parametrize("byte", ["\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85"])
def test_control_characters_in_a_header_cannot_hide_an_origin(
    probe: LiveServer, driver: LiveDriver, raw: Callable[[str, bytes], bytes], byte: str
) -> None:
    parts = urlsplit(probe.url)
    head = (
        f"GET /ws/ HTTP/1.1\r\nHost: {parts.netloc}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        f"Sec-WebSocket-Protocol: {PROTOCOL}\r\nX-Any: a{byte}Origin: http://{parts.netloc}\r\n\r\n"
    )

    answer = raw(probe.url, head.encode("latin1"))

    assert b" 101 " not in answer.partition(b"\r\n")[0]


@pytest.fixture
def raw() -> Callable[[str, bytes], bytes]:
    """Sends bytes to a server and returns what comes back."""

    async def talk(url: str, request: bytes) -> bytes:
        parts = urlsplit(url)
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        writer.write(request)
        try:
            return await asyncio.wait_for(reader.read(4096), 1)
        except TimeoutError:  # uvicorn says nothing at all
            return b""
        finally:
            writer.close()

    return lambda url, request: asyncio.run(talk(url, request))
