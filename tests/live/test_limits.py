"""Limits of one connection (docs/reference/protocol.md): beyond one, an error is answered and the socket stays open."""

from __future__ import annotations

import json
from typing import Any

import pytest

from envision_core.testing import LiveDriver, RpcError, SocketClosed

PARSE_ERROR, INVALID_REQUEST, INVALID_PARAMS = -32700, -32600, -32602
FRAME = 256 * 1024


def request(method: str = "echo", params: str = "[1]", id: str = "1") -> str:
    return f'{{"jsonrpc":"2.0","method":"{method}","params":{params},"id":{id}}}'


def padded(size: int) -> str:
    """A call of `echo` with 1 that is exactly so long; blanks count as much as anything."""
    frame = request()
    return frame[:-1] + " " * (size - len(frame)) + "}"


def nested(depth: int) -> str:
    """A call whose innermost list is so deep; the frame and its params are the first two levels."""
    return request(params="[" * (depth - 1) + "]" * (depth - 1))


def nodes(count: int) -> str:
    """A call with so many values; the frame, its four members and the list in its params are among them."""
    return request(params="[[" + ",".join(["1"] * (count - 6)) + "]]")


FITTING = {
    "frame": padded(FRAME),
    "depth": nested(64),
    "nodes": nodes(20_000),
    "string": request(params=json.dumps(["x" * 65_536])),
    "batch": "[" + ",".join(request(id=str(n)) for n in range(50)) + "]",
    "text id": request(id='"' + "i" * 64 + '"'),
    "number id": request(id=str(2**53 - 1)),
    "negative id": request(id=str(-(2**53) + 1)),
    "null id": request(id="null"),
    "digits": request(params="[" + "9" * 20 + "]"),
}

BEYOND = {
    "frame + 1": (padded(FRAME + 1), INVALID_REQUEST),
    "frame x 3": (padded(FRAME * 3), INVALID_REQUEST),
    "depth + 1": (nested(65), INVALID_REQUEST),
    "depth x 100": (nested(6_400), INVALID_REQUEST),
    "depth beyond the parser's": ("[" * 100_000, INVALID_REQUEST),
    "nodes + 1": (nodes(20_001), INVALID_REQUEST),
    "nodes x 5": (nodes(100_000), INVALID_REQUEST),
    "string + 1": (request(params=json.dumps(["x" * 65_537])), INVALID_REQUEST),
    "batch + 1": ("[" + ",".join([request()] * 51) + "]", INVALID_REQUEST),
    "batch x 20": ("[" + ",".join([request()] * 1_000) + "]", INVALID_REQUEST),
    "text id + 1": (request(id='"' + "i" * 65 + '"'), INVALID_REQUEST),
    "number id + 1": (request(id=str(2**53)), INVALID_REQUEST),
    "bool id": (request(id="true"), INVALID_REQUEST),
    "fraction id": (request(id="1.5"), INVALID_REQUEST),
    "list id": (request(id="[1]"), INVALID_REQUEST),
    "method + 1": (request(method="m" * 65), INVALID_REQUEST),
    "params a text": (request(params='"x"'), INVALID_REQUEST),
    "params null": (request(params="null"), INVALID_REQUEST),
    "digits + 1": (request(params="[" + "9" * 21 + "]"), PARSE_ERROR),
    "digits x 100": (request(params="[" + "9" * 2_000 + "]"), PARSE_ERROR),
    "the same name twice": (request(params='{"value":1,"value":2}'), PARSE_ERROR),
    "NaN": (request(params="[NaN]"), PARSE_ERROR),
    "Infinity": (request(params="[-Infinity]"), PARSE_ERROR),
    "1e999": (request(params="[1e999]"), PARSE_ERROR),
    "not JSON": ("{'a': 1}", PARSE_ERROR),
    "nothing": (" ", PARSE_ERROR),
}


def answered(driver: LiveDriver, frame: str | bytes) -> Any:
    answer = driver.exchange(frame)
    assert answer is not None
    return json.loads(answer)


@pytest.mark.parametrize("name", FITTING)
def test_the_limit_itself_is_allowed(driver: LiveDriver, name: str) -> None:
    reply = answered(driver, FITTING[name])

    replies = reply if isinstance(reply, list) else [reply]
    assert all("result" in one for one in replies), replies[:3]


@pytest.mark.parametrize("name", BEYOND)
def test_beyond_a_limit_an_error_is_answered_and_the_socket_stays_open(driver: LiveDriver, name: str) -> None:
    frame, code = BEYOND[name]

    reply = answered(driver, frame)

    assert reply["error"]["code"] == code
    assert driver.rpc("get_data") == ["hello", 5]


def test_a_binary_frame_is_read_like_text(driver: LiveDriver) -> None:
    assert answered(driver, request().encode())["result"] == 1


def test_bytes_that_are_no_text_are_a_parse_error(driver: LiveDriver) -> None:
    assert answered(driver, b"\xff\xfe\x00")["error"]["code"] == PARSE_ERROR


@pytest.mark.parametrize("value", ["\\ud800", "a\\u0000b", "\\u2028", "\U0001f600"])
def test_any_text_comes_back(driver: LiveDriver, value: str) -> None:
    reply = answered(driver, request(params=f'["{value}"]'))

    expected = json.loads(f'"{value}"')
    assert reply["result"] == ("\ufffd" if value == "\\ud800" else expected)


@pytest.mark.parametrize("value", [2**53 - 1, -(2**53) + 1, 0.1, 1e300, True, None, [], {}, {"__proto__": 1}])
def test_any_value_comes_back(driver: LiveDriver, value: Any) -> None:
    assert driver.rpc("echo", [value]) == value


def test_an_integer_that_a_browser_cannot_hold_comes_back_as_text(driver: LiveDriver) -> None:
    assert driver.rpc("echo", [2**53 + 1]) == str(2**53 + 1)


@pytest.mark.parametrize(
    "params", [None, {}, [1], [1, 2, 3], {"minuend": 1}, {"minuend": 1, "subtrahend": 2, "more": 3}, ["a", 2]]
)
def test_wrong_params_are_named(driver: LiveDriver, params: Any) -> None:
    with pytest.raises(RpcError) as caught:
        driver.rpc("subtract", params)

    assert caught.value.code == INVALID_PARAMS


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("set_inputs", {"values": [1], "key": "k"}),
        ("set_inputs", {"values": {}}),
        ("get_page", {"page": 5}),
        ("get_page", {"page": "home", "more": 1}),
        ("submit", {}),
        ("call", {"widget": "squared"}),
        ("ping", [1, 2, 3, 4]),
        ("cancel", {"job": None}),
    ],
)
def test_wrong_params_of_built_in_methods_are_refused(driver: LiveDriver, method: str, params: Any) -> None:
    with pytest.raises(RpcError) as caught:
        driver.rpc(method, params)

    assert caught.value.code == INVALID_PARAMS


def test_a_flood_is_refused_and_in_the_end_cut_off(driver: LiveDriver) -> None:
    async def flood() -> SocketClosed:
        for number in range(5_000):
            await driver.session.socket.send(request(id=str(number)))
        return await driver.session.wait_closed()

    try:
        closed = driver._background.run(flood(), 30)
    except SocketClosed as caught:
        closed = caught

    assert closed.code == 4429


def test_an_error_never_tells_about_the_machine(driver: LiveDriver) -> None:
    error = driver.wait_for("failing", "failed")

    text = json.dumps([error, driver.pushes])
    assert "Traceback" not in text
    assert "site-packages" not in text
