"""Pictures of every example for the documentation: desktop, phone, dark. Takes the folder as argument."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[2]))
from screen import wait_until_filled
from served import EXAMPLES, ServedApp

from tests.chromium import chromium_flags, chromium_path

VIEWS = {
    "desktop": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light"},
}
PAGES = {
    "irises": ["explore"],
    "gapminder": ["overview", "country", "map"],
    "tour": ["fields", "blocks", "containers", "mixed"],
}


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "docs" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=chromium_flags())
        for name, paths in PAGES.items():
            served = ServedApp(EXAMPLES / name / "app.py", Path(work) / name).start()
            try:
                for view, settings in VIEWS.items():
                    shoot(browser, served.url, name, paths, view, settings, folder)
            finally:
                served.stop()
        browser.close()


def shoot(
    browser: Browser,
    url: str,
    name: str,
    paths: list[str],
    view: str,
    settings: dict,
    folder: Path,
) -> None:
    context = browser.new_context(**settings, reduced_motion="reduce")
    page = context.new_page()
    for path in paths:
        page.goto(f"{url}/{path}")
        wait_until_filled(page, timeout_ms=60_000)
        page.wait_for_timeout(800)  # fonts, transitions
        file = folder / f"{name}-{path}-{view}.png"
        page.screenshot(path=file, full_page=os.environ.get("FULL_PAGE") == "1")
        print(f"{file.name}: {file.stat().st_size // 1024} KB", flush=True)
        if name == "tour" and path == "fields":
            submit(page)
    context.close()


def submit(page: Page) -> None:
    page.get_by_role("button", name="OK", exact=True).click()
    page.wait_for_url("**/blocks", timeout=60_000)


if __name__ == "__main__":
    main()
