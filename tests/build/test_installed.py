"""What users get: wheels and sdists that need no Node, alone or together, and an app served from them."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import tarfile
import time
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.build.conftest import ROOT, without_node

PLUGINS = ("charts", "content", "forms", "layout", "tables")
ASSETS = {
    "envision_core": "envision_core/static/envision/core/manifest.json",
    **{f"envision_{name}": f"envision_{name}/static/manifest.json" for name in PLUGINS},
}
EVERYTHING = ("envision-core", *(f"envision-{name}" for name in PLUGINS))
CHART_AND_TABLE = """
import plotly.graph_objects as go
from envision_charts import Chart
from envision_core import App
from envision_tables import Table

app = App("Two")

@app.page("Both")
def both():
    return [Chart(go.Figure(go.Bar(x=[1, 2], y=[3, 4]))), Table([{"a": 1}])]
"""

Install = Callable[..., Path]


@pytest.mark.parametrize("package", ASSETS)
def test_wheels_and_sdists_hold_the_built_assets(dist, package):
    wheel, sdist = _only(dist, f"{package}-*.whl"), _only(dist, f"{package}-*.tar.gz")

    in_wheel = zipfile.ZipFile(wheel).namelist()
    with tarfile.open(sdist) as archive:
        in_sdist = [name.partition("/")[2] for name in archive.getnames()]

    for names in (in_wheel, in_sdist):
        assert ASSETS[package] in names
        assert [name for name in names if name.endswith(".js.gz")]
        assert [name for name in names if "node_modules" in name or name.endswith((".built-from", ".pyc"))] == []


def test_everything_serves_an_example_without_node(install: Install, tmp_path):
    environment = install(*EVERYTHING, "pandas")

    with served(environment, ROOT / "examples" / "irises" / "app.py", tmp_path) as url:
        boot = boot_data(url)
        modules = boot["app"]["modules"]

        assert {"charts.Chart", "content.Markdown", "forms.Slider", "layout.Columns", "tables.Table"} <= set(modules)
        for kind in ("charts.Chart", "tables.Table"):
            with urllib.request.urlopen(url + modules[kind]["url"]) as answer:
                assert answer.status == 200
                assert "javascript" in answer.headers["Content-Type"]


def test_core_and_charts_alone_show_the_chart_and_name_what_is_missing(install: Install, tmp_path):
    environment = install("envision-core", "envision-charts")
    app = tmp_path / "app.py"
    app.write_text(CHART_AND_TABLE)

    with served(environment, app, tmp_path) as url:
        chart, table = boot_data(url)["page"]["tree"]

    assert chart["kind"] == "charts.Chart"
    assert table["kind"] == "envision.Error"
    assert "pip install envision-tables" in table["props"]["hint"]


def test_sdists_install_without_node(install: Install, dist):
    environment = install(*(str(_only(dist, f"{name.replace('-', '_')}-*.tar.gz")) for name in EVERYTHING[:2]))

    packages = next(environment.glob("lib/python*/site-packages"))
    assert (packages / ASSETS["envision_core"]).is_file()
    assert (packages / ASSETS["envision_charts"]).is_file()


def boot_data(url: str) -> dict[str, Any]:
    """What the index page carries for the shell."""
    with urllib.request.urlopen(url + "/") as answer:
        page = answer.read().decode()
    found = re.search(r'<script[^>]*id="envision-boot"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert found, page[:2000]
    boot: dict[str, Any] = json.loads(found[1])
    return boot


@contextmanager
def served(environment: Path, app: Path, folder: Path) -> Iterator[str]:
    """`envision run` of an environment, without Node on PATH; ends with the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = folder / "server.log"
    command = [str(environment / "bin" / "envision"), "run", str(app), "--port", str(port), "--no-reload"]
    settings = {**without_node(folder), "ENVISION_DATA_DIR": str(folder / "data")}
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, stdin=subprocess.DEVNULL, env=settings)
        try:
            _wait_until_ready(f"http://127.0.0.1:{port}", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(10)


def _wait_until_ready(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(url + "/_envision/health/ready", timeout=5).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"no answer from {url}:\n{log.read_text(errors='replace')[-4000:]}")


def _only(folder: Path, pattern: str) -> Path:
    (found,) = folder.glob(pattern)
    return found
