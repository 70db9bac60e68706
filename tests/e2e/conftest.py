"""Browser tests: real Chromium against ``envision run`` as a subprocess, with every page watched for mishaps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page
from served import EXAMPLES, ServedApp

from tests.chromium import chromium_flags, chromium_path

Serve = Callable[..., ServedApp]

# Told to the tests by the page itself, because a violation need not reach the console.
WATCH = """
window.__mishaps = [];
document.addEventListener('securitypolicyviolation', (event) => {
  window.__mishaps.push(`CSP ${event.effectiveDirective}: ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
});
"""


def pytest_configure(config: pytest.Config) -> None:
    # pytest-base-url's own fixture; nothing we could change.
    config.addinivalue_line("filterwarnings", "ignore:Session-scoped fixtures defined as instance methods")


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any],
) -> dict[str, Any]:
    flags = [*chromium_flags(), "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    return {**browser_type_launch_args, "executable_path": chromium_path(), "args": flags}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_context_args,
        "viewport": {"width": 1280, "height": 900},
        "color_scheme": "light",
        "reduced_motion": "reduce",
    }


@pytest.fixture(scope="session")
def example(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[str], ServedApp]]:
    """Serves an example by name; one server for the whole run, each browser context is a visitor of its own."""
    running: dict[str, ServedApp] = {}

    def get(name: str) -> ServedApp:
        if name not in running:
            running[name] = ServedApp(EXAMPLES / name / "app.py", tmp_path_factory.mktemp(name)).start()
        return running[name]

    yield get
    for served in running.values():
        served.stop()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Serves an app file, or the text of one, for this test alone."""
    running: list[ServedApp] = []

    def start(app: Path | str, **environ: str) -> ServedApp:
        if isinstance(app, str):
            path = tmp_path / f"app{len(running)}.py"
            path.write_text(app)
        else:
            path = app
        running.append(ServedApp(path, tmp_path / f"data{len(running)}", environ=environ))
        return running[-1].start()

    yield start
    for served in running:
        served.stop()


class Watch:
    """Collects what must not happen on a page. A test that provokes something adds its text to ``allowed``."""

    def __init__(self) -> None:
        self.allowed: list[str] = ["GPU stall due to ReadPixels"]  # WebGL without a GPU
        self.seen: list[str] = []
        self.pages: list[Page] = []
        self.requests: list[str] = []

    def attach(self, context: BrowserContext) -> None:
        context.add_init_script(WATCH)
        context.on("page", self.add)

    def add(self, page: Page) -> None:
        self.pages.append(page)
        page.on("pageerror", lambda error: self.seen.append(f"uncaught: {error}"))
        page.on("console", self._said)
        page.on("request", lambda request: self._requested(request.url))

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.seen.append(f"console {message.type}: {message.text} {message.location.get('url', '')}")

    def _requested(self, url: str) -> None:
        self.requests.append(url)
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1":
            self.seen.append(f"request to another host: {url}")

    def mishaps(self) -> list[str]:
        for page in self.pages:
            if not page.is_closed():
                self.seen += [str(m) for m in page.evaluate("window.__mishaps || []")]
        return [text for text in self.seen if not any(allowed in text for allowed in self.allowed)]


@pytest.fixture
def watch(context: BrowserContext, serve: Serve) -> Iterator[Watch]:
    """Fails the test when a page logged an error, violated the CSP or asked another host.

    Asks for ``serve`` so that servers still run when it looks.
    """
    watch = Watch()
    watch.attach(context)
    yield watch
    assert watch.mishaps() == []


@pytest.fixture
def page(watch: Watch, context: BrowserContext) -> Page:
    page = context.new_page()
    page.set_default_timeout(20_000)
    return page
