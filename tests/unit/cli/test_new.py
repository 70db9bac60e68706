"""envision_core.cli.new"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from envision_core.cli.main import main
from envision_core.cli.new import title_of

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_folder_is_made_with_everything_that_an_app_needs(folder: Path, capsys: Capture) -> None:
    assert main(["new", "sales-report"]) == 0

    names = sorted(path.name for path in (folder / "sales-report").iterdir())
    assert names == [".gitignore", "README.md", "app.py", "requirements.txt", "test_app.py"]
    assert "$" not in (folder / "sales-report" / "app.py").read_text()
    assert 'App("Sales report")' in (folder / "sales-report" / "app.py").read_text()
    assert "envision run app.py" in capsys.readouterr().out


def test_an_empty_folder_is_filled(folder: Path) -> None:
    (folder / "there").mkdir()

    assert main(["new", "there"]) == 0


def test_a_folder_with_something_in_it_is_left_alone(folder: Path, capsys: Capture) -> None:
    (folder / "there").mkdir()
    (folder / "there" / "mine.txt").write_text("mine")

    assert main(["new", "there"]) == 1

    assert [path.name for path in (folder / "there").iterdir()] == ["mine.txt"]
    assert "not an empty folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "title"), [("sales-report", "Sales report"), ("myApp", "MyApp"), ("a_b__c", "A b c"), ("--", "My app")]
)
def test_the_title_is_readable(name: str, title: str) -> None:
    assert title_of(name) == title


def test_a_new_app_is_in_order_and_its_tests_pass(folder: Path) -> None:
    main(["new", "fresh"])
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}

    checked = subprocess.run(
        [sys.executable, "-m", "envision_core.cli", "check"], cwd=folder / "fresh", capture_output=True, text=True
    )
    tested = subprocess.run(
        [sys.executable, "-W", "error::ResourceWarning", "-m", "pytest", "-q"],
        cwd=folder / "fresh",
        env=environment,
        capture_output=True,
        text=True,
    )

    assert checked.stdout == "app.py is in order.\n"
    assert tested.returncode == 0, tested.stdout + tested.stderr
