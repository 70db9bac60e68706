"""What an action may do to the workspace that called it. Collects effects; they are committed together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

__all__ = ["Level", "Notice", "Session"]

Level = Literal["info", "success", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Notice:
    """A message for a person."""

    text: str
    level: Level = "info"


@dataclass(slots=True)
class Session:
    """One call's view of a workspace. Nothing is done until the action returns; then all, or nothing if it raised."""

    workspace: str
    user: Any
    values: Mapping[str, Any]  # inputs as they were when the action began
    changed: dict[str, Any] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    refreshed: list[str] = field(default_factory=list)
    page: str | None = None

    def notify(self, text: str, level: Level = "info") -> None:
        """Shows a short message in every browser of the workspace."""
        if level not in get_args(Level):
            raise ValueError(f"a notice has one of the levels {', '.join(get_args(Level))}, not {level!r}")
        self.notices.append(Notice(str(text), level))

    def go(self, page: str) -> None:
        """Opens another page, by path or title."""
        self.page = page

    def set_inputs(self, **values: Any) -> None:
        """Writes inputs; every component that depends on them follows."""
        self.changed.update(values)

    def refresh(self, source: Any) -> None:
        """Makes a source, given by name or as the function itself, recompute for everyone."""
        self.refreshed.append(getattr(source, "name", source))
