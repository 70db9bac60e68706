"""Messages as plain values."""

from __future__ import annotations

import dataclasses
from typing import Any, get_type_hints

from envision_core.protocol.limits import Limits
from envision_core.protocol.messages import METHODS, PUSHES, Job, Node, RefreshWidget, User, to_wire
from envision_core.protocol.version import PROTOCOL


def test_optional_fields_without_value_are_left_out():
    assert to_wire(RefreshWidget(widgets=["a"], fingerprint="f", status="pending")) == {
        "widgets": ["a"],
        "fingerprint": "f",
        "status": "pending",
    }


def test_fields_without_default_are_sent_as_null():
    job = Job(job="1", name="train", status="running", done=0, total=None, text="")

    assert to_wire(job)["total"] is None


def test_messages_inside_messages_are_plain_too():
    node = Node(id="a", kind="b", props={"user": User(name="Ada")}, children=[Node(id="c", kind="d", props={})])

    assert to_wire((node,)) == [
        {
            "id": "a",
            "kind": "b",
            "props": {"user": {"name": "Ada"}},
            "children": [{"id": "c", "kind": "d", "props": {}}],
        }
    ]
    assert to_wire(User) is User


def test_every_message_is_frozen_documented_and_annotated():
    classes = [cls for spec in METHODS.values() for cls in spec if cls is not Any] + list(PUSHES.values())

    for cls in classes:
        assert cls.__dataclass_params__.frozen, cls
        assert cls.__doc__ and not cls.__doc__.startswith(cls.__name__), cls
        assert set(get_type_hints(cls)) == {item.name for item in dataclasses.fields(cls)}


def test_the_defaults_are_those_of_the_reference():
    assert PROTOCOL == "envision.1"
    assert Limits().max_frame_bytes == 256 * 1024
    assert (Limits().calls_in_flight, Limits().calls_per_second, Limits().burst) == (32, 100, 300)
