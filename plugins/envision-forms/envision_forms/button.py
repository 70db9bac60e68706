"""The Button component."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, ClassVar, Literal

from envision_core.plugin import Action, Component, PropertyError

__all__ = ["Button"]


class Button(Component):
    """Runs an action, exactly once for each click, and may open a page afterwards.

    Args:
        action: an ``@app.action``. One that asks for ``progress`` runs as a job, whose progress the button shows.
        args: values for the action's parameters, by name.
        then: page to open, by its path (or by its title, when it has no path of its own), when the action has gone
            well; at once without an action.
        variant: how much it wants to be pressed: filled, light, outline or subtle.
        tone: what pressing it means: primary, neutral or danger.
        disabled: whether it can be pressed.
    """

    js: ClassVar[str] = "inputs"

    label: str
    action: Action | None = None
    args: dict[str, Any] | None = None
    then: str | None = None
    variant: Literal["filled", "light", "outline", "subtle"] = "filled"
    tone: Literal["primary", "neutral", "danger"] = "primary"
    disabled: bool = False

    def __post_init__(self) -> None:
        if self.args and self.action is None:
            raise PropertyError("Button has args but no action to give them to.", hint="write action=...")
        if isinstance(self.then, str):
            self.then = _path(self.then)


def _path(page: str) -> str:
    """The path of a page given by path or title, as the app makes it of a title."""
    plain = unicodedata.normalize("NFKD", page.strip("/")).encode("ascii", "ignore").decode()
    return plain if re.fullmatch(r"[a-z0-9_/-]*", plain) else re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
