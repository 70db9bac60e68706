"""Pages stay light: what a browser loads is under its budget, and the figures in the README are true."""

from __future__ import annotations

import json

import pytest

from tests.chromium import chromium_flags, chromium_path
from tests.sizes.apps import APPS
from tests.sizes.measure import BUDGETS_KB, README, SIZES, table, weigh

TOLERANCE = 0.03  # compression differs a little between versions of zlib


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": chromium_path(), "args": chromium_flags()}


@pytest.mark.parametrize("name", APPS)
def test_a_page_is_under_its_budget_and_as_light_as_the_readme_says(browser, name, tmp_path):
    found = weigh(browser, name, tmp_path)

    published = json.loads(SIZES.read_text())[name]
    assert found["js_css_gzip_kb"] <= BUDGETS_KB[name], found["files"]
    assert found["js_css_gzip_kb"] == pytest.approx(published["js_css_gzip_kb"], rel=TOLERANCE), (
        "docs/sizes.json is stale. Hint: make test SESSIONS=sizes"
    )


def test_the_readme_shows_the_figures_of_the_last_measurement():
    assert table(json.loads(SIZES.read_text())) in README.read_text()
