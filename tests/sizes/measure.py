"""What a browser really loads for a page, in bytes. `python -m tests.sizes.measure --write` renews the figures."""

from __future__ import annotations

__all__ = ["BUDGETS_KB", "README", "SIZES", "table", "weigh"]

import gzip
import json
import re
import sys
import tempfile
import urllib.request
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Response, sync_playwright

from tests.chromium import chromium_flags, chromium_path
from tests.e2e.served import ServedApp
from tests.sizes.apps import APPS

ROOT = Path(__file__).parents[2]
SIZES, README = ROOT / "docs" / "sizes.json", ROOT / "README.md"
# JavaScript and CSS, gzip. The goals of the design; what is above fails.
BUDGETS_KB = {"text": 150, "chart": 700}
# What must be on the page before it counts as loaded.
SEEN = {"text": "h1", "chart": ".js-plotly-plot .plot .point, .js-plotly-plot .bars path"}
NAMES = {"text": "Text only", "chart": "One bar chart"}
CODE = re.compile(r"\.(js|css)$")


def weigh(browser: Browser, page_name: str, folder: Path) -> dict[str, Any]:
    """A first visit: kilobytes (1,000) of code in gzip and of everything in brotli, and the number of requests."""
    app = folder / page_name / "app.py"
    app.parent.mkdir(parents=True)
    app.write_text(APPS[page_name])
    served = ServedApp(app, app.parent / "data").start()
    try:
        urls = _loaded(browser, served.url, SEEN[page_name])
        code = [url for url in urls if CODE.search(url)]
        return {
            "js_css_gzip_kb": _kilobytes(code, "gzip"),
            "all_brotli_kb": _kilobytes(urls, "br"),
            "requests": len(urls),
            "files": sorted(url.rpartition("/")[2] for url in code),
        }
    finally:
        served.stop()


def table(sizes: dict[str, dict[str, Any]]) -> str:
    """The README's table, in Markdown."""
    lines = ["| Page | JS + CSS, gzip | Budget | Everything, brotli | Requests |", "|---|---|---|---|---|"]
    for name, found in sizes.items():
        weight, budget = found["js_css_gzip_kb"], BUDGETS_KB[name]
        lines.append(
            f"| {NAMES[name]} | {weight} KB | {budget} KB | {found['all_brotli_kb']} KB | {found['requests']} |"
        )
    return "\n".join(lines)


def _loaded(browser: Browser, url: str, seen: str) -> list[str]:
    """Addresses of all that a fresh browser fetches until the page is complete and quiet."""
    context = browser.new_context()
    try:
        page = context.new_page()
        answers: list[Response] = []
        page.on("response", lambda answer: answers.append(answer))
        page.goto(url)
        page.wait_for_selector(seen, state="attached")
        page.wait_for_load_state("networkidle")
        return list(dict.fromkeys(answer.url for answer in answers if answer.url.startswith(url)))
    finally:
        context.close()


def _kilobytes(urls: list[str], encoding: str) -> float:
    return round(sum(_length(url, encoding) for url in urls) / 1000, 1)


def _length(url: str, encoding: str) -> int:
    """Bytes of the body as the server sends it; what it leaves uncompressed is compressed here, as a proxy would."""
    with urllib.request.urlopen(urllib.request.Request(url, headers={"Accept-Encoding": encoding})) as answer:
        body = answer.read()
        sent_compressed = answer.headers.get("Content-Encoding")
    return len(body) if sent_compressed else min(len(body), len(gzip.compress(body, 6)))


def main(arguments: list[str]) -> int:
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=chromium_flags())
        sizes = {name: weigh(browser, name, Path(folder)) for name in APPS}
        browser.close()
    print(table(sizes))
    if "--write" in arguments:
        SIZES.write_text(json.dumps(sizes, indent=2) + "\n")
        text = README.read_text()
        README.write_text(
            re.sub(
                r"(<!-- sizes -->\n).*?(<!-- /sizes -->)", lambda m: f"{m[1]}{table(sizes)}\n{m[2]}", text, flags=re.S
            )
        )
    return int(any(found["js_css_gzip_kb"] > BUDGETS_KB[name] for name, found in sizes.items()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
