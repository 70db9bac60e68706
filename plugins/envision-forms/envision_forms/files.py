"""Uploaded files in Django forms, and the checks a server makes of them. Knows no component."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from typing import IO, TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import SuspiciousFileOperation, ValidationError
from django.core.files.uploadedfile import UploadedFile as DjangoFile

from envision_forms.spec import accepted

if TYPE_CHECKING:
    from envision_core import UploadedFile

__all__ = ["FileField", "UploadedContent", "as_django_file", "check_file", "looks_like"]

SIGNATURES: dict[str, tuple[bytes, ...]] = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".webp": (b"RIFF",),
    ".pdf": (b"%PDF-",),
    ".zip": (b"PK\x03\x04", b"PK\x05\x06"),
    ".xlsx": (b"PK\x03\x04",),
    ".docx": (b"PK\x03\x04",),
    ".npz": (b"PK\x03\x04",),
    ".npy": (b"\x93NUMPY",),
    ".parquet": (b"PAR1",),
    ".gz": (b"\x1f\x8b",),
    ".xls": (b"\xd0\xcf\x11\xe0",),
    ".h5": (b"\x89HDF\r\n\x1a\n",),
}
TEXTS = frozenset({".csv", ".tsv", ".txt", ".json", ".jsonl", ".md", ".geojson", ".yaml", ".yml", ".xml", ".py"})
PROGRAMS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!")
LOOKED_AT = 8192


class UploadedContent(DjangoFile):  # type: ignore[type-arg]  # generic in the stubs only
    """Django's view of an upload. Opened when read; never moved away, because the upload stays with its workspace."""

    def __init__(self, upload: UploadedFile) -> None:
        self.upload = upload
        self._content: IO[bytes] | None = None
        super().__init__(None, upload.name, upload.content_type, upload.size)

    @property
    def file(self) -> IO[bytes]:
        if self._content is None:
            self._content = self.upload.open()
        return self._content

    @file.setter
    def file(self, content: Any) -> None:
        """Django sets it when it is made; the content comes from the upload alone."""

    def open(self, mode: str | None = None) -> UploadedContent:  # type: ignore[override]
        self.file.seek(0)
        return self

    def close(self) -> None:
        if self._content is not None:
            self._content.close()
            self._content = None


def as_django_file(upload: UploadedFile) -> UploadedContent:
    """Raises ValidationError when its name is none that a file could have."""
    try:
        return UploadedContent(upload)
    except SuspiciousFileOperation as exc:
        raise ValidationError("The file's name is not valid.", code="invalid_name") from exc


class FileField(forms.FileField):
    """A file field whose limits are told to the browser and checked by the server.

    Args:
        accept: extensions, as ``[".csv", ".xlsx"]``; the content must fit the extension as well.
        max_megabytes: of one file.
        multiple: take several files; the cleaned value is then a list.
    """

    def __init__(
        self, *, accept: Iterable[str] = (), max_megabytes: float | None = None, multiple: bool = False, **options: Any
    ) -> None:
        super().__init__(**options)
        extensions = [f".{entry.lower().lstrip('.')}" for entry in accept]
        if extensions:
            self.widget.attrs["accept"] = ",".join(extensions)
        self.max_bytes = None if max_megabytes is None else int(max_megabytes * 2**20)
        self.multiple = multiple
        if multiple:
            self.widget.allow_multiple_selected = True

    def clean(self, data: Any, initial: Any = None) -> Any:
        if not self.multiple:
            return super().clean(data, initial)
        files = data if isinstance(data, list) else [data] if data else []
        if not files:
            return super().clean(None, initial) or []
        return [super(FileField, self).clean(file, initial) for file in files]


def check_file(field: forms.Field, file: DjangoFile[Any]) -> None:
    """What the browser was told to offer, checked once more where it counts.

    Raises:
        ValidationError: another extension, too large, or content that does not fit the extension.
    """
    extension = PurePath(file.name or "").suffix.lower()
    extensions = accepted(field)
    if extensions and extension not in extensions:
        raise ValidationError(f"Choose a file of type {', '.join(extensions)}.", code="invalid_extension")
    limit = getattr(field, "max_bytes", None)
    if limit is not None and (file.size or 0) > limit:
        raise ValidationError(f"The file is larger than {limit / 2**20:g} MB.", code="too_large")
    if extensions and file.size and not looks_like(extension, _head(file)):
        raise ValidationError(f"The file's content is not that of a {extension} file.", code="invalid_content")


def _head(file: DjangoFile[Any]) -> bytes:
    file.seek(0)
    head: bytes = file.read(LOOKED_AT)
    file.seek(0)
    return head


def looks_like(extension: str, head: bytes) -> bool:
    """Whether a file that begins so may be what its extension says; True for extensions nothing is known of."""
    if extension in SIGNATURES:
        return head.startswith(SIGNATURES[extension])
    if head.startswith(PROGRAMS):
        return extension == ".py" and head.startswith(b"#!")
    if extension not in TEXTS:
        return True
    return head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" not in head
