"""Remembers the order of sorted rows, so that a frame is sorted once however many pages are read."""

from __future__ import annotations

import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

__all__ = ["OrderCache"]


class OrderCache:
    """Bounded memory from (object, sort) to the order of its rows; two readers of one sort compute it once.

    An entry dies with its object where the object can be watched (frames can, lists cannot) and belongs to the very
    object it was made for, not to a later one at the same address.
    """

    def __init__(self, max_bytes: int = 128 * 2**20) -> None:
        self._entries: OrderedDict[tuple[int, Hashable], tuple[Any, Any, int]] = OrderedDict()
        self._building: dict[tuple[int, Hashable], threading.Lock] = {}
        self._lock = threading.RLock()  # re-entrant: a weak reference may die while it is held
        self._bytes = 0
        self._max_bytes = max_bytes

    def get(self, owner: Any, sort: Hashable, compute: Callable[[], Any], size: Callable[[Any], int]) -> Any:
        """The cached result of `compute` for this object and sort; `size` gives its bytes."""
        key = (id(owner), sort)
        if (found := self._find(key, owner)) is not None:
            return found
        with self._lock:
            turn = self._building.setdefault(key, threading.Lock())
        try:
            with turn:
                if (found := self._find(key, owner)) is not None:
                    return found
                made = compute()
                self._keep(key, owner, made, size(made))
                return made
        finally:
            with self._lock:
                self._building.pop(key, None)

    def _find(self, key: tuple[int, Hashable], owner: Any) -> Any:
        with self._lock:
            entry = self._entries.get(key)
            if entry is None or entry[0]() is not owner:
                return None
            self._entries.move_to_end(key)
            return entry[1]

    def _keep(self, key: tuple[int, Hashable], owner: Any, made: Any, size: int) -> None:
        with self._lock:
            self._drop(key)
            if size > self._max_bytes:
                return
            self._entries[key] = (self._watch(owner, key), made, size)
            self._bytes += size
            while self._bytes > self._max_bytes:
                self._drop(next(iter(self._entries)))

    def _watch(self, owner: Any, key: tuple[int, Hashable]) -> Callable[[], Any]:
        try:
            return weakref.ref(owner, lambda _gone: self._drop(key))
        except TypeError:  # lists and dicts: kept alive by the entry, until newer ones push it out
            return lambda: owner

    def _drop(self, key: tuple[int, Hashable]) -> None:
        with self._lock:
            if (entry := self._entries.pop(key, None)) is not None:
                self._bytes -= entry[2]

    def __len__(self) -> int:
        return len(self._entries)
