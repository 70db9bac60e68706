"""An app that uses absent plugins loads, and shows what to do in their place."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from typing import Any

import pytest

from envision_core.plugins.component import Component
from envision_core.plugins.placeholders import MissingComponent, placeholders
from envision_core.plugins.registry import Registry
from envision_core.plugins.tree import build_tree

Discover = Callable[..., Registry]
FIRST_PARTY = ("envision_charts", "envision_tables", "envision_forms", "envision_content", "envision_layout")


@pytest.fixture(autouse=True)
def without_first_party(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in an environment where only the core is installed."""
    for name in [name for name in sys.modules if name.partition(".")[0] in FIRST_PARTY]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr("envision_core.plugins.placeholders.PlaceholderFinder._is_found_by_others", lambda *_: False)


def loaded(source: str, registry: Registry) -> dict[str, Any]:
    names: dict[str, Any] = {"__name__": "app"}
    with placeholders(registry):
        exec(compile(source, "app.py", "exec"), names)
    return names


def test_a_component_of_an_absent_plugin_becomes_a_card_naming_the_package(discovered: Discover):
    registry = discovered("good")
    names = loaded("from envision_tables import Table\nfrom envision_gauge import Gauge", registry)

    tree = build_tree([names["Table"]([1], height=300), names["Gauge"](3)], registry)

    assert [node["kind"] for node in tree.nodes] == ["envision.Error", "gauge.Gauge"]
    props = tree.nodes[0]["props"]
    assert props["slug"] == "plugin_missing"
    assert props["problem"] == "Table needs envision-tables, which is not installed."
    assert props["hint"] == "pip install envision-tables"
    assert "test_placeholders.py:" in props["place"]


def test_children_of_an_absent_container_are_shown(discovered: Discover):
    registry = discovered("good")
    names = loaded("from envision_layout import Columns\nfrom envision_gauge import Gauge", registry)

    tree = build_tree(names["Columns"](names["Gauge"](1), [names["Gauge"](2)], "text"), registry)

    assert [node["kind"] for node in tree.nodes] == ["envision.Error", "gauge.Gauge", "gauge.Gauge"]


def test_a_field_of_an_absent_plugin_keeps_its_input(discovered: Discover):
    registry = discovered()
    names = loaded("from envision_forms import Slider, Form", registry)

    tree = build_tree([names["Slider"]("bins", 5, 50, value=20), names["Slider"](), names["Form"]("who")], registry)

    assert list(tree.inputs) == ["bins"] and tree.inputs["bins"].default == 20
    assert tree.inputs["bins"].check("anything") == "anything"


@pytest.mark.parametrize(
    ("package", "component", "slug"),
    [("envision_future", "Clock", "plugin_incompatible"), ("evil_charts", "Chart", "plugin_disabled")],
)
def test_a_plugin_that_cannot_be_used_is_stood_in_for(discovered: Discover, package: str, component: str, slug: str):
    registry = discovered("wrong_api", "squatter")
    names = loaded(f"from {package} import {component}", registry)

    tree = build_tree(names[component](), registry)

    assert issubclass(names[component], MissingComponent)
    expected = "plugin_missing" if package == "evil_charts" else slug
    assert tree.nodes[0]["props"]["slug"] == expected


def test_a_plugin_whose_import_raises_is_stood_in_for_after_it_is_marked(discovered: Discover):
    registry = discovered("good", "broken_import")
    with pytest.raises(RuntimeError) as caught:
        loaded("from envision_crash import Crash", registry)
    culprit = registry.culprit(caught.value)
    assert culprit == "crash"
    registry.mark_broken(culprit, caught.value)

    names = loaded("from envision_crash import Crash\nimport envision_gauge", registry)

    assert build_tree(names["Crash"](1), registry).nodes[0]["props"]["slug"] == "plugin_broken"
    assert names["envision_gauge"].__file__


def test_submodules_of_a_placeholder_are_placeholders_and_private_names_do_not_exist(discovered: Discover):
    registry = discovered()
    names = loaded("import envision_charts.deep.inside\nfrom envision_charts.deep import Chart", registry)

    assert issubclass(names["Chart"], Component)
    assert names["Chart"] is names["envision_charts"].deep.Chart
    with pytest.raises(AttributeError):
        _ = names["envision_charts"]._private


def test_an_author_may_derive_from_a_placeholder(discovered: Discover):
    registry = discovered()
    names = loaded("from envision_charts import Chart\nclass Mine(Chart):\n    pass", registry)

    assert build_tree(names["Mine"](1), registry).nodes[0]["props"]["problem"].startswith("Chart needs")


def test_afterwards_nothing_is_left(discovered: Discover):
    loaded("import envision_charts", discovered())

    assert "envision_charts" not in sys.modules


def test_other_modules_that_are_absent_stay_absent(discovered: Discover):
    with pytest.raises(ModuleNotFoundError):
        loaded("import envision_unheard_of", discovered())


def test_a_known_plugin_that_is_importable_is_imported(discovered: Discover, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.undo()
    importlib.import_module("envision_tables")
    for name in [name for name in sys.modules if name.partition(".")[0] == "envision_tables"]:
        monkeypatch.delitem(sys.modules, name)
    with placeholders(Registry()):
        import envision_tables

    assert envision_tables.__file__


def test_removing_a_finder_twice_does_no_harm(discovered: Discover):
    with placeholders(discovered()) as finder:
        finder.remove()
