"""Envision inside a Django project below a prefix, and as a plain ASGI application, on every server."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from envision_core.testing import LiveDriver

Serve = Callable[..., str]

DASH = """
from envision_content import Metric
from envision_core import App
from envision_forms import Slider

app = App("Shop")


@app.source
def doubled(number: int) -> int:
    return number * 2


@app.page("Sales")
def sales():
    return [Slider("number", 0, 10, value=2), Metric(doubled, id="doubled")]
"""

URLS = """
from django.http import HttpResponse
from django.urls import include, path

urlpatterns = [
    path("", lambda request: HttpResponse("the shop's own page")),
    path("dash/", include("envision_core.urls")),
]
"""

PROJECT_ASGI = """
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
import django

django.setup()
from envision_core.asgi import get_asgi_application

application = get_asgi_application()
"""

PLAIN_ASGI = """
from pathlib import Path

from envision_core import bootstrap

HERE = Path(__file__).parent
bootstrap.configure(HERE)
from envision_core.asgi import get_asgi_application

application = get_asgi_application(bootstrap.build_runtime(bootstrap.load_app(HERE / "app.py")))
"""


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Runs `daphne` or `uvicorn` itself on an ASGI module; its URL once it answers."""
    processes: list[subprocess.Popen[bytes]] = []

    def start(server: str, module: str, folder: Path) -> str:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = str(free.getsockname()[1])
        host = ["-b", "127.0.0.1"] if server == "daphne" else ["--host", "127.0.0.1"]
        quiet = ["-v", "0"] if server == "daphne" else ["--log-level", "warning"]
        port_option = "-p" if server == "daphne" else "--port"
        command = [sys.executable, "-m", server, *host, port_option, port, *quiet, f"{module}:application"]
        log = (folder / "server.log").open("wb")
        with log:
            processes.append(
                subprocess.Popen(command, cwd=folder, env=_environment(folder), stdout=log, stderr=subprocess.STDOUT)
            )
        _wait(f"http://127.0.0.1:{port}/", processes[-1], folder / "server.log")
        return f"http://127.0.0.1:{port}"

    yield start
    for process in processes:
        process.terminate()
        process.wait(15)


def test_an_app_in_a_project_is_served_below_its_prefix(serve: Serve, each_server: str, tmp_path: Path) -> None:
    _make_project(tmp_path)
    url = serve(each_server, "shop.asgi", tmp_path)

    with LiveDriver(f"{url}/dash/") as driver:
        driver.open("sales")
        assert driver.wait_for("doubled")["text"] == "4"
        driver.set_input("number", 5)
        assert driver.wait_for("doubled")["text"] == "10"
        assert driver.boot["urls"]["socket"] == "/dash/ws/"
        assert driver.upload(b"abc")["size"] == 3
        assert driver.get("/").text == "the shop's own page"
        assert driver.get("/dash/_envision/health/ready").text == "ok"
        assert driver.get("/dash/_envision/core/absent.js").status == 404


def test_a_plain_asgi_module_serves_an_app(serve: Serve, each_server: str, tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(DASH)
    (tmp_path / "asgi.py").write_text(PLAIN_ASGI)
    url = serve(each_server, "asgi", tmp_path)

    with LiveDriver(f"{url}/") as driver:
        driver.open()
        driver.set_input("number", 6)
        assert driver.wait_for("doubled")["text"] == "12"
        assert "Exception" not in (tmp_path / "server.log").read_text()


PROJECT_TEST = """
def test_the_page_fills(app_driver, transactional_db):
    from django.contrib.auth.models import User
    from shop.dash import app

    driver = app_driver(app)
    driver.open("sales")
    driver.set_input("number", 5)

    assert driver.wait_for("doubled")["text"] == "10"
    assert User.objects.count() == 0
"""


def test_the_test_driver_works_in_a_project_with_pytest_django(tmp_path: Path) -> None:
    _make_project(tmp_path)
    (tmp_path / "test_dash.py").write_text(PROJECT_TEST)
    environment = {name: value for name, value in _environment(tmp_path).items() if not name.startswith("PYTEST")}

    answer = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--ds=shop.settings"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
    )

    assert answer.returncode == 0, answer.stdout + answer.stderr


def _make_project(folder: Path) -> None:
    manage = [sys.executable, "-m", "django", "startproject", "shop", "."]
    environment = _environment(folder)
    subprocess.run(manage, cwd=folder, env=environment, check=True)
    settings = folder / "shop" / "settings.py"
    text = settings.read_text().replace(
        '"django.contrib.staticfiles",', '"django.contrib.staticfiles",\n    "channels",\n    "envision_core",'
    )
    text = text.replace(
        "'django.contrib.staticfiles',", "'django.contrib.staticfiles',\n    'channels',\n    'envision_core',"
    )
    settings.write_text(
        text
        + 'ENVISION_APP = "shop.dash:app"\n'
        + 'DATABASES["default"]["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 20}\n'
        # In memory, threads that read and write at the same time fail at once: "database table is locked".
        + 'DATABASES["default"]["TEST"] = {"NAME": BASE_DIR / "test.sqlite3"}\n'
    )
    (folder / "shop" / "dash.py").write_text(DASH)
    (folder / "shop" / "urls.py").write_text(URLS)
    (folder / "shop" / "asgi.py").write_text(PROJECT_ASGI)
    for command in (["check", "--fail-level", "WARNING"], ["migrate", "-v", "0"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=folder, env=environment, check=True)


def _environment(folder: Path) -> dict[str, str]:
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return environment | {"PYTHONPATH": os.pathsep.join([str(folder), environment.get("PYTHONPATH", "")])}


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except urllib.error.HTTPError as answer:
            answer.close()
            return
        except OSError:
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.05)
