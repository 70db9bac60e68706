"""What a Vite build left behind: entries, what they import, and their styles. Reads files, runs nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

__all__ = ["ViteManifest", "read_uses"]


class ViteManifest:
    """A ``manifest.json`` of Vite. File names are relative to its folder, as in imports between the files."""

    def __init__(self, entries: Mapping[str, Mapping[str, Any]]) -> None:
        self._entries = entries
        self._by_name = {entry["name"]: entry for entry in entries.values() if entry.get("isEntry") and "name" in entry}

    @classmethod
    def read(cls, folder: Path) -> ViteManifest | None:
        """The manifest of a build folder; None when nothing was built there or it cannot be read."""
        try:
            raw = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return cls(raw) if isinstance(raw, dict) else None

    def file(self, name: str) -> str | None:
        """File of the entry ``name``."""
        entry = self._by_name.get(name)
        return None if entry is None else str(entry["file"])

    def imports(self, name: str) -> list[str]:
        """Files that load before the entry ``name`` can run, without itself."""
        found = [str(entry["file"]) for entry in self._closure(name)]
        return found[1:]

    def css(self, name: str) -> list[str]:
        """Styles of an entry and of all it imports."""
        return list(dict.fromkeys(file for entry in self._closure(name) for file in entry.get("css", ())))

    def files(self) -> set[str]:
        """Every file the build made; all of them have a hash in their name."""
        found: set[str] = set()
        for entry in self._entries.values():
            found.update([entry["file"], *entry.get("css", ()), *entry.get("assets", ())])
        return found

    def _closure(self, name: str) -> Iterator[Mapping[str, Any]]:
        """The entry and its static imports, each once, breadth first."""
        first = self._by_name.get(name)
        queue = [] if first is None else [first]
        seen = {entry["file"] for entry in queue}
        while queue:
            entry = queue.pop(0)
            yield entry
            for key in entry.get("imports", ()):
                other = self._entries.get(key)
                if other is not None and other["file"] not in seen:
                    seen.add(other["file"])
                    queue.append(other)


def read_uses(folder: Path) -> dict[str, list[str]]:
    """Shared module names by entry, from the ``uses.json`` of a plugin's build; empty when there is none."""
    try:
        modules = json.loads((folder / "uses.json").read_text(encoding="utf-8"))["modules"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return {entry: [str(name) for name in names] for entry, names in modules.items()}
