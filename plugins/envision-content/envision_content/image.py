"""The Image component. Knows no file format."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Annotated, Any, ClassVar

from envision_content.picture import NotAPicture, to_url
from envision_core.plugin import Bound, Component, PropertyError, Range

__all__ = ["Image"]

HINT = "give a path, an address, bytes, a Pillow image, a matplotlib figure, a numpy array, or a source of one of these"


class MissingAlternative(UserWarning):
    """A picture says nothing to those who cannot see it."""


class Image(Component):
    """A picture. Shown for a Pillow image or a matplotlib figure in a page's list.

    Args:
        source: address (``https://...``, ``/static/...``), file, bytes, Pillow image, matplotlib figure or numpy array
            (height x width, or x 3 or 4 colours; 0..255, or fractions 0..1), or a source that returns one of these.
            A text names a file below the folder of the file that makes the Image; for one elsewhere give a ``Path``.
        alt: what the picture shows, in a few words, for those who cannot see it; ``""`` for mere decoration.
        width: largest width in px; default: as wide as there is room.
        caption: text below.
    """

    js: ClassVar[str] = "content"
    min_height: ClassVar[int] = 160

    source: Bound[Any]
    alt: str | None = None
    width: Annotated[int, Range(min=1, max=10_000)] | None = None
    caption: str = ""

    def __post_init__(self) -> None:
        if self.alt is None and not self.caption:
            warnings.warn(
                f"This Image ({self.place}) has no text for those who cannot see it: "
                'write alt="what it shows", or alt="" when it is decoration.',
                MissingAlternative,
                stacklevel=4,
            )

    def dump_data(self, data: Any) -> str:
        """An address that an ``img`` element can show."""
        folder = Path(self.place.file).resolve().parent if self.place else None
        try:
            return to_url(data, folder=folder)
        except NotAPicture as exc:
            raise PropertyError(f"Image: {exc}", hint=HINT) from exc
