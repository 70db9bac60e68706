"""Named design tokens of an app. Knows no CSS."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import Any

from envision_core.errors import PropertyError, calling_place

__all__ = ["Theme"]

COLOURS = (
    "blue",
    "cyan",
    "grape",
    "gray",
    "green",
    "indigo",
    "lime",
    "orange",
    "pink",
    "red",
    "teal",
    "violet",
    "yellow",
)
RADII = ("none", "sm", "md", "lg")
SCHEMES = ("light", "dark", "auto")


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """How every component looks, charts included.

    Args:
        primary: a colour name (``"indigo"``) or a hex colour (``"#0b7285"``).
        font: a CSS font stack; empty means the system's.
        radius: of corners: none, sm, md or lg.
        scheme: light, dark, or auto (as the visitor's system says; a visitor may switch).
    """

    primary: str = "indigo"
    font: str = ""
    radius: str = "md"
    scheme: str = "auto"

    def __post_init__(self) -> None:
        if self.primary not in COLOURS and not re.fullmatch(r"#[0-9a-fA-F]{6}", self.primary):
            raise _wrong("primary", self.primary, f"a hex colour such as '#0b7285' or one of {', '.join(COLOURS)}")
        if self.radius not in RADII:
            raise _wrong("radius", self.radius, f"one of {', '.join(RADII)}")
        if self.scheme not in SCHEMES:
            raise _wrong("scheme", self.scheme, f"one of {', '.join(SCHEMES)}")
        if re.search(r"[;{}<>]", self.font):
            raise _wrong("font", self.font, "a list of font names such as 'Inter, sans-serif'")

    def to_wire(self) -> dict[str, Any]:
        return asdict(self)


def _wrong(name: str, value: object, expected: str) -> PropertyError:
    return PropertyError(f"Theme {name} {value!r} is not known.", hint=f"use {expected}", place=calling_place())
