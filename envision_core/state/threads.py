"""Threads that may use the database: what Django does for connections between requests, done between runs."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import InterfaceError, OperationalError, close_old_connections

__all__ = ["LOST", "connected"]

T = TypeVar("T")
IDLE_S = 5.0  # a connection unused for longer is checked before its next use
LOST = (OperationalError, InterfaceError)
"""What is raised when the database went away."""

_used = threading.local()


def connected(run: Callable[..., T], /, *args: Any, **kwargs: Any) -> T:
    """Runs something in this thread with database connections that work, as far as that can be known."""
    if time.monotonic() - getattr(_used, "at", -math.inf) > IDLE_S:
        close_old_connections()
    _used.at = -math.inf  # after an error the next run looks again
    result = run(*args, **kwargs)
    _used.at = time.monotonic()
    return result
