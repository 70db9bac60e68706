"""Pictures of any kind to an address a browser can show. Knows no component, and imports no picture library."""

from __future__ import annotations

import base64
import io
import struct
import sys
import zlib
from pathlib import Path
from typing import Any

__all__ = ["MAX_BYTES", "NotAPicture", "encode_png", "media_type", "to_url"]

MAX_BYTES = 20 * 1024 * 1024
"""Larger files are refused; a browser on a phone could not show them."""

SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)


class NotAPicture(ValueError):
    """The value cannot be shown as a picture; the text says what was given."""


def to_url(source: Any, *, folder: Path | None = None) -> str:
    """A ``data:`` address with the picture in it, or the http(s) or server-relative address that was given.

    Args:
        source: address, path, bytes, open binary file, Pillow image, matplotlib figure, or numpy array
            (height x width, or height x width x 3 or 4; whole numbers 0..255, or fractions 0..1).
        folder: where relative paths start; a *text* may only name files below it, since texts may come from a visitor.

    Raises:
        NotAPicture: anything else, or a file that is missing, too large or holds something else.
    """
    if isinstance(source, str):
        if source.startswith(("https://", "http://", "/", "data:image/")):
            return source
        return data_url(_read(_below(source, folder or Path.cwd())))
    if isinstance(source, Path):
        return data_url(_read(folder / source if folder else source))
    if isinstance(source, (bytes, bytearray, memoryview)):
        return data_url(bytes(source))
    return data_url(_foreign_bytes(source))


def _foreign_bytes(source: Any) -> bytes:
    numpy = sys.modules.get("numpy")  # whoever made an array has imported it
    if numpy is not None and isinstance(source, numpy.ndarray):
        return encode_png(source)
    if hasattr(source, "savefig"):
        return _saved(source.savefig, format="png", dpi=144, bbox_inches="tight")
    if hasattr(source, "save") and hasattr(source, "mode"):
        picture = source if source.mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16") else source.convert("RGB")
        return _saved(picture.save, format="PNG")
    if hasattr(source, "path") and hasattr(source, "open"):  # a file that a visitor uploaded
        return _read(Path(source.path))
    if hasattr(source, "read"):
        content = source.read(MAX_BYTES + 1)
        if isinstance(content, bytes):
            return content
    raise NotAPicture(f"An object of type {type(source).__name__!r} is not a picture.")


def _saved(save: Any, **options: Any) -> bytes:
    buffer = io.BytesIO()
    save(buffer, **options)
    return buffer.getvalue()


def _below(name: str, folder: Path) -> Path:
    if "\0" in name or "\\" in name or ":" in name:
        raise NotAPicture(f"{name!r} is not the name of a picture file.")
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise NotAPicture(f"{name!r} lies outside of the app's folder.")
    return path


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise NotAPicture(f"The picture {path.name!r} is larger than {MAX_BYTES // 2**20} MiB.")
        return path.read_bytes()
    except OSError as exc:
        raise NotAPicture(f"The picture {path.name!r} cannot be read: {exc.strerror or 'no such file'}.") from exc


def data_url(content: bytes) -> str:
    """The content as a ``data:`` address of the type that its first bytes show."""
    if len(content) > MAX_BYTES:
        raise NotAPicture(f"The picture is larger than {MAX_BYTES // 2**20} MiB.")
    kind = media_type(content)
    if kind is None:
        raise NotAPicture("The content is no PNG, JPEG, GIF, WebP, AVIF or SVG.")
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"


def media_type(content: bytes) -> str | None:
    """What kind of picture the first bytes show; None when they show none. Names and promises are not believed."""
    for signature, kind in SIGNATURES:
        if content.startswith(signature):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:12] in (b"ftypavif", b"ftypavis"):
        return "image/avif"
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    # Shown through <img>, where browsers run no script of an SVG and load nothing for it.
    return "image/svg+xml" if head.startswith(b"<svg") or (head.startswith(b"<?xml") and b"<svg" in head) else None


def encode_png(pixels: Any) -> bytes:
    """A numpy array as a PNG file; fractions are taken as 0..1, and whatever lies outside is cut off."""
    import numpy as np

    array = np.asarray(pixels)
    if array.ndim == 3 and array.shape[2] == 1:
        array = array[:, :, 0]
    channels = 1 if array.ndim == 2 else array.shape[2] if array.ndim == 3 else 0
    if channels not in (1, 3, 4) or 0 in array.shape:
        raise NotAPicture(f"An array of shape {array.shape} is not a picture; it needs height x width (x 3 or 4).")
    if array.dtype.kind not in "buif":
        raise NotAPicture(f"An array of {array.dtype} is not a picture.")
    if array.dtype.kind in "bf":
        array = np.nan_to_num(array.astype(float)) * 255
    array = np.clip(np.rint(array), 0, 255).astype(np.uint8)
    height, width = array.shape[:2]
    rows = np.zeros((height, 1 + width * channels), np.uint8)  # each row begins with its filter, 0: none
    rows[:, 1:] = array.reshape(height, -1)
    colour = {1: 0, 3: 2, 4: 6}[channels]
    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    body = zlib.compress(rows.tobytes(), 6)
    return SIGNATURES[0][0] + _chunk(b"IHDR", header) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
