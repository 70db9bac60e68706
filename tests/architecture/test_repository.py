"""What may be in a committed file, and that the documents keep up with the code."""

from __future__ import annotations

import json
import re
import tomllib

import pytest

from tests.architecture.source import ROOT, tracked_files

# Addresses that an install must ask the user's own settings for, and places of one machine.
REGISTRIES = re.compile(r"registry\.npmjs\.org|registry\.yarnpkg\.com|files\.pythonhosted\.org|pypi\.org/simple")
OWN_PLACES = re.compile(r"/root/|/work/\w")
PROJECTS = [ROOT / "pyproject.toml", *sorted((ROOT / "plugins").glob("*/pyproject.toml"))]


def test_no_file_names_a_registry_or_a_place_of_one_machine():
    found = [
        f"{file.relative_to(ROOT)}: {match[0]}"
        for file, text in _texts()
        for pattern in (REGISTRIES, OWN_PLACES)
        if (match := pattern.search(text)) and file.name != "test_repository.py"
    ]

    assert found == []


def test_the_lock_of_javascript_packages_has_no_addresses():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]

    assert [name for name, entry in packages.items() if "://" in entry.get("resolved", "")] == []


def test_nothing_built_is_committed():
    built = re.compile(r"/static/|/node_modules/|\.(br|gz|whl|pyc)$|/uv\.lock$")
    names = [f"/{file.relative_to(ROOT)}" for file in tracked_files()]

    # The plugins of the tests are small, and broken in ways that no build would make.
    assert [name for name in names if built.search(name) and not name.startswith("/tests/plugins_fixture/")] == []


def test_all_packages_have_the_same_version():
    versions = {tomllib.loads(file.read_text())["project"]["version"] for file in PROJECTS}

    assert len(versions) == 1


@pytest.mark.parametrize("project", PROJECTS, ids=lambda file: file.parent.name)
def test_every_dependency_has_its_reason_in_the_documents(project):
    reasons = (ROOT / "docs" / "dependencies.md").read_text()
    lines = tomllib.loads(project.read_text())["project"]["dependencies"]

    missing = [line for line in lines if f"`{re.split(r'[<>=!~; [(]', line)[0]}`" not in reasons]
    assert missing == []


def test_every_npm_dependency_has_its_reason_in_the_documents():
    reasons = (ROOT / "docs" / "dependencies.md").read_text()
    manifests = [file for file in tracked_files() if file.name == "package.json" and "tests" not in file.parts]

    names = {
        name
        for file in manifests
        for key in ("dependencies", "devDependencies")
        for name in json.loads(file.read_text()).get(key, {})
        if not name.startswith(("@envision/", "@types/"))
    }
    assert sorted(name for name in names if f"`{name}`" not in reasons) == []


def test_the_readme_shows_the_iris_example_as_it_is():
    app = (ROOT / "examples" / "irises" / "app.py").read_text().rstrip()

    assert f"```python\n{app}\n```" in (ROOT / "README.md").read_text()


def test_news_fragments_are_one_short_past_tense_sentence():
    for file in (ROOT / "changelog.d").glob("*.md"):
        text = file.read_text().strip()

        assert re.fullmatch(r"[a-z0-9-]+\.(feature|fix|break|docs)\.md", file.name), file.name
        assert text.endswith(".") and "\n" not in text, f"{file.name} must be one sentence on one line"


def _texts():
    for file in tracked_files():
        if file.suffix in {".png", ".jpg", ".webp", ".ico", ".woff2", ".parquet"}:
            continue
        yield file, file.read_text(errors="replace")
