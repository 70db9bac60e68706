"""Manifest and types are written from the classes, and a stale one is noticed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from envision_core.errors import PluginError
from envision_core.plugins.build import build
from tests.plugins_fixture import install

GOOD = Path(install.__file__).parent / "good"

CODE = '''
from typing import Any
from dataclasses import dataclass
from envision_core.plugin import Bound, Component

@dataclass
class Point:
    x: int

class Dial(Component):
    """Turns."""
    value: Bound[list[Point]]
    size: int = 3  # px
    tags: dict[str, str] | None = None
'''


@pytest.fixture
def project(tmp_path: Path, site: Path) -> Path:
    """A plugin's project in the layout with `src`."""
    folder = tmp_path / "project"
    (folder / "src" / "acme").mkdir(parents=True)
    (folder / "src" / "acme" / "__init__.py").write_text(CODE)
    (folder / "frontend").mkdir()
    write_table(folder)
    return folder


def write_table(folder: Path, components: str = '["acme:Dial"]', more: str = "", point: str = "dials") -> None:
    (folder / "pyproject.toml").write_text(
        f'[project.entry-points."envision.plugins"]\n{point} = "acme:envision.json"\n'
        f'[tool.envision.plugin]\nid = "dials"\ncomponents = {components}\n{more}'
    )


def test_the_fixture_plugin_is_fresh(site: Path):
    assert build(GOOD, check=True) == []


def test_manifest_and_types_are_written_once(project: Path):
    assert build(project) == ["src/acme/envision.json", "frontend/src/props.gen.ts"]
    assert build(project) == []
    manifest = json.loads((project / "src/acme/envision.json").read_text())
    assert manifest["components"]["dials.Dial"]["bound"] == "value"
    types = (project / "frontend/src/props.gen.ts").read_text()
    assert "do not edit" in types
    assert "export interface DialProps {" in types and "export interface Point {" in types
    assert "value?: Point[];" in types and "/** px */" in types


def test_check_tells_what_is_stale_and_writes_nothing(project: Path):
    build(project)
    (project / "src/acme/envision.json").write_text("{}")

    assert build(project, check=True) == ["src/acme/envision.json"]
    assert (project / "src/acme/envision.json").read_text() == "{}"


def test_a_plugin_without_a_front_end_gets_no_types(project: Path):
    shutil.rmtree(project / "frontend")

    assert build(project) == ["src/acme/envision.json"]


def test_a_folder_without_a_project_is_refused(tmp_path: Path):
    with pytest.raises(PluginError, match=r"has no pyproject\.toml"):
        build(tmp_path)


def test_a_project_file_that_is_no_toml_is_refused(project: Path):
    (project / "pyproject.toml").write_text("[")
    with pytest.raises(PluginError, match="is not valid TOML"):
        build(project)


def test_a_project_that_is_no_plugin_is_refused(project: Path):
    (project / "pyproject.toml").write_text("")
    with pytest.raises(PluginError, match="does not describe a plugin"):
        build(project)


def test_a_plugin_needs_its_entry_point(project: Path):
    write_table(project, point="other")
    with pytest.raises(PluginError, match="has no entry point 'dials'"):
        build(project)


@pytest.mark.parametrize(
    ("components", "problem"),
    [
        ('["acme.gone:Dial"]', "acme.gone:Dial cannot be imported: ModuleNotFoundError"),
        ('["acme:Point"]', "acme:Point is not a component class"),
        ('["acme:CODE"]', "acme:CODE cannot be imported: AttributeError"),
        ('["envision_core.plugin:Component"]', "outside its own package acme"),
    ],
)
def test_what_is_no_component_of_the_plugin_is_refused(project: Path, components: str, problem: str):
    write_table(project, components)
    with pytest.raises(PluginError, match=problem):
        build(project)


def test_a_property_without_a_json_schema_is_named(project: Path):
    (project / "src/acme/__init__.py").write_text(CODE + "    odd: complex = 1j\n")
    with pytest.raises(PluginError, match="acme:Dial"):
        build(project)


def test_two_nested_classes_with_one_name_are_refused(project: Path):
    (project / "src/acme/__init__.py").write_text(CODE)
    (project / "src/acme/b.py").write_text(CODE.replace("x: int", "y: str").replace("class Dial", "class Other"))
    write_table(project, '["acme:Dial", "acme.b:Other"]')
    with pytest.raises(PluginError, match="types collide"):
        build(project)
