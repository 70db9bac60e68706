"""Which pages may open a socket: those of the same origin, and those that the settings name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

__all__ = ["header", "is_allowed_origin", "origin_of"]

DEFAULT_PORTS = {"http": 80, "https": 443}


def origin_of(text: str) -> tuple[str, str, int] | None:
    """Scheme, host and port of an ``Origin`` header; None for anything that is not exactly an origin."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return None
    if (
        parts.scheme not in DEFAULT_PORTS
        or not parts.hostname
        or parts.username is not None
        or parts.password is not None
    ):
        return None
    if parts.path or parts.query or parts.fragment or text != text.strip() or any(c in text for c in "%\\\t\r\n "):
        return None
    return parts.scheme, parts.hostname, port if port is not None else DEFAULT_PORTS[parts.scheme]


def is_allowed_origin(origin: str | None, host: str, scheme: str, allowed: Iterable[str]) -> bool:
    """Whether a socket may be opened by a page of ``origin``.

    Args:
        host: the request's own ``Host``, checked against the allowed hosts before.
        scheme: ``http`` or ``https``, as the browser used it.
        allowed: further origins, written in full.
    """
    if origin is None:
        return False
    asked = origin_of(origin)
    if asked is None:
        return False
    own = origin_of(f"{scheme}://{host}")
    return asked == own or asked in {origin_of(other) for other in allowed}


def header(scope: Mapping[str, object], name: bytes) -> list[str]:
    """All values of a header of an ASGI scope."""
    headers: Iterable[tuple[bytes, bytes]] = scope.get("headers", ())  # type: ignore[assignment]  # ASGI says so
    return [value.decode("latin-1") for key, value in headers if key == name]
