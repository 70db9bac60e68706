"""Frames in, calls out: the rules of the specification, the limits, and whatever else may arrive."""

from __future__ import annotations

import json
import random
import string
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from envision_core.protocol import jsonrpc
from envision_core.protocol.jsonrpc import Incoming, Invalid, Notification, Request, parse
from envision_core.protocol.limits import MAX_SAFE_INTEGER, Limits

LIMITS = Limits()


def call(**changes: Any) -> str:
    frame = {"jsonrpc": "2.0", "method": "m", "params": {}, "id": 1} | changes
    return json.dumps({name: value for name, value in frame.items() if value is not ...})


def only(text: str | bytes, limits: Limits = LIMITS) -> jsonrpc.Call:
    incoming = parse(text, limits)
    assert len(incoming.calls) == 1
    return incoming.calls[0]


def code(text: str | bytes, limits: Limits = LIMITS) -> int | None:
    found = only(text, limits)
    return found.code if isinstance(found, Invalid) else None


def limit(text: str | bytes, limits: Limits = LIMITS) -> str | None:
    found = only(text, limits)
    return found.data["limit"] if isinstance(found, Invalid) and found.data else None


# --- calls ------------------------------------------------------------------------------------------------------------


def test_a_request_has_method_params_and_id():
    assert parse(call(params=[1])) == Incoming([Request("m", [1], 1)], is_batch=False)


def test_a_call_without_id_is_a_notification():
    assert only(call(id=...)) == Notification("m", {})


def test_a_call_with_id_null_is_a_request():
    assert only(call(id=None)) == Request("m", {}, None)


def test_params_may_be_missing():
    assert only(call(params=...)) == Request("m", None, 1)


def test_bytes_are_read_like_text():
    assert only(call(method="größe").encode()) == Request("größe", {}, 1)


def test_members_that_the_specification_does_not_know_are_ignored():
    assert only(call(trace="x")) == Request("m", {}, 1)


def test_reserved_names_are_calls_like_others_but_may_not_be_registered():
    assert only(call(method="rpc.discover")) == Request("rpc.discover", {}, 1)
    assert jsonrpc.is_reserved("rpc.discover")
    assert not jsonrpc.is_reserved("rpcs")


def test_a_batch_keeps_the_order_and_the_good_calls():
    incoming = parse(f"[{call(id=2)}, 5, {call(id=...)}]")

    assert incoming.is_batch
    assert incoming.calls == [
        Request("m", {}, 2),
        Invalid(jsonrpc.INVALID_REQUEST, "Invalid Request"),
        Notification("m", {}),
    ]


# --- invalid requests -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("params", ["bar", 5, True, 1.5, None])
def test_params_that_are_neither_object_nor_array_are_refused_with_the_id(params: Any):
    found = only(call(params=params))

    assert isinstance(found, Invalid)
    assert (found.code, found.id) == (jsonrpc.INVALID_REQUEST, 1)


@pytest.mark.parametrize("id", [True, False, 1.5, 1.0, [], {}, "x" * 65, MAX_SAFE_INTEGER + 1, -MAX_SAFE_INTEGER - 1])
def test_an_id_of_another_sort_is_refused_without_id(id: Any):
    found = only(call(id=id))

    assert isinstance(found, Invalid)
    assert (found.code, found.id) == (jsonrpc.INVALID_REQUEST, None)


@pytest.mark.parametrize("id", ["", "x" * 64, 0, MAX_SAFE_INTEGER, -MAX_SAFE_INTEGER, None])
def test_an_id_at_its_limit_is_taken(id: Any):
    assert only(call(id=id)) == Request("m", {}, id)


@pytest.mark.parametrize(
    "changes", [{"jsonrpc": "1.0"}, {"jsonrpc": 2.0}, {"jsonrpc": ...}, {"method": ...}, {"method": 1}]
)
def test_what_is_no_call_is_refused_with_its_id(changes: dict[str, Any]):
    assert only(call(**changes)) == Invalid(jsonrpc.INVALID_REQUEST, "Invalid Request", 1)


@pytest.mark.parametrize("member", ["result", "error"])
def test_a_reply_is_refused_without_its_id(member: str):
    frame = json.dumps({"jsonrpc": "2.0", member: 1, "id": 7})

    assert only(frame) == Invalid(jsonrpc.INVALID_REQUEST, "Invalid Request")


@pytest.mark.parametrize("text", ["1", '"x"', "null", "true", "[]", "{}"])
def test_json_that_is_no_call_is_an_invalid_request(text: str):
    assert only(text) == Invalid(jsonrpc.INVALID_REQUEST, "Invalid Request")


