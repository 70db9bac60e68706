"""The Columns container."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Literal

from envision_core.plugin import Container, PropertyError

__all__ = ["Columns", "Gap"]

Gap = Literal["none", "sm", "md", "lg"]


class Columns(Container, init=False):
    """Children side by side; on a phone one below the other.

    Args:
        ratio: widths relative to each other, as ``[1, 2]``; default: all the same.
        gap: between the columns: none, sm, md or lg.
    """

    js: ClassVar[str] = "layout"

    ratio: list[float] | None = None
    gap: Gap = "md"

    def __init__(
        self,
        *children: Any,
        ratio: Sequence[float] | None = None,
        gap: Gap = "md",
        id: str | None = None,
        show_when: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(*children, id=id, show_when=show_when)
        self.ratio = None if ratio is None else list(ratio)
        self.gap = gap
        self._check_ratio()

    def _check_ratio(self) -> None:
        ratio, count = self.ratio, len(self.children)
        if ratio is None:
            return
        if len(ratio) != count:
            raise PropertyError(
                f"Columns has {count} children but a ratio of {len(ratio)} numbers.",
                hint=f"write ratio=[{', '.join(['1'] * count)}]",
            )
        if not all(isinstance(part, (int, float)) and part > 0 for part in ratio):
            raise PropertyError("Columns needs a ratio of numbers above 0.", hint="write ratio=[1, 2]")
