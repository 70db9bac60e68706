"""`envision run` as a subprocess with a data folder of its own, for tests that need a real server."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

from envision_core.testing.driver import Driver, DriverError
from envision_core.testing.live_driver import LiveDriver

__all__ = ["LiveServer"]

READY = re.compile(r"Envision is ready at (\S+)")
READY_TIMEOUT_S = 30.0
STOP_TIMEOUT_S = 5.0
# What a test's own environment must not decide for the server.
FORGOTTEN = ("DJANGO_SETTINGS_MODULE", "PYTEST_CURRENT_TEST", "COVERAGE_PROCESS_START")


class LiveServer:
    """Serves an app file until the end of the `with` block.

    Args:
        app: path of the app file.
        server: "daphne" or "uvicorn".
        data_dir: where its state lives; default: a temporary folder. It is kept over `kill` and `restart`.
        arguments: more arguments of `envision run`.
        environment: more variables.
    """

    def __init__(
        self,
        app: str | Path,
        *,
        server: str = "daphne",
        data_dir: str | Path | None = None,
        arguments: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.app = Path(app).resolve()
        self.server = server
        self.arguments = list(arguments)
        self.environment = dict(environment or {})
        self._own = tempfile.TemporaryDirectory(prefix="envision-", ignore_cleanup_errors=True)
        self.data_dir = Path(data_dir) if data_dir else Path(self._own.name)
        self.url = ""
        self.port = 0
        self.process: subprocess.Popen[str] | None = None
        self._lines: list[str] = []
        self._ready = threading.Event()
        self._drivers: list[Driver] = []

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self._own.cleanup()

    @property
    def log(self) -> str:
        """Everything the server printed so far, over all its starts."""
        return "".join(self._lines)

    def start(self) -> None:
        """Start it and wait for the ready line; on the same port as before, if there was one.

        Raises:
            DriverError: it ended or was not ready in time; the message holds its log.
        """
        self._ready.clear()
        command = [sys.executable, "-m", "envision_core.cli", "run", str(self.app)]
        command += ["--port", str(self.port), "--server", self.server, *self.arguments]
        environment = {name: value for name, value in os.environ.items() if name not in FORGOTTEN}
        environment |= {"ENVISION_DATA_DIR": str(self.data_dir), "PYTHONUNBUFFERED": "1"}
        environment |= {"ENVISION_END_WITH_PARENT": "1", **self.environment}
        self.process = subprocess.Popen(
            command,
            env=environment,
            cwd=self.app.parent,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._read, args=[self.process], daemon=True)
        self._reader.start()
        self._await_ready()

    def stop(self) -> int:
        """Ask it to end (SIGTERM) and return its exit code; drivers made by `driver` are closed first."""
        for driver in self._drivers:
            driver.close()
        self._drivers.clear()
        return self.signal(signal.SIGTERM)

    def signal(self, number: int) -> int:
        """Send a signal and return the exit code."""
        if self.process is None:
            return 0
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            code = self.process.wait(STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            code = self.process.wait()
        self._reader.join(STOP_TIMEOUT_S)
        self.process = None
        return code

    def kill(self) -> None:
        """SIGKILL: no time to say goodbye. The port and the data folder stay for `start`."""
        self.signal(signal.SIGKILL)

    def restart(self) -> None:
        """Kill and start again on the same port with the same data."""
        self.kill()
        self.start()

    def driver(self) -> LiveDriver:
        """A browser of somebody new; closed with the server."""
        driver = LiveDriver(self.url)
        self._drivers.append(driver)
        return driver

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        with process.stdout:
            for line in process.stdout:
                self._lines.append(line)
                found = READY.match(line)
                if found:
                    self.url = found[1]
                    self.port = int(self.url.rstrip("/").rpartition(":")[2])
                    self._ready.set()

    def _await_ready(self) -> None:
        deadline = time.monotonic() + READY_TIMEOUT_S
        while not self._ready.wait(0.02):
            assert self.process is not None
            if self.process.poll() is not None:
                self._reader.join(STOP_TIMEOUT_S)
                raise DriverError(f"The server ended with code {self.process.returncode}:\n{self.log}")
            if time.monotonic() > deadline:
                self.kill()
                raise DriverError(f"The server was not ready within {READY_TIMEOUT_S:.0f} s:\n{self.log}")