# --- unreadable frames ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "{",
        "]",
        "'x'",
        '{"a":1,}',
        '{"a" 1}',
        '"\n"',
        "01",
        "1.",
        "\ufeff1",
        "NaN",
        "[Infinity]",
        '{"a":-Infinity}',
        "[1e999]",
        "-1e999",
        "1" + "0" * 400 + ".5",
        "1" * 21,
        "[-" + "1" * 21 + "]",
        "1" * 5000,
        '{"id":1,"id":2}',
        '[{"a":{"b":1,"b":1}}]',
        '{"a":1,"\\u0061":2}',
        b"\xff",
        b'"\xed\xa0\x80"',
        "\u0661",
    ],
)
def test_what_is_not_json_is_a_parse_error_without_id(text: str | bytes):
    found = only(text)

    assert isinstance(found, Invalid)
    assert (found.code, found.message, found.id) == (jsonrpc.PARSE_ERROR, "Parse error", None)


@pytest.mark.parametrize("number", ["1" * 20, "-" + "1" * 20, "1e308", "-0", "5e-324", "1." + "0" * 40])
def test_numbers_up_to_the_limit_are_read(number: str):
    found = only(call(params=["?"]).replace('"?"', number))

    assert isinstance(found, Request)
    assert found.params == [json.loads(number)]


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ('"\\ud800"', "\ufffd"),
        ('"\\uDFFFx"', "\ufffdx"),
        ('"\\ud83d\\ude00"', "😀"),
        ('"\\\\ud800"', "\\ud800"),
        ('"\ud800"', "\ufffd"),
        ('[["\\ud800"], 1, null]', [["\ufffd"], 1, None]),
        ('{"\\ud800": {"a": "\\ud801"}}', {"\ufffd": {"a": "\ufffd"}}),
    ],
)
def test_lone_surrogates_become_replacement_characters(sent: str, read: Any):
    assert only(call(params=["?"]).replace('"?"', sent)) == Request("m", [read], 1)


def test_names_that_become_equal_are_a_name_given_twice():
    assert code('{"\\ud800": 1, "\\ud801": 2}') == jsonrpc.PARSE_ERROR


# --- limits: at the limit, one more, a hundred times ------------------------------------------------------------------


@pytest.mark.parametrize("is_bytes", [False, True])
def test_the_frame_is_limited_in_bytes(is_bytes: bool):
    limits = Limits(max_frame_bytes=1000)

    def sized(size: int) -> str | bytes:
        text = call(params=[""])
        text = text.replace('[""]', f'["{"x" * (size - len(text))}"]')
        return text.encode() if is_bytes else text

    assert code(sized(1000), limits) is None
    assert limit(sized(1001), limits) == "frame"
    assert limit(sized(100_000), limits) == "frame"


def test_characters_count_as_the_bytes_they_travel_as():
    limits = Limits(max_frame_bytes=1000)
    text = json.dumps("ü" * 600, ensure_ascii=False)

    assert limit(text, limits) == "frame"
    assert limit(json.dumps("ü" * 490, ensure_ascii=False), limits) is None
    assert limit('"\ud800' + "x" * 996 + '"', limits) == "frame"


@pytest.mark.parametrize("pair", ["[]", '{"a":}'])
def test_depth_is_limited(pair: str):
    left, right = (pair[:-1], pair[-1])

    def deep(levels: int) -> str:
        return call(params=["?"]).replace('["?"]', left * (levels - 1) + "[]" + right * (levels - 1))

    assert code(deep(63)) is None
    assert limit(deep(64)) == "depth"
    assert limit(deep(6400)) == "depth"
    assert limit("[" * 100_000) in ("depth", None)
    assert code("[" * 100_000) in (jsonrpc.INVALID_REQUEST, jsonrpc.PARSE_ERROR)


def test_brackets_inside_texts_do_not_count_as_depth():
    assert code(call(params=["[" * 100])) is None


def test_nodes_are_limited():
    def many(nodes: int) -> str:
        return call(params=[0] * (nodes - 5))  # the frame, its four members

    assert code(many(20_000)) is None
    assert limit(many(20_001)) == "nodes"
    assert limit(many(60_000)) == "nodes"
    assert limit(json.dumps({"params": {f"{n:x}": 0 for n in range(20_001)}}, separators=(",", ":"))) == "nodes"


def test_texts_and_names_are_limited():
    big = Limits(max_frame_bytes=10_000_000)

    assert code(call(params=["x" * 65536])) is None
    assert limit(call(params=["x" * 65537])) == "string"
    assert limit(call(params={"x" * 65537: 1})) == "string"
    assert limit(call(params=["x" * 6_553_600]), big) == "string"


def test_batches_are_limited():
    def batch(size: int) -> str:
        return f"[{','.join([call()] * size)}]"

    assert len(parse(batch(50)).calls) == 50
    assert limit(batch(51)) == "batch"
    assert not parse(batch(51)).is_batch
    assert limit(f"[{','.join('1' * 5000)}]") == "batch"


