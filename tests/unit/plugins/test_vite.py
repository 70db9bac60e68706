"""What a Vite build left behind is read without running anything."""

from __future__ import annotations

from pathlib import Path

from envision_core.plugins.vite import ViteManifest

BUILD = ViteManifest(
    {
        "src/A.tsx": {"file": "a.js", "name": "a", "isEntry": True, "imports": ["_c.js", "_d.js", "_gone.js"]},
        "src/B.tsx": {"file": "b.js", "name": "b", "isEntry": True, "css": ["b.css"], "imports": ["_d.js"]},
        "src/lazy.ts": {"file": "lazy.js", "name": "lazy", "isDynamicEntry": True},
        "_c.js": {"file": "c.js", "imports": ["_d.js"], "css": ["c.css"], "assets": ["c.svg"]},
        "_d.js": {"file": "d.js", "imports": ["_c.js"], "css": ["c.css"]},
    }
)


def test_an_entry_is_found_by_name():
    assert BUILD.file("a") == "a.js"
    assert BUILD.file("lazy") is None


def test_imports_are_followed_once_even_in_circles():
    assert BUILD.imports("a") == ["c.js", "d.js"]
    assert BUILD.imports("nothing") == []


def test_styles_of_imports_belong_to_an_entry():
    assert BUILD.css("a") == ["c.css"]
    assert BUILD.css("b") == ["b.css", "c.css"]


def test_all_files_are_listed():
    assert BUILD.files() == {"a.js", "b.js", "lazy.js", "c.js", "d.js", "b.css", "c.css", "c.svg"}


def test_a_folder_without_a_readable_manifest_is_not_built(tmp_path: Path):
    assert ViteManifest.read(tmp_path) is None
    (tmp_path / "manifest.json").write_text("{")
    assert ViteManifest.read(tmp_path) is None
    (tmp_path / "manifest.json").write_text("[]")
    assert ViteManifest.read(tmp_path) is None
    (tmp_path / "manifest.json").write_text("{}")
    assert ViteManifest.read(tmp_path) is not None
