"""The listening socket, made before anything slow: a busy port is told at once and an early browser waits in the
queue instead of being refused. Knows no server.
"""

from __future__ import annotations

import os
import socket

from envision_core.errors import EnvisionError

__all__ = ["CannotListen", "inherited", "listen", "url_of"]

BACKLOG = 2048
PORTS_TRIED = 100  # how far above a busy port a free one is looked for
VARIABLE = "ENVISION_LISTEN_FD"  # the reloader hands its socket down by this


class CannotListen(EnvisionError):
    """The address cannot be listened on."""

    code, slug = -32099, "cannot_listen"


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one.

    Raises:
        CannotListen: busy (the hint names the next free port), not allowed, or no such address.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        sock = _bound(family, address)
    except socket.gaierror as exc:
        raise CannotListen(f"There is no address {host!r} on this machine.", hint="try --host 127.0.0.1") from exc
    except OSError as exc:
        raise _explain(exc, host, port) from exc
    sock.listen(BACKLOG)
    return sock


def inherited() -> socket.socket | None:
    """The socket that the reloader has opened for this process, if it did."""
    number = os.environ.pop(VARIABLE, "")
    if not number:
        return None
    os.set_inheritable(int(number), False)  # workers of the app must not keep it
    return socket.socket(fileno=int(number))


def url_of(sock: socket.socket) -> str:
    """Where a browser on this machine finds it: an address that means "all" is shown as this machine's own."""
    host, port = sock.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{host}:{port}/"


def _bound(family: int, address: tuple[object, ...]) -> socket.socket:
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # Accepted sockets inherit this: small frames leave at once, whatever the server does itself.
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.bind(address)
    except BaseException:
        sock.close()
        raise
    return sock


def _explain(exc: OSError, host: str, port: int) -> CannotListen:
    if isinstance(exc, PermissionError):
        return CannotListen(f"Port {port} may only be used by root.", hint="try --port 8000")
    free = _next_free(host, port)
    if free is None:
        return CannotListen(f"Cannot listen on {host}:{port}: {exc.strerror}.", hint="try another --host or --port")
    return CannotListen(f"Port {port} is in use by another program.", hint=f"port {free} is free: --port {free}")


def _next_free(host: str, port: int) -> int | None:
    for candidate in range(port + 1, min(port + 1 + PORTS_TRIED, 65536)):
        try:
            family, _, _, _, address = socket.getaddrinfo(host, candidate, type=socket.SOCK_STREAM)[0]
            _bound(family, address).close()
        except OSError:
            continue
        return candidate
    return None
