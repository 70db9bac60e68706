"""Containers as a page's author uses them."""

from __future__ import annotations

import pytest

from envision_core.plugin import PropertyError
from envision_layout import Card, Columns, Expander, Tab, Tabs


def test_children_are_positional_and_lists_are_flattened():
    inner = Card("one")

    assert Columns(inner, ["two", ("three",)]).children == [inner, "two", "three"]


def test_a_ratio_has_a_number_for_each_child():
    assert Columns("a", "b", ratio=(1, 2)).dump_props() == {"ratio": [1, 2], "gap": "md"}
    with pytest.raises(PropertyError, match="2 children but a ratio of 3") as caught:
        Columns("a", "b", ratio=[1, 2, 3])
    assert caught.value.hint == "write ratio=[1, 1]"
    assert "test_containers.py" in str(caught.value.place)
    with pytest.raises(PropertyError, match="above 0"):
        Columns("a", "b", ratio=[1, 0])


def test_an_unknown_property_names_the_nearest():
    with pytest.raises(PropertyError, match="no property 'ration'") as caught:
        Columns("a", ration=[1])

    assert caught.value.hint == "did you mean 'ratio'?"


@pytest.mark.parametrize(
    ("card", "title", "children"),
    [
        (Card("Sales", "text"), "Sales", ["text"]),
        (Card("just *text*"), "", ["just *text*"]),
        (Card("first", "second", title="Title"), "Title", ["first", "second"]),
        (Expander("Details"), "Details", []),
        (Expander("text", title="Details"), "Details", ["text"]),
        (Tab("A", "x", "y"), "A", ["x", "y"]),
    ],
)
def test_a_first_text_is_the_title(card, title, children):
    assert (card.title, card.children) == (title, children)


def test_a_card_with_a_tone_is_tinted():
    assert Card("x").dump_props()["background"] == "surface"
    assert Card("x", tone="warning").dump_props()["background"] == "tinted"
    assert Card("x", tone="warning", background="none").dump_props()["background"] == "none"


def test_a_tone_that_does_not_exist_is_refused():
    with pytest.raises(PropertyError, match="tone"):
        Card("x", tone="angry")


def test_what_needs_a_title_says_so():
    with pytest.raises(PropertyError, match="Expander needs a title"):
        Expander(Card("x"))
    with pytest.raises(PropertyError, match="Tab needs a title"):
        Tab(Card("x"))


def test_tabs_may_be_written_as_a_dict():
    tabs = Tabs({"A": "x", "B": ["y", "z"]}, Tab("C"))

    assert [(tab.title, tab.children) for tab in tabs.children] == [("A", ["x"]), ("B", ["y", "z"]), ("C", [])]


def test_tabs_take_nothing_but_tabs():
    with pytest.raises(PropertyError, match="not of Card"):
        Tabs(Card("x"))
