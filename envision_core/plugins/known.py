"""Plugins this Envision knows by name, so that one that is absent can be named. Reads one file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

__all__ = ["Known", "known_plugins"]


@dataclass(frozen=True, slots=True)
class Known:
    """A plugin that may be installed or not."""

    id: str
    distribution: str  # what pip installs
    package: str  # what Python imports
    accepts: dict[str, str]  # foreign type -> kind
    inputs: frozenset[str]  # classes that write the input named by their first argument


@cache
def known_plugins() -> dict[str, Known]:
    """The known plugins by id."""
    raw = json.loads(Path(__file__).with_name("known.json").read_text(encoding="utf-8"))
    return {
        id: Known(id, item["distribution"], item["package"], item["accepts"], frozenset(item["inputs"]))
        for id, item in raw.items()
    }
