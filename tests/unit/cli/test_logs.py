"""envision_core.cli.logs and envision_core.cli.words"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest

from envision_core.cli import logs
from envision_core.cli.words import describe
from envision_core.errors import EnvisionError, InvalidInput, Place


@pytest.fixture
def clean_logging() -> Iterator[None]:
    """Puts logging back as pytest had it."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in [*logs.QUIET, "envision", "envision.requests"]}
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(False)
    for name, earlier in levels.items():
        logging.getLogger(name).setLevel(earlier)


@pytest.mark.usefixtures("clean_logging")
def test_a_line_has_the_time_and_the_text(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(debug=False)

    logging.getLogger("envision.any").info("all is well")
    logging.getLogger("envision.any").warning("look at %s", "this")

    lines = capsys.readouterr().err.splitlines()
    assert re.fullmatch(r"\d\d:\d\d:\d\d all is well", lines[0])
    assert re.fullmatch(r"\d\d:\d\d:\d\d warning envision.any: look at this", lines[1])


@pytest.mark.usefixtures("clean_logging")
@pytest.mark.parametrize("name", ["daphne.server", "twisted", "uvicorn.error", "django.request"])
def test_servers_are_quiet(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(debug=False)

    logging.getLogger(name).warning("noise")
    logging.getLogger(name).error("trouble")

    assert "noise" not in (printed := capsys.readouterr().err)
    assert "trouble" in printed


async def served(scope: dict[str, Any], *messages: dict[str, Any]) -> None:
    async def application(scope: Any, receive: Any, send: Any) -> None:
        for message in messages:
            await send(message)

    async def nothing(*_: Any) -> Any:
        return {}

    await logs.log_requests(application)(scope, nothing, nothing)


@pytest.mark.usefixtures("clean_logging")
async def test_debug_logs_one_line_for_each_request(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(debug=True)

    await served({"type": "http", "method": "GET", "path": "/a"}, {"type": "http.response.start", "status": 404})

    (line,) = capsys.readouterr().err.splitlines()
    assert re.search(r"GET /a 404 \d+\.\d ms$", line)


@pytest.mark.usefixtures("clean_logging")
async def test_debug_logs_a_socket_when_it_opens_and_closes(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(debug=True)

    await served(
        {"type": "websocket", "path": "/ws/"}, {"type": "websocket.accept"}, {"type": "websocket.close", "code": 4401}
    )

    lines = capsys.readouterr().err.splitlines()
    assert lines[0].endswith("SOCKET /ws/ open")
    assert "closed by the server with 4401" in lines[1]


@pytest.mark.usefixtures("clean_logging")
async def test_without_debug_requests_are_not_logged(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(debug=False)

    await served({"type": "http", "method": "GET", "path": "/a"}, {"type": "http.response.start", "status": 500})

    assert capsys.readouterr().err == ""


def test_an_error_says_problem_place_and_hint() -> None:
    error = EnvisionError("It broke.", hint="mend it", place=Place("/x/app.py", 3))

    assert describe(error) == "Error: It broke.\n  at /x/app.py:3\n  Hint: mend it"


def test_an_error_names_its_fields() -> None:
    error = InvalidInput("Wrong.", fields={"bins": ["Must be at most 50."]})

    assert describe(error) == "Error: Wrong.\n  bins: Must be at most 50."
