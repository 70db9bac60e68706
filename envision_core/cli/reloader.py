"""Starts the app again when a Python file beside it changes. The socket stays open in between, so that a browser waits
for the new process instead of being refused.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from envision_core.cli.listen import VARIABLE
from envision_core.cli.run import END_WITH_PARENT

__all__ = ["run_reloading"]

log = logging.getLogger("envision.reload")

WATCHED = {".py", ".html"}
STOP_TIMEOUT_S = 0.9


def run_reloading(arguments: list[str], folder: Path, sock: socket.socket, *, first: Sequence[str] = ()) -> int:
    """Run `envision ARGUMENTS` in a child process and again after each change below `folder`.

    `first` are more arguments for the first start alone (`--open`). Returns when SIGINT or SIGTERM arrives. A child
    that ends by itself is started again with the next change.
    """
    from watchfiles import watch

    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    if os.name != "posix":  # a socket cannot be handed down there: each child listens itself
        arguments = [*arguments, "--port", str(sock.getsockname()[1])]
        sock.close()
    child = _start([*arguments, *first], sock)
    try:
        for changes in watch(
            folder,
            watch_filter=_filter(),
            stop_event=stop,
            debounce=200,
            step=30,
            rust_timeout=200,
            yield_on_timeout=True,
            raise_interrupt=False,
        ):
            if changes:
                _tell(changes, folder)
                _end(child)
                child = _start(arguments, sock)
    finally:
        _end(child)
    return 0


def _filter() -> Any:
    from watchfiles import DefaultFilter

    class Sources(DefaultFilter):
        """Python files and templates, not what tools and Envision write."""

        ignore_dirs = (*DefaultFilter.ignore_dirs, ".envision", "venv", ".tox", ".nox")

        def __call__(self, change: Any, path: str) -> bool:
            return Path(path).suffix in WATCHED and super().__call__(change, path)

    return Sources()


def _start(arguments: list[str], sock: socket.socket) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "envision_core.cli", *arguments]
    if os.name != "posix":
        return subprocess.Popen(command, env={**os.environ, END_WITH_PARENT: "1"})
    environment = {**os.environ, VARIABLE: str(sock.fileno()), END_WITH_PARENT: "1"}
    return subprocess.Popen(command, env=environment, pass_fds=[sock.fileno()])


def _end(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        child.terminate()
    try:
        child.wait(STOP_TIMEOUT_S)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _tell(changes: set[tuple[Any, str]], folder: Path) -> None:
    names = sorted(os.path.relpath(path, folder) for _, path in changes)
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    log.info("%s%s changed: starting again", ", ".join(names[:3]), more)
