"""Uploaded files: received in parts, kept under names of the server's own."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from envision_core.errors import InvalidInput, TooLarge, UploadNotFound
from envision_core.model.upload import UploadedFile
from envision_core.state.workspace import Identity

__all__ = ["MAX_FILE_BYTES", "MAX_PART_BYTES", "PartMismatch", "Uploads"]

MAX_PART_BYTES = 1024 * 1024  # Daphne holds a body twelve times over, so parts are small
MAX_FILE_BYTES = 200 * 1024 * 1024


class PartMismatch(Exception):
    """A part does not continue the file; ``received`` tells where to go on."""

    def __init__(self, received: int) -> None:
        super().__init__(f"{received} bytes were received")
        self.received = received


class Uploads:
    """Files below one folder.

    Args:
        folder: made when the first file comes.
        read: runs a function in a thread with a database connection.
    """

    def __init__(self, folder: Path, read: Callable[..., Any]) -> None:
        self._folder = folder
        self._read = read
        self._lock = threading.Lock()  # a part sent twice must not cut off what the next one appended

    async def prepare(self, value: Any, identity: Identity) -> Any:
        """A value with every ``{"upload": id}`` in it replaced by its file; the value itself when there is none.

        Raises:
            UploadNotFound: a file is gone, incomplete, or somebody else's.
        """
        if not _mentions_upload(value):
            return value
        return await self._read(lambda: self.replace(value, identity))

    def replace(self, value: Any, identity: Identity) -> Any:
        """As ``prepare``, for a thread that may use the database."""
        if isinstance(value, list):
            return [self.replace(item, identity) for item in value]
        if isinstance(value, dict):
            if isinstance(value.get("upload"), str):
                return self.find(value["upload"], identity)
            return {name: self.replace(item, identity) for name, item in value.items()}
        return value

    def find(self, id: str, identity: Identity) -> UploadedFile:
        """A complete file of this person.

        Raises:
            UploadNotFound: it is gone, incomplete, or somebody else's.
        """
        row = self._row(id, identity)
        path = self._path(id)
        if row is None or row.received != row.total or not path.exists():
            raise UploadNotFound("The uploaded file is not there any more.", hint="choose the file again")
        return UploadedFile(str(row.pk), row.name, row.total, row.content_type, path)

    def receive(
        self, id: str, identity: Identity, *, offset: int, total: int, name: str, content_type: str, body: bytes
    ) -> int:
        """Appends a part; returns how many bytes of the file are there now.

        Raises:
            PartMismatch: ``offset`` is not where the file ends.
            TooLarge: the file or the part is beyond its limit.
        """
        if total > MAX_FILE_BYTES:
            raise TooLarge(f"The file has {total:,} bytes; the limit is {MAX_FILE_BYTES:,}.", hint="use a smaller file")
        if len(body) > MAX_PART_BYTES or offset + len(body) > total:
            raise TooLarge(
                "The part is larger than it may be.", hint=f"send at most {MAX_PART_BYTES:,} bytes at a time"
            )
        with self._lock:
            return self._append(id, identity, offset=offset, total=total, name=name, type=content_type, body=body)

    def _append(
        self, id: str, identity: Identity, *, offset: int, total: int, name: str, type: str, body: bytes
    ) -> int:
        from envision_core.models import Upload

        row = self._row(id, identity)
        if row is None:
            if Upload.objects.filter(pk=_uuid(id)).exists():
                raise UploadNotFound("The upload belongs to somebody else.", hint="choose the file again")
            row = Upload(
                id=_uuid(id), owner_key=identity.owner_key, owner_id=identity.user_id, total=total,
                name=clean_name(name), content_type=type[:255],
            )  # fmt: skip
            row.save(force_insert=True)
        if row.received != offset or row.total != total:
            raise PartMismatch(row.received)
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._path(id).open("r+b" if offset else "wb") as file:
            file.seek(offset)
            file.write(body)
            file.truncate()
        row.received = offset + len(body)
        row.save(update_fields=["received"])
        return int(row.received)

    def _row(self, id: str, identity: Identity) -> Any:
        from django.db.models import Q

        from envision_core.models import Upload

        mine = Q(owner_key=identity.owner_key, owner=None)
        if identity.user_id is not None:
            mine |= Q(owner_id=identity.user_id)
        return Upload.objects.filter(mine, pk=_uuid(id)).first()

    def _path(self, id: str) -> Path:
        return self._folder / _uuid(id).hex


def clean_name(name: str) -> str:
    """What the person's browser called the file, without folders and control characters; never used as a path."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in last if c.isprintable()).strip()[:255] or "file"


def _uuid(id: str) -> uuid.UUID:
    try:
        return uuid.UUID(id)
    except (ValueError, AttributeError, TypeError):
        raise InvalidInput("The upload's id is not a UUID.", hint="make one with crypto.randomUUID()") from None


def _mentions_upload(value: Any) -> bool:
    if isinstance(value, dict):
        return isinstance(value.get("upload"), str) or any(map(_mentions_upload, value.values()))
    return isinstance(value, list) and any(map(_mentions_upload, value))
