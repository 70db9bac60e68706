"""A file that a person uploaded, as sources, actions and forms see it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import IO

__all__ = ["UploadedFile"]


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """Content lies at ``path`` under a name of the server's own; ``name`` is what the person's browser called it."""

    id: str
    name: str
    size: int  # bytes
    content_type: str
    path: Path

    def open(self) -> IO[bytes]:
        """The content, for reading; the caller closes it."""
        return self.path.open("rb")
