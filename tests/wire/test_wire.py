"""Golden frames: what is on the wire is what the messages say. vitest reads the same files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from envision_core.errors import error_classes
from envision_core.protocol import jsonrpc
from envision_core.protocol.messages import METHODS, PUSHES, ErrorData, Node, to_wire
from envision_core.serialize.convert import convert
from envision_core.serialize.schema import schema_for
from envision_core.serialize.values import dumps

HERE = Path(__file__).parent
FILES = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(HERE.glob("*.json"))}
CALLS = [(name, frame) for name in METHODS for frame in FILES[name]["calls"]]
REPLIES = [(name, frame) for name in METHODS for frame in FILES[name]["replies"]]
PUSH_FRAMES = [(name, frame) for name in PUSHES for frame in FILES[name]["frames"]]


def test_every_message_has_golden_frames_and_no_file_is_left_over():
    assert set(FILES) == set(METHODS) | set(PUSHES) | {"errors"}
    assert all(FILES[name]["calls"] and FILES[name]["replies"] for name in METHODS)
    assert all(FILES[name]["frames"] for name in PUSHES)


@pytest.mark.parametrize(("method", "frame"), CALLS)
def test_a_call_is_understood(method: str, frame: dict[str, Any]):
    incoming = jsonrpc.parse(json.dumps(frame))

    assert incoming.calls == [jsonrpc.Request(method, frame["params"], frame["id"])]
    assert to_wire(convert(frame["params"], METHODS[method].params)) == frame["params"]


@pytest.mark.parametrize(("method", "frame"), REPLIES)
def test_a_reply_is_what_the_server_sends(method: str, frame: dict[str, Any]):
    result = convert(frame["result"], METHODS[method].result)

    assert json.loads(jsonrpc.reply(frame["id"], dumps(to_wire(result)))) == frame
    assert to_wire(result) == frame["result"]


@pytest.mark.parametrize(("name", "frame"), PUSH_FRAMES)
def test_a_push_is_what_the_server_sends(name: str, frame: dict[str, Any]):
    params = convert(frame["params"], PUSHES[name])

    assert json.loads(jsonrpc.push(name, dumps(to_wire(params)))) == frame
    assert jsonrpc.parse(json.dumps(frame)).calls == [jsonrpc.Notification(name, frame["params"])]


@pytest.mark.parametrize(("name", "frame"), PUSH_FRAMES)
def test_the_marshmallow_schema_says_the_same(name: str, frame: dict[str, Any]):
    schema = schema_for(PUSHES[name])

    assert schema.dump(schema.load(frame["params"])) == frame["params"]


@pytest.mark.parametrize("frame", FILES["errors"]["errors"])
def test_an_error_is_what_the_server_sends(frame: dict[str, Any]):
    error = frame["error"]

    assert json.loads(jsonrpc.error(frame["id"], **error)) == frame
    if "data" in error:
        assert to_wire(convert(error["data"], ErrorData)) == error["data"]
        slugs = {cls.slug: cls.code for cls in error_classes()}
        assert slugs.get(error["data"]["slug"], error["code"]) == error["code"]


def test_an_error_component_carries_an_error():
    nodes = [convert(node, Node) for node in FILES["get_page"]["replies"][0]["result"]["tree"]]

    broken = next(node for node in nodes if node.kind == "envision.Error")
    assert convert(broken.props, ErrorData).slug == "plugin_missing"
