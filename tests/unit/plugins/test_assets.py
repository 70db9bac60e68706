"""Browser files are answered from memory, and only those that a build listed."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from envision_core.plugins.assets import AssetTable
from envision_core.plugins.registry import Registry
from envision_core.plugins.vite import read_uses

GAUGE = "/_envision/p/gauge/gauge-CgW6Mtsc.js"


@pytest.fixture
def core(tmp_path: Path) -> Path:
    folder = tmp_path / "core"
    folder.mkdir()
    (folder / "manifest.json").write_text(
        '{"src/main.tsx": {"file": "shell-Aa1Bb2Cc.js", "name": "shell", "isEntry": true, "imports": ["_r.js"],'
        ' "css": ["shell-Dd3Ee4Ff.css"]}, "_r.js": {"file": "c-react-Aa1Bb2Cc.js"}}'
    )
    (folder / "importmap.json").write_text('{"react": "c-react-Aa1Bb2Cc.js", "gone": null}')
    for name in ("shell-Aa1Bb2Cc.js", "c-react-Aa1Bb2Cc.js", "shell-Dd3Ee4Ff.css"):
        (folder / name).write_text(f"/* {name} */")
    return folder


@pytest.fixture
def table(discovered: Callable[..., Registry], core: Path) -> AssetTable:
    return AssetTable.build(discovered("good", "wrong_api"), core=core)


def ask(table: AssetTable, path: str, method: str = "GET", *headers: tuple[bytes, bytes]) -> Any:
    """Status, headers and body of a response; None when the table leaves the request to others."""
    messages = table.respond({"type": "http", "method": method, "path": path, "headers": list(headers)})
    if messages is None:
        return None
    return messages[0]["status"], dict(messages[0]["headers"]), messages[1]["body"]


def test_a_hashed_file_may_be_kept_for_ever(table: AssetTable):
    status, headers, body = ask(table, GAUGE)

    assert status == 200 and b"export function Gauge" in body
    assert headers[b"cache-control"] == b"public, max-age=31536000, immutable"
    assert headers[b"content-type"] == b"text/javascript; charset=utf-8"
    assert headers[b"x-content-type-options"] == b"nosniff"
    assert headers[b"vary"] == b"Accept-Encoding" and headers[b"etag"] == b'W/"CgW6Mtsc"'


def test_a_file_without_a_hash_is_asked_for_again(table: AssetTable):
    status, headers, _ = ask(table, "/_envision/p/gauge/maps/world.json")

    assert (status, headers[b"cache-control"]) == (200, b"no-cache")
    assert headers[b"content-type"] == b"application/json"
    again = ask(table, "/_envision/p/gauge/maps/world.json", "GET", (b"if-none-match", headers[b"etag"]))
    assert (again[0], again[2]) == (304, b"")


def test_compressed_forms_are_sent_to_browsers_that_take_them(table: AssetTable):
    plain = ask(table, GAUGE)[2]
    _, headers, body = ask(table, GAUGE, "GET", (b"accept-encoding", b"gzip"))

    assert headers[b"content-encoding"] == b"gzip" and gzip.decompress(body) == plain
    assert ask(table, GAUGE, "GET", (b"accept-encoding", b"gzip, br"))[1][b"content-encoding"] == b"br"
    two_headers = ask(table, GAUGE, "GET", (b"accept-encoding", b"br;q=0"), (b"accept-encoding", b"gzip"))
    assert two_headers[1][b"content-encoding"] == b"gzip"
    other = ask(table, "/_envision/p/gauge/knob-Aa1Bb2Cc.js", "GET", (b"accept-encoding", b"gzip"))
    assert b"content-encoding" not in other[1]


def test_a_head_request_gets_the_length_but_no_body(table: AssetTable):
    status, headers, body = ask(table, GAUGE, "HEAD")

    assert (status, body) == (200, b"") and int(headers[b"content-length"]) > 0


def test_other_methods_are_refused(table: AssetTable):
    status, headers, _ = ask(table, GAUGE, "POST")

    assert (status, headers[b"allow"]) == (405, b"GET, HEAD")


@pytest.mark.parametrize(
    "path",
    [
        "/_envision/p/gauge/../../../etc/passwd",
        "/_envision/p/gauge/manifest.json",
        "/_envision/p/gauge/gauge-CgW6Mtsc.js.gz",
        "/_envision/p/future/x.js",
        "/_envision/core/nothing.js",
    ],
)
def test_what_is_not_listed_does_not_exist(table: AssetTable, path: str):
    assert ask(table, path)[0] == 404


def test_other_paths_are_left_to_others(table: AssetTable):
    assert ask(table, "/explore") is None
    assert ask(table, "/_envision/health/live") is None


def test_a_file_that_vanished_is_not_found(table: AssetTable, site: Path):
    (site / "envision_gauge" / "static" / "gauge-CgW6Mtsc.js").unlink()

    assert ask(table, GAUGE)[0] == 404


def test_a_file_is_read_once(table: AssetTable, site: Path):
    first = ask(table, GAUGE)
    (site / "envision_gauge" / "static" / "gauge-CgW6Mtsc.js").unlink()

    assert ask(table, GAUGE) == first


def test_links_and_hidden_files_are_not_served(
    discovered: Callable[..., Registry], site: Path, core: Path, tmp_path: Path
):
    secret = tmp_path / "secret.js"
    secret.write_text("secret")
    registry = discovered("good")
    static = site / "envision_gauge" / "static"
    (static / "link.js").symlink_to(secret)
    (static / "folder").symlink_to(tmp_path)
    (static / ".hidden").write_text("x")

    urls = AssetTable.build(registry, core=core).urls()

    assert not [url for url in urls if "link" in url or "folder" in url or "hidden" in url]


def test_the_core_names_its_entries_and_shared_modules(table: AssetTable):
    assert table.core_entry("shell") == "/_envision/core/shell-Aa1Bb2Cc.js"
    assert table.core_entry("nothing") is None
    assert table.core_preloads("shell") == ["/_envision/core/c-react-Aa1Bb2Cc.js"]
    assert table.core_stylesheets("shell") == ["/_envision/core/shell-Dd3Ee4Ff.css"]
    assert table.import_map() == {"react": "/_envision/core/c-react-Aa1Bb2Cc.js"}


def test_a_page_preloads_what_its_kinds_need(table: AssetTable):
    assert table.preloads(["gauge.Gauge", "gauge.Knob", "tables.Table"]) == [
        "/_envision/p/gauge/gauge-CgW6Mtsc.js",
        "/_envision/p/gauge/c-Dg0abcd1.js",
        "/_envision/p/gauge/knob-Aa1Bb2Cc.js",
    ]
    assert len(table.stylesheets(["gauge.Gauge", "gauge.Knob"])) == 2


def test_an_asset_is_found_by_its_address(table: AssetTable):
    asset = table.asset(GAUGE)

    assert asset is not None and asset.encodings == ("br", "gzip")
    assert table.asset("/nothing") is None


def test_a_core_that_is_not_built_offers_nothing(tmp_path: Path):
    table = AssetTable.build(Registry(), core=tmp_path / "none")

    assert table.core_entry("shell") is None and table.import_map() == {} and table.urls() == []
    assert table.core_preloads("shell") == table.core_stylesheets("shell") == []
    assert AssetTable().preloads(["a.A"]) == []


def test_the_build_digest_follows_the_files(table: AssetTable, core: Path):
    same = AssetTable.build(Registry(), core=core).build_digest

    assert AssetTable.build(Registry(), core=core).build_digest == same != table.build_digest


def test_the_table_of_the_installed_files_is_made_quickly():
    registry = Registry.discover()
    AssetTable.build(registry)
    began = time.perf_counter()
    AssetTable.build(registry)

    assert time.perf_counter() - began < 0.1  # measured: 1.5 ms


def test_shared_modules_that_a_page_needs_are_preloaded_with_their_styles(tmp_path: Path) -> None:
    core, static = tmp_path / "core", tmp_path / "static"
    core.mkdir()
    static.mkdir()
    (core / "manifest.json").write_text("{}")
    (core / "shared.json").write_text(json.dumps({"@envision/ui": {"modules": ["c-ui.js"], "styles": ["ui.css"]}}))
    (static / "uses.json").write_text(json.dumps({"modules": {"button": ["@envision/ui", "react"], "text": ["react"]}}))

    class Kinds:
        def plugins(self) -> list[object]:
            return []

        def module(self, kind: str, prefix: str) -> dict[str, object]:
            return {"state": "ok", "url": f"/{kind}.js", "preload": [], "css": [f"/{kind}.css"]}

        def shared_names(self, kind: str) -> list[str]:
            return read_uses(static).get(kind, [])

    table = AssetTable.build(Kinds(), core=core)  # type: ignore[arg-type]  # all of the registry that it uses

    assert table.preloads(["button", "text"]) == ["/button.js", "/text.js", "/_envision/core/c-ui.js"]
    assert table.stylesheets(["button"]) == ["/_envision/core/ui.css", "/button.css"]
    assert table.preloads(["text"]) == ["/text.js"]
