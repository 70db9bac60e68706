"""Inputs that no field shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from envision_core.errors import Place

__all__ = ["DeclaredInput"]


@dataclass(frozen=True, slots=True)
class DeclaredInput:
    """A named value that actions write."""

    name: str
    value: Any = None
    place: Place | None = None
