"""A new database is copied from a template; an old one is migrated."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

SCRIPT = """
import sys
from pathlib import Path
from django.core import management
runs = []
original = management.call_command
management.call_command = lambda *a, **k: (runs.append(a), original(*a, **k))
from envision_core import bootstrap
bootstrap.configure(Path(sys.argv[1]))
from envision_core.models import Workspace
print(len(runs), Workspace.objects.count())
"""


def start(folder: Path, cache: Path, **environment: str) -> str:
    """What a fresh process did: how often it migrated, and how many workspaces it saw."""
    folder.mkdir(exist_ok=True)
    hidden = ("DJANGO_", "ENVISION_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(folder)],
        capture_output=True,
        text=True,
        env={**kept, "XDG_CACHE_HOME": str(cache), **environment},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_first_database_is_migrated_and_the_next_one_copied(tmp_path: Path) -> None:
    assert start(tmp_path / "first", tmp_path / "cache") == "1 0"
    assert start(tmp_path / "second", tmp_path / "cache") == "0 0"


def test_a_copied_database_is_the_same_as_a_migrated_one(tmp_path: Path) -> None:
    start(tmp_path / "first", tmp_path / "cache")
    start(tmp_path / "second", tmp_path / "cache")

    schemas = []
    for name in ("first", "second"):
        with closing(sqlite3.connect(tmp_path / name / ".envision" / "envision.sqlite3")) as database:
            schemas.append(database.execute("select type, name, sql from sqlite_master order by name").fetchall())

    assert schemas[0] == schemas[1]


def test_a_second_start_does_nothing(tmp_path: Path) -> None:
    start(tmp_path / "app", tmp_path / "cache")

    assert start(tmp_path / "app", tmp_path / "cache") == "0 0"


def test_a_database_without_its_stamp_is_migrated_and_keeps_its_rows(tmp_path: Path) -> None:
    start(tmp_path / "app", tmp_path / "cache")
    data = tmp_path / "app" / ".envision"
    with closing(sqlite3.connect(data / "envision.sqlite3")) as database:
        database.execute(
            "insert into envision_core_workspace"
            ' (id, app, owner_key, version, "values", page, last_notice, created, updated)'
            " values ('w', 'a', 'k', 0, '{}', '', 0, '2026-01-01', '2026-01-01')"
        )
        database.commit()
    (data / "migrated").unlink()

    assert start(tmp_path / "app", tmp_path / "cache") == "1 1"


def test_a_cache_that_cannot_be_written_costs_only_its_speed(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where a folder should be")

    assert start(tmp_path / "app", tmp_path / "cache") == "1 0"