def test_names_of_methods_are_limited():
    assert code(call(method="m" * 64)) is None
    found = only(call(method="m" * 65))
    assert isinstance(found, Invalid)
    assert (found.code, found.id) == (jsonrpc.INVALID_REQUEST, 1)
    assert limit(call(method="m" * 6400)) == "method"


def test_a_limit_says_what_it_is_and_what_to_do():
    found = only(call(method="m" * 65))

    assert isinstance(found, Invalid)
    assert found.data == {
        "slug": "too_large",
        "problem": "The limit is 64 characters in the name of a method.",
        "hint": "send less at once; files go through the upload address",
        "limit": "method",
    }


# --- replies ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("id", [1, -5, 'ä"\\\n', "", None])
def test_a_reply_carries_the_encoded_result(id: Any):
    assert json.loads(jsonrpc.reply(id, b'{"a":1}')) == {"jsonrpc": "2.0", "result": {"a": 1}, "id": id}


def test_an_error_has_data_only_when_there_is_some():
    assert json.loads(jsonrpc.error(1, -32000, "no")) == {
        "jsonrpc": "2.0",
        "error": {"code": -32000, "message": "no"},
        "id": 1,
    }
    assert json.loads(jsonrpc.error(1, -32000, "no", {"slug": "x"}))["error"]["data"] == {"slug": "x"}


def test_errors_are_always_valid_utf8():
    assert json.loads(jsonrpc.error("\ud800", -32000, "\ud801"))["error"]["message"] == "\ufffd"


def test_an_invalid_call_is_answered():
    found = only(call(id=[]))

    assert isinstance(found, Invalid)
    assert json.loads(jsonrpc.invalid(found)) == {
        "jsonrpc": "2.0",
        "error": {
            "code": -32600,
            "message": "Invalid Request",
            "data": {
                "slug": "invalid_request",
                "problem": "The id must be a text of at most 64 characters, a whole number within 2^53-1, or null.",
                "hint": "",
            },
        },
        "id": None,
    }


def test_a_push_is_a_notification():
    assert only(jsonrpc.push("notify", b'{"id":1}')) == Notification("notify", {"id": 1})


def test_replies_are_joined_to_a_batch():
    assert json.loads(jsonrpc.batch([jsonrpc.reply(1, b"1"), jsonrpc.reply(2, b"2")])) == [
        {"jsonrpc": "2.0", "result": 1, "id": 1},
        {"jsonrpc": "2.0", "result": 2, "id": 2},
    ]


# --- anything at all --------------------------------------------------------------------------------------------------

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)
FRAMES = st.fixed_dictionaries(
    {},
    optional={
        "jsonrpc": st.just("2.0") | JSON,
        "method": st.text() | JSON,
        "params": JSON,
        "id": st.integers() | st.text() | JSON,
    },
)


def check_answer(text: str | bytes) -> None:
    incoming = parse(text)
    assert incoming.calls
    for item in incoming.calls:
        if isinstance(item, Invalid):
            assert json.loads(jsonrpc.invalid(item).decode())["error"]["code"] in (-32700, -32600)
        else:
            assert isinstance(item, Request | Notification)


@settings(max_examples=150, deadline=None)
@given(st.text() | st.binary())
def test_parse_never_raises(text: str | bytes):
    check_answer(text)


@settings(max_examples=150, deadline=None)
@given(FRAMES | st.lists(FRAMES | JSON, max_size=3))
def test_parse_answers_every_json_value(frame: Any):
    check_answer(json.dumps(frame))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=64), st.none() | st.lists(JSON), st.integers(-MAX_SAFE_INTEGER, MAX_SAFE_INTEGER))
def test_a_well_formed_call_is_always_understood(method: str, params: Any, id: int):
    frame = {"jsonrpc": "2.0", "method": method, "id": id} | ({} if params is None else {"params": params})
    try:
        text = json.dumps(frame, allow_nan=False, ensure_ascii=False)
        frame = json.loads(text.encode())
    except (ValueError, UnicodeEncodeError):
        return
    if any(len(digits) > 20 for digits in "".join(c if c.isdigit() else " " for c in text).split()):
        return

    assert parse(text).calls == [Request(frame["method"], frame.get("params"), id)]


def test_ten_thousand_mutated_frames_are_answered():
    pick = random.Random(20261122)
    valid = [
        call(params={"a": [1, 2.5, None, "ü\\ud83d"], "b": {"c": True}}),
        f"[{call()},{call(id=...)}]",
        call(id="x", method="get_page", params=["explore"]),
    ]
    noise = string.printable + '{}[]":,\\' * 8 + "ü\ud800\u2028\0"
    for _ in range(10_000):
        text = list(pick.choice(valid))
        for _ in range(pick.randint(1, 6)):
            at = pick.randrange(len(text) + 1)
            text[at : at + pick.choice((0, 0, 1, 1, 5))] = pick.choice(noise) * pick.choice((0, 1, 1, 2, 70))
        check_answer("".join(text))
