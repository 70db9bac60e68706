"""`envision run`: loads an app file, prepares its data folder and serves it. Start time counts: imports come late."""

from __future__ import annotations

import argparse
import gc
import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from envision_core.cli import logs
from envision_core.cli.listen import inherited, listen
from envision_core.errors import EnvisionError

if TYPE_CHECKING:
    import socket

__all__ = ["END_WITH_PARENT", "AppFileMissing", "app_path", "run"]

log = logging.getLogger("envision")

LOOPBACK = ("127.0.0.1", "localhost", "::1")
END_WITH_PARENT = "ENVISION_END_WITH_PARENT"  # set by the reloader and by tests for the server they start
SWITCH_INTERVAL_S = 0.0005  # a thread that computes lets the event loop in 10 times sooner than by default


class AppFileMissing(EnvisionError):
    """The path given is not a Python file."""

    code, slug = -32098, "app_file_missing"


def run(options: argparse.Namespace) -> int:
    """Serve until SIGINT or SIGTERM; the ready line is printed when a request was really answered."""
    gc.disable()  # start-up only makes objects that stay
    path = app_path(options.app)
    logs.set_up(debug=options.debug)
    if os.environ.pop(END_WITH_PARENT, ""):
        _end_with_parent()
    sock = inherited() or listen(options.host, options.port)
    if options.reload:
        from envision_core.cli.reloader import run_reloading

        first = ["--open"] if options.open else []
        return run_reloading(_without_reload(options, path), path.parent, sock, first=first)
    _allow_host(options.host)
    if options.debug or options.host in LOOPBACK:
        # Whoever runs the app is who looks at it: errors name the author's file and line in the page, too.
        os.environ.setdefault("ENVISION_SHOW_ERRORS", "1")
    application = _application(path, debug=options.debug)
    _serve(application, sock, options)
    return 0


def app_path(text: str) -> Path:
    """The absolute path of an app file; a folder stands for the app.py in it.

    Raises:
        AppFileMissing: no such file; the hint names the Python files that are there.
    """
    path = Path(text).resolve()
    if path.is_dir():
        path /= "app.py"
    if path.is_file():
        return path
    beside = sorted(file.name for file in path.parent.glob("*.py"))[:5] if path.parent.is_dir() else []
    hint = f"there is {', '.join(beside)}" if beside else "make an app with: envision new myapp"
    raise AppFileMissing(f"There is no app file {os.path.relpath(path)}.", hint=hint)


def _allow_host(host: str) -> None:
    """People will use the address that was asked for; an address that means "all" names none."""
    if host in ("0.0.0.0", "::"):
        if not os.environ.get("ENVISION_ALLOWED_HOSTS"):
            log.warning("Other machines are refused until ENVISION_ALLOWED_HOSTS names the hosts that people type.")
        return
    name = f"[{host}]" if ":" in host else host
    os.environ["ENVISION_ALLOWED_HOSTS"] = f"{os.environ.get('ENVISION_ALLOWED_HOSTS', '')} {name}".strip()


def _application(path: Path, *, debug: bool) -> Any:
    from envision_core import bootstrap

    bootstrap.configure(path.parent, debug=debug)
    from envision_core.asgi import get_asgi_application  # late: Django must be set up

    app = bootstrap.load_app(path)
    runtime = bootstrap.build_runtime(app)
    _tell_problems(runtime)
    application = get_asgi_application(runtime)
    return logs.log_requests(application) if debug else application


def _tell_problems(runtime: Any) -> None:
    """Mistakes in the app cost only what they touch; the author still wants to see them all at once."""
    from envision_core.cli.words import describe

    app = runtime.engine.site.app
    for problem in [app.error] if app.error else runtime.engine.site.problems():
        log.error("%s", describe(problem))


def _serve(application: Any, sock: socket.socket, options: argparse.Namespace) -> None:
    from envision_core.cli import servers

    def on_ready(url: str) -> None:
        print(f"Envision is ready at {url}", flush=True)
        if options.open:
            _open_browser(url)

    sys.setswitchinterval(SWITCH_INTERVAL_S)
    gc.freeze()
    gc.enable()
    serve = servers.uvicorn if options.server == "uvicorn" else servers.daphne
    serve(application, sock, on_ready=on_ready)


def _open_browser(url: str) -> None:
    import threading
    import webbrowser

    threading.Thread(target=webbrowser.open, args=[url], daemon=True).start()


def _end_with_parent() -> None:
    """A reloader or a test that was killed cannot stop its child, which would keep the port."""
    import threading
    import time

    def watch(parent: int) -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, args=[os.getppid()], daemon=True).start()


def _without_reload(options: argparse.Namespace, path: Path) -> list[str]:
    arguments = ["run", str(path), "--no-reload", "--server", options.server, "--host", options.host]
    return [*arguments, "--debug"] if options.debug else arguments
