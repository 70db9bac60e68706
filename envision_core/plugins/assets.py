"""The browser files of the core and of all plugins, answered from memory. Speaks ASGI, knows no framework."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from envision_core.plugins.negotiation import best_encoding, matches_etag
from envision_core.plugins.registry import PREFIX, Registry
from envision_core.plugins.vite import ViteManifest

__all__ = ["Asset", "AssetTable"]

CORE = Path(__file__).resolve().parent.parent / "static" / "envision" / "core"

SUFFIXES = {"br": ".br", "gzip": ".gz"}
PRIVATE = frozenset({"manifest.json", "importmap.json", "shared.json", "uses.json", "files.json"})
HASHED = re.compile(r"-[\w-]{8}\.\w+$")

TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
    ".wasm": "application/wasm",
    ".txt": "text/plain; charset=utf-8",
}

Messages = list[dict[str, Any]]


@dataclass(slots=True)
class Asset:
    """One address. Its bytes are read when first asked for, then kept."""

    path: Path
    is_hashed: bool  # its name changes with its content, so it may be kept for ever
    encodings: tuple[str, ...] = ()  # forms that lie beside it compressed, the smallest first
    _bodies: dict[str, bytes] = field(default_factory=dict)

    def body(self, encoding: str = "") -> bytes:
        """The bytes, compressed or (``""``) as they are."""
        found = self._bodies.get(encoding)
        if found is None:
            path = self.path.with_name(self.path.name + SUFFIXES.get(encoding, ""))
            found = self._bodies[encoding] = path.read_bytes()
        return found

    def etag(self) -> str:
        """The same for all encodings, hence weak."""
        if self.is_hashed:
            return f'W/"{self.path.stem[-8:]}"'
        return f'W/"{hashlib.blake2b(self.body(), digest_size=8).hexdigest()}"'


class AssetTable:
    """Every file that may be served, by address. What is not in it does not exist."""

    def __init__(self, prefix: str = PREFIX) -> None:
        self.prefix = prefix
        self._assets: dict[str, Asset] = {}
        self._core: ViteManifest | None = None
        self._import_map: dict[str, str] = {}
        self._shared_files: dict[str, Any] = {}  # shared module name -> {"modules": files, "styles": files}
        self._builds: list[tuple[str, ViteManifest]] = []
        self._registry: Registry | None = None

    @classmethod
    def build(cls, registry: Registry, *, prefix: str = PREFIX, core: Path = CORE) -> AssetTable:
        """The table of the core's files and those of all usable plugins. Reads names, not contents."""
        table = cls(prefix)
        table._registry = registry
        table._core = ViteManifest.read(core)
        table._import_map = _read_map(core / "importmap.json")
        table._shared_files = _read_json(core / "shared.json")
        table._add_folder(f"{prefix}core/", core, table._core)
        for plugin in registry.plugins():
            id = plugin.manifest.id
            table._add_folder(f"{prefix}p/{id}/", plugin.static, registry.build(id))
        return table

    def _add_folder(self, base: str, folder: Path, build: ViteManifest | None) -> None:
        hashed = build.files() if build is not None else set()
        names = dict(_files(folder))
        for name, path in names.items():
            if name in PRIVATE or name.endswith((".br", ".gz")):
                continue
            encodings = tuple(encoding for encoding, suffix in SUFFIXES.items() if name + suffix in names)
            is_hashed = name in hashed and HASHED.search(name) is not None
            self._assets[base + name] = Asset(Path(path), is_hashed, encodings)
        if build is not None:
            self._builds.append((base, build))

    # What a page needs

    def core_entry(self, name: str) -> str | None:
        """Address of one of the core's entries, such as ``shell``; None when the core is not built."""
        file = self._core.file(name) if self._core is not None else None
        return None if file is None else self._core_url(file)

    def core_preloads(self, name: str) -> list[str]:
        """Addresses that one of the core's entries imports before it can run."""
        return [self._core_url(file) for file in self._core.imports(name)] if self._core is not None else []

    def core_stylesheets(self, name: str) -> list[str]:
        """Addresses of the styles of one of the core's entries."""
        return [self._core_url(file) for file in self._core.css(name)] if self._core is not None else []

    def import_map(self) -> dict[str, str]:
        """Shared module name -> address."""
        return {name: self._core_url(file) for name, file in self._import_map.items()}

    def preloads(self, kinds: Iterable[str]) -> list[str]:
        """Addresses of the modules that components of these kinds need, each once."""
        found: dict[str, None] = {}
        kinds = set(kinds)
        for module in self._modules(kinds):
            found.update(dict.fromkeys([module["url"], *module["preload"]]))
        found.update(dict.fromkeys(self._shared(kinds, "modules")))
        return list(found)

    def stylesheets(self, kinds: Iterable[str]) -> list[str]:
        """Addresses of the styles that components of these kinds need, each once."""
        kinds = set(kinds)
        own = [url for module in self._modules(kinds) for url in module["css"]]
        # Shared styles come first, so that a plugin's own may refine them.
        return list(dict.fromkeys([*self._shared(kinds, "styles"), *own]))

    def _shared(self, kinds: Iterable[str], part: str) -> Iterator[str]:
        """Addresses of the shared modules, or their styles, that plugins' entries import by name."""
        for kind in sorted(kinds):
            for specifier in self._registry.shared_names(kind) if self._registry is not None else ():
                for file in self._shared_files.get(specifier, {}).get(part, ()):
                    yield self._core_url(file)

    def _modules(self, kinds: Iterable[str]) -> Iterator[Mapping[str, Any]]:
        for kind in sorted(set(kinds)):
            module = self._registry.module(kind, self.prefix) if self._registry is not None else {"state": "missing"}
            if module["state"] == "ok":
                yield module

    def _core_url(self, file: str) -> str:
        return f"{self.prefix}core/{file}"

    @property
    def build_digest(self) -> str:
        """Changes when any built file does; a browser with another one should reload."""
        total = hashlib.blake2b(digest_size=8)
        for base, build in sorted(self._builds, key=lambda item: item[0]):
            for name in sorted(build.files()):
                total.update(f"{base}{name}\n".encode())
        return total.hexdigest()

    def urls(self) -> list[str]:
        """All addresses, for exporting them to a web server."""
        return sorted(self._assets)

    def asset(self, url: str) -> Asset | None:
        """What lies at an address."""
        return self._assets.get(url)

    # Answering

    def respond(self, scope: Mapping[str, Any]) -> Messages | None:
        """The ASGI messages that answer a request; None when its path is not one of assets."""
        path = scope["path"]
        asset = self._assets.get(path)
        if asset is None:
            is_ours = path.startswith((f"{self.prefix}core/", f"{self.prefix}p/"))
            return _plain(404, b"There is no such file.") if is_ours else None
        method = scope["method"]
        if method not in ("GET", "HEAD"):
            return _plain(405, b"Only GET and HEAD.", (b"allow", b"GET, HEAD"))
        try:
            return _answer(asset, _headers(scope), with_body=method == "GET")
        except OSError:  # rebuilt or uninstalled under a running server
            return _plain(404, b"This file is gone.")


