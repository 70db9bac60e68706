"""The 15 examples of the JSON-RPC 2.0 specification, answered exactly as printed there."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from envision_core.protocol import jsonrpc
from envision_core.serialize.calls import arguments_for, check_call
from envision_core.serialize.values import dumps

EXAMPLES = json.loads((Path(__file__).parents[2] / "wire" / "spec" / "jsonrpc_examples.json").read_text())["examples"]


def subtract(minuend: int, subtrahend: int) -> int:
    return minuend - subtrahend


def sum_(*numbers: int) -> int:
    return sum(numbers)


def get_data() -> list[Any]:
    return ["hello", 5]


def silent(*values: int) -> None:
    raise RuntimeError("an error inside a notification is silent")


METHODS: dict[str, Callable[..., Any]] = {
    "subtract": subtract,
    "sum": sum_,
    "get_data": get_data,
    "update": silent,
    "notify_hello": silent,
    "notify_sum": silent,
}


def dispatch(text: str) -> bytes | None:
    """The smallest dispatcher: strings in, bytes out."""
    incoming = jsonrpc.parse(text)
    replies = [reply for reply in map(answer, incoming.calls) if reply is not None]
    if incoming.is_batch:
        return jsonrpc.batch(replies) if replies else None
    return replies[0] if replies else None


def answer(call: jsonrpc.Call) -> bytes | None:
    if isinstance(call, jsonrpc.Invalid):
        return jsonrpc.invalid(call)
    id = call.id if isinstance(call, jsonrpc.Request) else None
    function = METHODS.get(call.method)
    if function is None:
        code = jsonrpc.METHOD_NOT_FOUND
        reply = jsonrpc.error(id, code, jsonrpc.MESSAGES[code])
    else:
        try:
            args, kwargs = arguments_for(function, check_call(function, call.params))
            reply = jsonrpc.reply(id, dumps(function(*args, **kwargs)))
        except RuntimeError:
            reply = jsonrpc.error(id, jsonrpc.INTERNAL_ERROR, jsonrpc.MESSAGES[jsonrpc.INTERNAL_ERROR])
    return reply if isinstance(call, jsonrpc.Request) else None


def test_there_are_fifteen_examples():
    assert len(EXAMPLES) == 15


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["name"])
def test_the_example_is_answered_as_printed(example: dict[str, Any]):
    reply = dispatch(example["send"])

    if example["receive"] is None:
        assert reply is None
    else:
        assert json.loads(reply) == json.loads(example["receive"])
        assert json.dumps(json.loads(reply)) == json.dumps(json.loads(example["receive"]))  # the order as well
