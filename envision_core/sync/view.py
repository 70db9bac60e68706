"""What the sources of one browser are computed from, and the fingerprints that follow."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from envision_core.model.source import Source
from envision_core.state.workspace import Identity
from envision_core.sync.graph import Graph

__all__ = ["Waiting", "View"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A source cannot run yet; the inputs that have no value."""

    missing: tuple[str, ...]


@dataclass(slots=True)
class View:
    """Input values of one workspace at one version, for one user.

    Args:
        values: inputs by name: what was written over what fields start with. None counts as "no value".
        code: digest of the author's code; other code means other fingerprints.
        generations: how often each source was refreshed by hand.
    """

    graph: Graph
    values: Mapping[str, Any]
    identity: Identity
    code: bytes
    generations: Mapping[str, int]
    canonical: Callable[[Any], bytes]
    clock: Callable[[], float] = time.time  # one for all processes, so that they agree on a live source's tick
    _known: dict[Any, str | Waiting] = field(default_factory=dict)

    def fingerprint(self, source: Source) -> str | Waiting:
        """A digest of all that a source's result depends on; equal fingerprints mean equal results."""
        known = self._known.get(source)
        if known is None:
            known = self._known[source] = self._compute(source)
        return known

    def fingerprint_of(self, thing: Any, name: str) -> str | Waiting:
        """As ``fingerprint``, for anything with parameters, such as a page."""
        return self._digest(thing, blake2b(self.code + b"\0" + name.encode(), digest_size=16))

    def _compute(self, source: Source) -> str | Waiting:
        digest = blake2b(self.code, digest_size=16)
        digest.update(f"\0{source.name}\0{source.digest}\0{self.generations.get(source.name, 0)}".encode())
        if source.every:
            digest.update(f"\0{int(self.clock() / source.every)}".encode())
        return self._digest(source, digest)

    def _digest(self, thing: Any, digest: Any) -> str | Waiting:
        missing: dict[str, None] = {}
        for need in self.graph.needs(thing):
            if need.kind == "source" and need.source is not None:
                part = self.fingerprint(need.source)
                if isinstance(part, Waiting):
                    missing.update(dict.fromkeys(part.missing))
                else:
                    digest.update(b"\0s" + part.encode())
            elif need.kind == "input":
                value = self.values.get(need.name)
                if value is None and not need.has_default and not _allows_none(need.parameter.annotation):
                    missing[need.name] = None
                else:
                    digest.update(b"\0i" + self.canonical(value))
            elif need.name == "user":
                digest.update(f"\0u{self.identity.user_id}".encode())
        return Waiting(tuple(missing)) if missing else digest.hexdigest()


def _allows_none(annotation: Any) -> bool:
    return annotation is None or type(None) in getattr(annotation, "__args__", ())
