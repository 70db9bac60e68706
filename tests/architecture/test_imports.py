"""The import rules that `lint-imports` cannot say; it checks the layers."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, imported_names, modules_below

PLUGINS = sorted(folder.name.removeprefix("envision-") for folder in (ROOT / "plugins").glob("envision-*"))
PLUGIN_PACKAGES = {f"envision_{name}" for name in PLUGINS}
# Names of distributions differ from what is imported only for these.
DISTRIBUTION_OF = {"_plotly_utils": "plotly", "markdown_it": "markdown-it-py", "twisted": "daphne"}
# Optional extras of envision-core, imported late and only where chosen.
EXTRAS = {"uvicorn", "websockets", "channels_redis", "redis", "psycopg", "celery"}
# Looked up where a user brings them; never required, never imported when a module loads.
GUESTS = {"pandas", "numpy", "plotly", "pytest", "playwright"}


@pytest.mark.parametrize("place", ["errors.py", "protocol", "model"])
def test_the_lowest_layers_import_only_the_standard_library(place):
    for file in modules_below(f"envision_core/{place}"):
        foreign = {name for name in _roots(imported_names(file)) if name not in sys.stdlib_module_names}

        assert foreign <= {"envision_core"}, f"{file.relative_to(ROOT)} imports {sorted(foreign)}"


def test_core_never_imports_a_plugin():
    for file in modules_below("envision_core"):
        assert not _roots(imported_names(file)) & PLUGIN_PACKAGES, file.relative_to(ROOT)


@pytest.mark.parametrize("plugin", PLUGINS)
def test_a_plugin_uses_only_public_modules_of_core_and_no_other_plugin(plugin):
    public = {"envision_core", "envision_core.plugin", "envision_core.testing"}
    for file in modules_below(f"plugins/envision-{plugin}/envision_{plugin}"):
        names = imported_names(file)
        private = {
            name
            for name in names
            if name.startswith("envision_core.") and name not in public and not _is_name_of_public_module(name, public)
        }
        others = _roots(names) & (PLUGIN_PACKAGES - {f"envision_{plugin}"})

        assert not private, (
            f"{file.relative_to(ROOT)} imports {sorted(private)}. Hint: export it in envision_core.plugin"
        )
        assert not others, f"{file.relative_to(ROOT)} imports {sorted(others)}"


@pytest.mark.parametrize("project", [".", *(f"plugins/envision-{name}" for name in PLUGINS)])
def test_every_third_party_import_is_a_declared_dependency(project):
    declared = _declared(ROOT / project / "pyproject.toml")
    package = "envision_core" if project == "." else next((ROOT / project).glob("envision_*")).name
    for file in modules_below(f"{project}/{package}"):
        names = {DISTRIBUTION_OF.get(name, name.replace("_", "-")) for name in _third_party(imported_names(file))}

        undeclared = names - declared - {name.replace("_", "-") for name in EXTRAS | GUESTS}
        assert not undeclared, f"{file.relative_to(ROOT)} imports {sorted(undeclared)}, not in {project}/pyproject.toml"


@pytest.mark.parametrize("project", [".", *(f"plugins/envision-{name}" for name in PLUGINS)])
def test_every_declared_dependency_is_imported(project):
    package = "envision_core" if project == "." else next((ROOT / project).glob("envision_*")).name
    used: set[str] = set()
    for file in modules_below(f"{project}/{package}"):
        used |= {DISTRIBUTION_OF.get(name, name.replace("_", "-")) for name in _roots(imported_names(file))}

    assert _declared(ROOT / project / "pyproject.toml") <= used


def test_heavy_guests_are_imported_only_inside_functions():
    for file in modules_below("envision_core", *(f"plugins/envision-{name}/envision_{name}" for name in PLUGINS)):
        if "testing" in file.relative_to(ROOT).parts:
            continue
        at_once = _roots(imported_names(file, at_import_time=True))

        assert not at_once & (GUESTS | {"markdown_it", "nh3"}), f"{file.relative_to(ROOT)}: {sorted(at_once & GUESTS)}"


def test_importing_the_package_loads_neither_django_nor_marshmallow():
    script = "import sys, envision_core; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT).stdout

    assert not {"django", "channels", "marshmallow", "orjson", "pandas", "numpy"} & set(loaded.split())


def _roots(names: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in names if name}


def _third_party(names: set[str]) -> set[str]:
    ours = {"envision_core", "__future__"} | PLUGIN_PACKAGES
    return {name for name in _roots(names) if name not in sys.stdlib_module_names and name not in ours}


def _is_name_of_public_module(name: str, public: set[str]) -> bool:
    return name.rpartition(".")[0] in public and not _is_module(name)


def _is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").is_file()


def _declared(project: Path) -> set[str]:
    lines = tomllib.loads(project.read_text())["project"]["dependencies"]
    return {match[0].lower() for line in lines if (match := re.match(r"[A-Za-z0-9_.-]+", line))}
