"""An app served by ``envision run`` in a process of its own, which tests may kill and start again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import IO

__all__ = ["EXAMPLES", "ServedApp", "free_port"]

EXAMPLES = Path(__file__).parents[2] / "examples"
START_TIMEOUT_S = 60.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class ServedApp:
    """``start`` returns when the index page answers; the port and the data folder stay the same over restarts."""

    def __init__(self, app: Path, data: Path, *, environ: dict[str, str] | None = None) -> None:
        self.app, self.data, self.port = app, data, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environ = environ or {}
        self._process: subprocess.Popen[bytes] | None = None
        self._log: IO[bytes] | None = None

    def start(self) -> ServedApp:
        self.data.mkdir(parents=True, exist_ok=True)
        self._log = (self.data / "server.log").open("ab")
        clean = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE" and not k.startswith("ENVISION_")}
        self._process = subprocess.Popen(
            [
                str(Path(sys.executable).with_name("envision")),
                "run",
                str(self.app),
                "--port",
                str(self.port),
                "--no-reload",
            ],
            env={**clean, "ENVISION_DATA_DIR": str(self.data), **self.environ},
            stdout=self._log,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._wait_until_ready()
        return self

    def kill(self) -> None:
        """SIGKILL, as when the machine loses power."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def log(self) -> str:
        return (self.data / "server.log").read_text(errors="replace")

    def _wait_until_ready(self) -> None:
        assert self._process is not None
        begun = time.monotonic()
        while time.monotonic() - begun < START_TIMEOUT_S:
            if self._process.poll() is not None:
                raise AssertionError(
                    f"`envision run {self.app.name}` ended with {self._process.returncode}:\n{self.log()[-4000:]}"
                )
            try:
                with urllib.request.urlopen(self.url + "/", timeout=5) as answer:
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
        raise AssertionError(f"{self.url} did not answer in {START_TIMEOUT_S:.0f} s:\n{self.log()[-4000:]}")

    def _end(self, sign: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is not None and process.poll() is None:
            os.killpg(process.pid, sign)  # the group that start() made, so children go, too
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(5)
        if self._log is not None:
            self._log.close()
            self._log = None
