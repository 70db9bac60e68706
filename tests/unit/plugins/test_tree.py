"""A page's items become nodes; what cannot be shown becomes an error node and the rest works."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from envision_core.errors import ComponentNotFound, Place, PluginError, PluginMissing
from envision_core.model.action import Action
from envision_core.model.source import Source
from envision_core.plugin import Bound, Component, Container, FormBase, Input, InputSpec
from envision_core.plugins.component import collecting_errors
from envision_core.plugins.tree import ERROR_KIND, Tree, build_tree


class Chart(Component):
    figure: Bound[Any]
    title: str = ""

    def dump_data(self, data: Any) -> object:
        if data == "raise":
            raise RuntimeError("no figure")
        return data


class Text(Component):
    text: str


class Columns(Container, init=False):
    ratio: list[int] | None = None


class Slider(Input):
    maximum: float = 10
    value: float | None = None


class Picker(Component):
    selection: str

    def inputs(self) -> list[InputSpec]:
        return [InputSpec(self.selection, [], list)]


class Form(FormBase):
    pass


class Stray(Component):
    pass


class Shown(Component):
    broken: bool = False

    def dump_props(self) -> dict[str, Any]:
        raise KeyError("props")


KINDS = {cls: f"test.{cls.__name__}" for cls in (Chart, Text, Columns, Slider, Picker, Form, Shown)}


class Kinds:
    """A registry of the classes above."""

    def kind_of(self, cls: type) -> str:
        if cls not in KINDS:
            raise PluginError(f"{cls.__name__} is in no manifest.", hint="list it")
        return KINDS[cls]

    def adapter_for(self, value: object) -> type[Component] | None:
        if isinstance(value, complex):
            raise PluginMissing("Plane needs envision-planes.", hint="pip install envision-planes")
        return {str: Text, frozenset: Chart, float: Text}.get(type(value))


SOURCE = Source("sepals", lambda: [1])
HERE = Place("app.py", 7)


def tree_of(*items: Any) -> Tree:
    return build_tree(list(items), Kinds(), place=HERE)


def ids(tree: Tree) -> list[str]:
    return [node["id"] for node in tree.nodes]


def only_error(tree: Tree) -> dict[str, Any]:
    [node] = tree.nodes
    assert node["kind"] == ERROR_KIND
    props: dict[str, Any] = node["props"]
    return props


def test_a_node_has_id_kind_and_props():
    tree = tree_of(Text("hello"))

    assert tree.nodes == [{"id": "text-1", "kind": "test.Text", "props": {"text": "hello"}}]
    assert tree.kinds == {"test.Text"} and tree.errors == []


def test_a_single_item_needs_no_list():
    assert build_tree(Text("a"), Kinds()).nodes[0]["id"] == "text-1"


def test_nothing_false_and_nested_lists_are_fine():
    def more() -> Iterator[Any]:
        yield Text("c")

    assert ids(tree_of(None, False, [Text("a"), (Text("b"),)], more())) == ["text-1", "text-2", "text-3"]


def test_a_container_holds_its_children():
    [node] = tree_of(Columns(Text("a"), "b", ratio=[1, 2])).nodes

    assert [child["id"] for child in node["children"]] == ["text-1", "text-2"]


def test_ids_are_counted_by_class_and_avoid_those_the_author_chose():
    tree = tree_of(Text("a"), Columns(Text("b", id="text-2")), [Text("c")])

    assert ids(tree) == ["text-1", "columns-1", "text-3"]
    assert tree.component("text-2").text == "b"  # type: ignore[attr-defined]


def test_fields_and_forms_are_called_by_their_name():
    tree = tree_of(Slider("bins"), Slider("bins"), Form("who"), Text("x", id="slider-size"), Slider("size"))

    assert ids(tree) == ["slider-bins", "slider-bins-1", "form-who", "slider-size", "slider-size-1"]


def test_an_id_used_twice_is_an_error_in_its_place():
    tree = tree_of(Text("a", id="x"), Text("b", id="x"))

    assert ids(tree) == ["x", "text-1"]
    assert tree.nodes[1]["props"]["problem"] == "Two components have the id 'x'."


def test_an_unknown_id_is_not_found():
    with pytest.raises(ComponentNotFound):
        tree_of(Text("a")).component("text-9")


def test_a_bound_component_names_its_source():
    tree = tree_of(Chart(SOURCE))

    assert tree.nodes[0]["source"] == "sepals" and tree.nodes[0]["props"] == {"title": ""}
    assert tree.bound == {"chart-1": SOURCE}


def test_small_static_data_travels_with_the_page():
    tree = tree_of(Chart([1, 2]))

    assert tree.nodes[0]["props"]["figure"] == [1, 2] and tree.bound == {}


def test_large_static_data_follows_like_that_of_a_source():
    data = list(range(10_000))

    one, two = tree_of(Chart(data)), tree_of(Text("other"), Chart(list(data)))

    source = one.bound["chart-1"]
    assert source() is data and "figure" not in one.nodes[0]["props"]
    assert source.name == two.bound["chart-1"].name == f"constant-{source.digest}"


def test_no_data_is_no_data():
    assert "figure" not in tree_of(Chart(None)).nodes[0]["props"]


def test_show_when_and_inputs_are_on_the_node():
    tree = tree_of(Text("a", show_when={"mode": "advanced"}), Picker("picked"), Slider("bins", value=3))

    assert tree.nodes[0]["show_when"] == {"mode": "advanced"}
    assert [node.get("inputs") for node in tree.nodes] == [None, ["picked"], ["bins"]]
    assert tree.inputs["bins"].default == 3


def test_of_two_fields_for_one_input_the_first_counts():
    assert tree_of(Slider("bins", value=1), Slider("bins", value=2)).inputs["bins"].default == 1


def test_an_input_must_be_a_parameter_name():
    error = only_error(tree_of(Slider("my bins")))

    assert error["problem"] == "'my bins' cannot be the name of an input."


def test_a_form_twice_is_an_error():
    tree = tree_of(Form("who"), Form("who"))

    assert list(tree.forms) == ["who"]
    assert tree.nodes[1]["props"]["problem"] == "The form 'who' is twice on this page."


def test_plain_objects_are_shown_by_adapters():
    assert [node["kind"] for node in tree_of("hello", frozenset([1])).nodes] == ["test.Text", "test.Chart"]


def test_an_object_without_an_adapter_is_an_error_at_the_page():
    error = only_error(tree_of({"a": 1}))

    assert error["problem"] == "A page cannot show {'a': 1} (a dict)."
    assert error["place"] == "app.py:7"


def test_an_error_among_the_items_is_shown_in_its_place():
    assert only_error(tree_of(PluginError("No luck.", hint="try again")))["problem"] == "No luck."


def test_an_adapter_of_a_missing_plugin_says_what_to_install():
    error = only_error(tree_of(1j))

    assert (error["slug"], error["hint"]) == ("plugin_missing", "pip install envision-planes")


def test_an_adapter_that_refuses_its_object_is_an_error():
    assert "text must be a text" in only_error(tree_of(1.5))["problem"]


@pytest.mark.parametrize(
    ("item", "hint"),
    [
        (SOURCE, "say how to show it, as in Chart(sepals) or Table(sepals)"),
        (Action("save", print), "give it to a Button or a Form"),
        (Text, "write Text(...)"),
    ],
)
def test_what_cannot_stand_alone_gets_a_hint(item: Any, hint: str):
    assert only_error(tree_of(item))["hint"] == hint


def test_a_component_built_wrongly_is_an_error_at_its_line_followed_by_its_children():
    with collecting_errors():
        page = [Columns(Text("a"), ratoi=1), Text("b")]
    tree = tree_of(*page)

    assert [node["kind"] for node in tree.nodes] == [ERROR_KIND, "test.Text", "test.Text"]
    assert tree.nodes[0]["props"]["hint"] == "did you mean 'ratio'?"
    assert "test_tree.py:" in tree.nodes[0]["props"]["place"]
    assert len(tree.errors) == 1


def test_a_field_built_wrongly_still_declares_its_input():
    with collecting_errors():
        page = [Slider("bins", "many"), Slider()]  # type: ignore[call-arg, arg-type]
    tree = tree_of(*page)

    assert list(tree.inputs) == ["bins"]
    assert ids(tree) == ["slider-bins", "slider-1"]


def test_a_component_of_no_plugin_is_an_error():
    assert only_error(tree_of(Stray()))["problem"] == "Stray is in no manifest."


def test_a_component_whose_code_raises_is_an_error(caplog: pytest.LogCaptureFixture):
    assert only_error(tree_of(Shown()))["problem"] == "Shown cannot be shown: KeyError: 'props'"
    assert only_error(tree_of(Chart("raise")))["problem"] == "Chart cannot be shown: RuntimeError: no figure"
    assert "cannot be built" in caplog.text


def test_data_that_cannot_travel_is_an_error_at_the_component():
    error = only_error(tree_of(Chart(object())))

    assert error["slug"] == "not_serializable" and "test_tree.py:" in error["place"]


def test_a_page_of_a_thousand_components_is_built_quickly():
    import time

    page = [Text(str(number)) for number in range(1000)]
    began = time.perf_counter()
    tree = tree_of(*page)

    assert len(tree.components) == 1000
    assert time.perf_counter() - began < 0.25
