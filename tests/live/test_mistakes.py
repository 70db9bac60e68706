"""Mistakes of an author: each names the file, the line and what to do; the server stays up and the rest works."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from envision_core.testing import DriverError, LiveServer

WriteApp = Callable[[str], Path]

GOOD = """
from envision_content import Markdown, Metric
from envision_core import App
from envision_forms import Slider

app = App("Mistakes")


@app.source
def fine(number: int) -> int:
    return number * 2
"""

PAGE = """

@app.page("Home")
def home():
    return [Slider("number", 0, 10, value=4), Metric(fine, id="fine")]
"""


def served(envision_server: Any, app: Path, server: str = "daphne") -> LiveServer:
    started: LiveServer = envision_server(app, server=server, arguments=["--debug"])
    return started


def test_a_syntax_error_is_shown_with_its_line(envision_server: Any, write_app: WriteApp, each_server: str) -> None:
    app = write_app(GOOD + "\ndef broken(:\n    pass\n")
    line = app.read_text().splitlines().index("def broken(:") + 1

    server = served(envision_server, app, each_server)
    response = server.driver().get("/")

    assert f"app.py:{line}" in response.text
    assert "not valid Python" in response.text
    assert f"app.py:{line}" in server.log
    assert "Traceback" not in server.log
    assert server.driver().get("/_envision/health/live").status == 200
    assert server.driver().get("/_envision/health/ready").status == 503


def test_an_error_while_loading_is_shown_with_its_line(envision_server: Any, write_app: WriteApp) -> None:
    app = write_app(GOOD + "\nnumbers = {}\nnumbers['absent']\n")
    line = len(app.read_text().splitlines())

    response = served(envision_server, app).driver().get("/")

    assert f"app.py:{line}" in response.text
    assert "KeyError" in response.text


def test_a_file_without_an_app_is_explained(envision_server: Any, write_app: WriteApp) -> None:
    response = served(envision_server, write_app("x = 1\n")).driver().get("/")

    assert "makes no App" in response.text


def test_an_unknown_parameter_is_told_with_the_nearest_name(envision_server: Any, write_app: WriteApp) -> None:
    wrong = "\n\n@app.source\ndef wrong(numbr: int):\n    return numbr\n"
    page = PAGE.replace('id="fine")', 'id="fine"), Metric(wrong, id="wrong")')
    app = write_app(GOOD + wrong + page)
    line = app.read_text().splitlines().index("def wrong(numbr: int):") + 1
    server = served(envision_server, app)
    driver = server.driver()
    driver.open()

    error = driver.wait_for("wrong", "failed")

    assert "numbr" in error["problem"]
    assert "number" in error["hint"]
    assert f":{line}" in error["place"] or f":{line - 1}" in error["place"]
    assert "numbr" in server.log
    assert driver.wait_for("fine")["text"] == "8"


def test_a_duplicate_page_path_names_both_pages(envision_server: Any, write_app: WriteApp) -> None:
    server = served(envision_server, write_app(GOOD + PAGE + PAGE.replace("def home", "def again")))
    driver = server.driver()
    driver.open()

    assert driver.wait_for("fine")["text"] == "8"
    assert "Two pages have the path 'home'" in server.log
    assert "path=" in server.log


def test_a_wrong_property_becomes_a_card_in_its_place(envision_server: Any, write_app: WriteApp) -> None:
    page = PAGE.replace("Metric(fine,", 'Metric(fine, lable="Two"), Metric(fine,')
    app = write_app(GOOD + page)
    line = next(n for n, text in enumerate(app.read_text().splitlines(), 1) if "lable" in text)
    server = served(envision_server, app)
    driver = server.driver()
    page_shown = driver.open()

    (card,) = page_shown.errors()
    assert "lable" in card["problem"]
    assert "label" in card["hint"]
    assert card["place"].endswith(f"app.py:{line}")
    assert driver.wait_for("fine")["text"] == "8"


def test_a_source_that_raises_costs_only_its_component(envision_server: Any, write_app: WriteApp) -> None:
    raising = "\n\n@app.source\ndef raising(number: int):\n    return 1 / (number - 4)\n"
    page = PAGE.replace('id="fine")', 'id="fine"), Metric(raising, id="raising")')
    app = write_app(GOOD + raising + page)
    line = app.read_text().splitlines().index("    return 1 / (number - 4)") + 1
    driver = served(envision_server, app).driver()
    driver.open()

    error = driver.wait_for("raising", "failed")

    assert "ZeroDivisionError" in error["problem"]
    assert error["place"].endswith(f"app.py:{line}")
    assert driver.wait_for("fine")["text"] == "8"
    driver.set_input("number", 5)
    assert driver.wait_for("raising")["text"] == "1"


def test_a_published_app_tells_visitors_nothing_about_its_code(envision_server: Any, write_app: WriteApp) -> None:
    raising = "\n\n@app.source\ndef raising(number: int):\n    return 1 / 0\n"
    app = write_app(GOOD + raising + PAGE.replace('id="fine")', 'id="fine"), Metric(raising, id="raising")'))
    server = envision_server(app, environment={"ENVISION_SHOW_ERRORS": "0"})
    driver = server.driver()
    driver.open()

    error = driver.wait_for("raising", "failed")

    assert "place" not in error
    assert "ZeroDivisionError" not in str(error)
    assert "ZeroDivisionError" in server.log


def test_a_busy_port_is_told_with_a_free_one(envision_server: Any, write_app: WriteApp) -> None:
    app = write_app(GOOD + PAGE)
    first = served(envision_server, app)

    with pytest.raises(DriverError) as caught:
        envision_server(app, arguments=["--port", str(first.port)])

    assert f"Port {first.port} is in use" in str(caught.value)
    assert "is free: --port" in str(caught.value)


def test_with_reload_a_corrected_file_is_served_on_the_open_port(
    envision_server: Any, write_app: WriteApp, each_server: str
) -> None:
    app = write_app(GOOD + "\ndef broken(:\n")
    server: LiveServer = envision_server(app, server=each_server, arguments=["--reload"])
    driver = server.driver()
    assert "not valid Python" in driver.get("/").text

    time.sleep(0.5)  # the watcher begins a moment after the first start
    app.write_text(GOOD + PAGE)
    deadline = time.monotonic() + 10
    while "not valid Python" in driver.get("/").text:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    driver.open()

    assert driver.wait_for("fine")["text"] == "8"
    assert server.stop() == 0
