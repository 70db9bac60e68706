"""The Card container."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from envision_core.plugin import Container
from envision_layout.columns import Gap
from envision_layout.titles import titled

__all__ = ["Background", "Card", "Tone"]

Tone = Literal["neutral", "primary", "info", "success", "warning", "danger"]
Background = Literal["surface", "tinted", "none"]


class Card(Container, init=False):
    """Children on a surface of their own, below a title.

    The first of several children is the title when it is a text: ``Card("Sales", Chart(sales))``.

    Args:
        title: heading; given by name, all the rest are children.
        tone: what the card is about, told by its colour: neutral, primary, info, success, warning or danger.
        padding: between edge and children: none, sm, md or lg.
        border: whether a line runs around it.
        background: surface, tinted (a breath of the tone) or none; default: tinted when it has a tone.
    """

    js: ClassVar[str] = "layout"

    title: str = ""
    tone: Tone = "neutral"
    padding: Gap = "md"
    border: bool = True
    background: Background | None = None

    def __init__(
        self,
        *children: Any,
        title: str | None = None,
        tone: Tone = "neutral",
        padding: Gap = "md",
        border: bool = True,
        background: Background | None = None,
        id: str | None = None,
        show_when: dict[str, Any] | None = None,
    ) -> None:
        self.title, children = titled(children, title, alone=False)
        super().__init__(*children, id=id, show_when=show_when)
        self.tone, self.padding, self.border = tone, padding, border
        self.background = background or ("surface" if tone == "neutral" else "tinted")
