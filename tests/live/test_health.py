"""Health views, assets, uploads and the headers of the index page, on every server."""

from __future__ import annotations

import os
import re
import stat
import time
from typing import Any

import pytest

from envision_core.testing import LiveDriver, LiveServer


@pytest.mark.parametrize("path", ["/_envision/health/live", "/_envision/health/ready"])
def test_a_healthy_server_says_so(driver: LiveDriver, path: str) -> None:
    response = driver.get(path)

    assert (response.status, response.text) == (200, "ok")


def test_health_sets_no_cookie(probe: LiveServer, driver: LiveDriver) -> None:
    response = driver.another_person().get("/_envision/health/ready")

    assert response.header("set-cookie") == ""


def test_the_index_page_allows_no_foreign_and_no_inline_code(driver: LiveDriver) -> None:
    policy = driver.get("/").header("content-security-policy")

    assert "default-src 'self'" in policy
    assert "'unsafe-eval'" not in policy
    assert re.search(r"script-src 'self' 'nonce-[\w-]+'(;|$)", policy)


def test_the_session_cookie_is_kept_from_scripts(driver: LiveDriver) -> None:
    response = driver.another_person().get("/")

    cookies = [value.lower() for name, value in response.headers if name == "set-cookie" and "session" in value]
    assert len(cookies) == 1
    assert "httponly" in cookies[0]
    assert "samesite=lax" in cookies[0]


def test_an_unknown_page_is_a_404_that_still_shows_the_app(driver: LiveDriver) -> None:
    response = driver.get("/nowhere")

    assert response.status == 404
    assert "envision-boot" in response.text


def test_a_locked_step_is_refused_by_address(driver: LiveDriver) -> None:
    assert driver.get("/second").status == 403


@pytest.mark.parametrize("path", ["/_envision/core/../../settings.py", "/_envision/core/%2e%2e/x", "/_envision/p/x/y"])
def test_a_path_out_of_the_assets_finds_nothing(driver: LiveDriver, path: str) -> None:
    assert driver.get(path).status in (400, 404)


@pytest.mark.parametrize("size", [0, 1, 1024 * 1024, 1024 * 1024 + 1, 3_000_000])
def test_a_file_is_uploaded_in_parts(driver: LiveDriver, size: int) -> None:
    assert driver.upload(b"x" * size, "data.bin")["size"] == size


def test_an_upload_without_the_token_is_refused(driver: LiveDriver) -> None:
    driver.boot["csrf_token"] = "wrong"

    with pytest.raises(AssertionError, match="403"):
        driver.upload(b"x")


def test_a_large_value_comes_over_http(driver: LiveDriver) -> None:
    driver.wait_for("large")

    assert any(params.get("href") for name, params in driver.pushes if name == "refresh_widget")
    assert driver.value("large")["text"].startswith("xxxx")


def test_another_person_cannot_fetch_the_value(driver: LiveDriver) -> None:
    driver.wait_until(lambda: driver.widgets.get("large") and driver.widgets["large"].href)
    href = driver.widgets["large"].href
    assert href is not None
    stranger = driver.another_person()
    stranger.open()

    assert stranger.get(href).status == 404


def test_another_person_cannot_open_the_workspace(driver: LiveDriver) -> None:
    assert driver.page is not None
    stranger = driver.another_person()

    assert stranger.get(f"/w/{driver.page.workspace}/home").status == 404


def test_the_secret_key_is_for_its_owner_only(probe: LiveServer) -> None:
    mode = stat.S_IMODE(os.stat(probe.data_dir / "secret-key").st_mode)

    assert mode == 0o600


def test_the_data_folder_holds_everything(probe: LiveServer) -> None:
    assert (probe.data_dir / "envision.sqlite3").exists()


def test_the_ready_line_is_the_first_and_only_line_when_all_is_well(envision_server: Any, write_app: Any) -> None:
    app = write_app('from envision_core import App\n\napp = App("Plain")\n')

    server = envision_server(app)

    assert server.log == f"Envision is ready at {server.url}\n"
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", server.url)


def test_the_first_page_is_there_within_five_seconds(envision_server: Any, write_app: Any, each_server: str) -> None:
    app = write_app(
        'from envision_core import App\n\napp = App("Quick")\n\n\n@app.page("A")\ndef a():\n    return []\n'
    )
    started = time.monotonic()

    server = envision_server(app, server=each_server)

    assert server.driver().open().title == "A"
    assert time.monotonic() - started < 5
