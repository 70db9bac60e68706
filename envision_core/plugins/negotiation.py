"""Which compressed form a browser wants, and whether it has the file already. Header values in, decisions out."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["best_encoding", "matches_etag"]


def best_encoding(header: str, offered: Sequence[str]) -> str:
    """The offered encoding that ``Accept-Encoding`` likes best; ``""`` for none. Of equals the first offered wins."""
    wanted = _weights(header)
    best, best_weight = "", 0.0
    for encoding in offered:
        weight = wanted.get(encoding, wanted.get("*", 0.0))
        if weight > best_weight:
            best, best_weight = encoding, weight
    # A browser that ranks the plain form above all others gets it.
    return best if best_weight >= wanted.get("identity", 0.0) else ""


def _weights(header: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for part in header.lower().split(","):
        name, _, rest = part.partition(";")
        if name.strip():
            found[name.strip()] = _quality(rest)
    return found


def _quality(text: str) -> float:
    key, _, value = text.partition("=")
    if key.strip() != "q":
        return 1.0
    try:
        return min(1.0, max(0.0, float(value)))
    except ValueError:
        return 0.0


def matches_etag(header: bytes, etag: bytes) -> bool:
    """Whether ``If-None-Match`` names this tag; compared weakly, as RFC 9110 asks."""
    tags = [tag.strip().removeprefix(b"W/") for tag in header.split(b",")]
    return b"*" in tags or etag.removeprefix(b"W/") in tags
