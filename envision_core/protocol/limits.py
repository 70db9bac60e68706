"""How much one browser may send. Numbers only; whoever reads a socket applies them."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["MAX_SAFE_INTEGER", "Limits"]

MAX_SAFE_INTEGER = 2**53 - 1
"""The largest integer that a JavaScript number holds exactly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits of one connection. The first group is applied by `jsonrpc.parse`, the second by the engine."""

    max_frame_bytes: int = 256 * 1024
    max_depth: int = 64  # nested arrays and objects, the outermost counts as 1
    max_nodes: int = 20_000  # values of every sort; names in objects do not count
    max_string: int = 64 * 1024  # characters of one string or name
    max_batch: int = 50
    max_method: int = 64  # characters
    max_id: int = 64  # characters of a text id; number ids are whole and within MAX_SAFE_INTEGER
    max_digits: int = 20  # of an integer

    calls_in_flight: int = 32
    calls_per_second: int = 100
    burst: int = 300
