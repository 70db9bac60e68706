"""What outlives a server: inputs, forms and what the browser already has."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from envision_core.testing import LiveServer, SocketClosed

PROBE = Path(__file__).with_name("probe.py")

Mishaps = Callable[[LiveServer], int]


def test_a_killed_server_comes_back_with_the_same_inputs_and_data(envision_server: Any, each_server: str) -> None:
    server: LiveServer = envision_server(PROBE, server=each_server)
    driver = server.driver()
    driver.open()
    driver.set_input("number", 7)
    assert driver.wait_for("squared")["text"] == "49"
    driver.wait_for("slow")
    driver.wait_for("large")
    before = {id: (widget.fingerprint, widget.refreshes) for id, widget in driver.widgets.items()}

    server.restart()
    driver.reconnect()
    driver.wait_for("slow")

    assert driver.inputs["number"] == 7
    assert driver.value("squared")["text"] == "49"
    after = {id: (widget.fingerprint, widget.refreshes) for id, widget in driver.widgets.items()}
    assert {id: after[id] for id in ("squared", "slow", "large")} == {
        id: before[id] for id in ("squared", "slow", "large")
    }


def test_an_acknowledged_input_survives_a_kill_in_the_same_instant(envision_server: Any, each_server: str) -> None:
    server: LiveServer = envision_server(PROBE, server=each_server)
    driver = server.driver()
    driver.open()
    for number in range(40, 50):
        driver.set_input("number", number)

    server.restart()
    driver.reconnect()

    assert driver.inputs["number"] == 49


def test_a_click_resent_after_a_kill_runs_once(envision_server: Any, each_server: str) -> None:
    server: LiveServer = envision_server(PROBE, server=each_server)
    driver = server.driver()
    driver.open()
    driver.run("click", key="the-click")

    server.restart()
    driver.reconnect()
    driver.run("click", key="the-click")

    driver.wait_for_input("clicks", 1)
    driver.run("click", key="another-click")
    driver.wait_for_input("clicks", 2)


def test_a_server_told_to_end_says_that_it_will_be_back(envision_server: Any, each_server: str) -> None:
    server: LiveServer = envision_server(PROBE, server=each_server)
    driver = server.driver()
    driver.open()
    driver.rpc("ping")
    session = driver.session

    assert server.process is not None
    server.process.terminate()
    closed = driver._background.run(session.wait_closed(), 5)

    assert isinstance(closed, SocketClosed)
    assert closed.code == 1012


@pytest.mark.parametrize("signal_name", ["SIGINT", "SIGTERM"])
def test_a_busy_server_ends_within_a_second_without_a_traceback(
    envision_server: Any, each_server: str, signal_name: str, mishaps: Mishaps
) -> None:
    import signal
    import time

    server: LiveServer = envision_server(PROBE, server=each_server)
    driver = server.driver()
    driver.open()
    started = time.monotonic()
    code = server.signal(getattr(signal, signal_name))

    assert code == 0
    assert time.monotonic() - started < 1.0
    assert mishaps(server) == 0
