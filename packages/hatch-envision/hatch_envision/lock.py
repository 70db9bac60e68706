"""A lock between processes: uv builds several packages at the same time."""

from __future__ import annotations

__all__ = ["locked"]

import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def locked(place: Path) -> Iterator[None]:
    """Hold the lock that belongs to a path, waiting for it. The path itself need not exist."""
    name = hashlib.sha256(os.fsencode(place.resolve())).hexdigest()[:24]
    # In the temporary folder: `npm ci` and vite empty the folders that are locked.
    file = os.open(Path(tempfile.gettempdir(), f"envision-{name}.lock"), os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _wait(file)
        yield
    finally:
        os.close(file)


if sys.platform == "win32":
    import msvcrt

    def _wait(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_LOCK, 1)
else:
    import fcntl

    def _wait(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)
