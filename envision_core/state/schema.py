"""Brings an app's own SQLite database up to date, fast: by a stamp, a template, or Django's migrations."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import tempfile
from contextlib import closing, suppress
from pathlib import Path

__all__ = ["migrate"]

OWN_APPS = frozenset({"auth", "contenttypes", "sessions", "envision_core"})
"""Labels of the apps whose migrations only make empty tables, so that one new database is like another."""


def migrate(database: Path, data_dir: Path) -> None:
    """Runs what migrations are missing; costs next to nothing when none are.

    A new database is copied from a template that this user's first one left in the cache folder: 130 ms less at the
    first start of every further app, and of every test that starts a server.
    """
    stamp, wanted = data_dir / "migrated", _digest()
    if database.exists():
        if stamp.exists() and stamp.read_text() == wanted:
            return
        template = None
    else:
        template = _template(wanted)
    if template is None or not _copy(template, database):
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
        if template is not None:
            _keep(database, template)
    stamp.write_text(wanted)


def _digest() -> str:
    from django import get_version

    digest = hashlib.blake2b(get_version().encode(), digest_size=16)
    for label, folder in _migrations():
        for file in sorted(folder.glob("*.py")):
            digest.update(f"\0{label}/{file.name}\0".encode() + file.read_bytes())
    return digest.hexdigest()


def _migrations() -> list[tuple[str, Path]]:
    from django.apps import apps

    folders = [(config.label, Path(config.path) / "migrations") for config in apps.get_app_configs()]
    return [(label, folder) for label, folder in folders if folder.is_dir()]


def _template(wanted: str) -> Path | None:
    """Where the template lies or will lie; None when other apps' migrations may write data."""
    if not {label for label, _ in _migrations()} <= OWN_APPS:
        return None
    try:
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    except RuntimeError:  # nobody's home
        return None
    return cache / "envision" / f"empty-{wanted}.sqlite3"


def _copy(template: Path, database: Path) -> bool:
    if not template.is_file():
        return False
    part = database.with_name(database.name + ".part")
    shutil.copyfile(template, part)
    os.replace(part, database)
    return True


def _keep(database: Path, template: Path) -> None:
    """Leaves a copy for the next app. A cache that cannot be written costs only its speed."""
    with suppress(OSError, sqlite3.Error):
        template.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryDirectory(dir=template.parent) as folder:
            part = Path(folder) / "part"
            with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(part)) as target:
                source.backup(target)
            os.replace(part, template)
