"""The documentation is true: its apps load and their pages fill, its code compiles, its links lead somewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)")
PAGES = sorted(DOCS.rglob("*.md"))


def blocks() -> list[tuple[str, str]]:
    return [
        (f"{page.relative_to(DOCS)}:{page.read_text()[: match.start()].count(chr(10)) + 2}", match[1])
        for page in PAGES
        for match in BLOCK.finditer(page.read_text())
    ]


BLOCKS = blocks()
APPS = [
    (place, code) for place, code in BLOCKS if "= App(" in code and "envision_gauge" not in code
]  # no plugin of the reader


@pytest.mark.parametrize(("place", "code"), BLOCKS, ids=[place for place, _ in BLOCKS])
def test_code_compiles(place: str, code: str):
    compile(code, place, "exec")


@pytest.mark.parametrize(("place", "code"), APPS, ids=[place for place, _ in APPS])
def test_an_app_runs_without_a_mistake(place: str, code: str, tmp_path: Path):
    app = tmp_path / "app.py"
    app.write_text(code)

    checked = subprocess.run([Path(sys.executable).with_name("envision"), "check", app], capture_output=True, text=True)

    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("name", ["irises", "gapminder", "tour"])
def test_an_example_has_no_mistake(name: str):
    app = ROOT / "examples" / name / "app.py"

    checked = subprocess.run([Path(sys.executable).with_name("envision"), "check", app], capture_output=True, text=True)

    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(DOCS)) for page in PAGES])
def test_links_lead_somewhere(page: Path):
    text = re.sub(r"```.*?```", "", page.read_text(), flags=re.DOTALL)

    missing = [link for link in LINK.findall(text) if not (page.parent / link).exists()]

    assert missing == []


def test_the_reference_of_components_is_current():
    made = subprocess.run([sys.executable, DOCS / "make_components.py", "--check"], capture_output=True, text=True)

    assert made.returncode == 0, made.stdout + made.stderr