def _answer(asset: Asset, sent: Mapping[bytes, bytes], *, with_body: bool) -> Messages:
    etag = asset.etag().encode()
    headers = [
        (b"cache-control", b"public, max-age=31536000, immutable" if asset.is_hashed else b"no-cache"),
        (b"etag", etag),
        (b"vary", b"Accept-Encoding"),
        (b"x-content-type-options", b"nosniff"),
        (b"cross-origin-resource-policy", b"same-origin"),
    ]
    if matches_etag(sent.get(b"if-none-match", b""), etag):
        return _messages(304, headers, b"")
    encoding = best_encoding(sent.get(b"accept-encoding", b"").decode("latin-1"), asset.encodings)
    body = asset.body(encoding)
    headers.append((b"content-type", TYPES.get(asset.path.suffix, "application/octet-stream").encode()))
    headers.append((b"content-length", str(len(body)).encode()))
    if encoding:
        headers.append((b"content-encoding", encoding.encode()))
    return _messages(200, headers, body if with_body else b"")


def _plain(status: int, text: bytes, *headers: tuple[bytes, bytes]) -> Messages:
    common = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    return _messages(status, [*common, (b"content-length", str(len(text)).encode()), *headers], text)


def _messages(status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> Messages:
    return [
        {"type": "http.response.start", "status": status, "headers": headers},
        {"type": "http.response.body", "body": body},
    ]


def _headers(scope: Mapping[str, Any]) -> dict[bytes, bytes]:
    """Header values by name; one sent twice is joined, as HTTP says."""
    found: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        found[name] = found[name] + b", " + value if name in found else value
    return found


def _files(folder: Path | str, inside: str = "") -> Iterator[tuple[str, str]]:
    """Name below the folder, with forward slashes, and path of every regular file. Follows no links."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path, f"{inside}{entry.name}/")
        elif entry.is_file(follow_symlinks=False) and not entry.name.startswith("."):
            yield inside + entry.name, entry.path


def _read_map(path: Path) -> dict[str, str]:
    return {name: file for name, file in _read_json(path).items() if isinstance(file, str)}


def _read_json(path: Path) -> dict[str, Any]:
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return raw if isinstance(raw, dict) else {}
