"""JSON-RPC 2.0 frames: text in, calls out; replies in, bytes out. Knows no method, no socket and no state.

Source: https://www.jsonrpc.org/specification. Where its text leaves a choice, see docs/reference/protocol.md.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from envision_core.protocol.limits import MAX_SAFE_INTEGER, Limits

__all__ = [
    "INTERNAL_ERROR",
    "INVALID_PARAMS",
    "INVALID_REQUEST",
    "MESSAGES",
    "METHOD_NOT_FOUND",
    "PARSE_ERROR",
    "Call",
    "Id",
    "Incoming",
    "Invalid",
    "Notification",
    "Request",
    "batch",
    "error",
    "invalid",
    "is_reserved",
    "parse",
    "push",
    "reply",
]

PARSE_ERROR = -32700
INVALID_REQUEST = -32600
METHOD_NOT_FOUND = -32601
INVALID_PARAMS = -32602
INTERNAL_ERROR = -32603

MESSAGES = {
    PARSE_ERROR: "Parse error",
    INVALID_REQUEST: "Invalid Request",
    METHOD_NOT_FOUND: "Method not found",
    INVALID_PARAMS: "Invalid params",
    INTERNAL_ERROR: "Internal error",
}
"""The wording of the specification; further codes bring their own."""

Id: TypeAlias = str | int | None
Params: TypeAlias = dict[str, Any] | list[Any] | None


@dataclass(frozen=True, slots=True)
class Request:
    """A call that waits for a reply."""

    method: str
    params: Params
    id: Id


@dataclass(frozen=True, slots=True)
class Notification:
    """A call that is never answered, not even when it fails."""

    method: str
    params: Params


@dataclass(frozen=True, slots=True)
class Invalid:
    """Something that is not a call. It is answered by `error(id, code, message, data)`."""

    code: int
    message: str
    id: Id = None
    data: dict[str, Any] | None = None  # None for what the specification's own examples answer without data


Call: TypeAlias = Request | Notification | Invalid


@dataclass(frozen=True, slots=True)
class Incoming:
    """The calls of one frame, in their order; never empty."""

    calls: list[Call]
    is_batch: bool = False  # then the replies are sent as one array, or nothing when there are none


def parse(text: str | bytes, limits: Limits = Limits()) -> Incoming:
    """The calls of a frame. Never raises: whatever is wrong comes as `Invalid`.

    Lone surrogates become U+FFFD, so every string that comes in can be stored and sent again.
    """
    try:
        frame = _decode(text, limits)
    except _Refused as refused:
        return Incoming([refused.invalid])
    if isinstance(frame, list):
        return _parse_batch(frame, limits)
    return Incoming([_parse_call(frame, limits)])


def reply(id: Id, result: bytes) -> bytes:
    """The reply to a request; `result` is encoded already."""
    return b'{"jsonrpc":"2.0","result":%b,"id":%b}' % (result, _encode_id(id))


def error(id: Id, code: int, message: str, data: Any = None) -> bytes:
    """The error reply to a request, or to what was not one (id None). `data` is made of plain JSON values."""
    body: dict[str, Any] = {"code": code, "message": message}
    if data is not None:
        body["data"] = data
    return b'{"jsonrpc":"2.0","error":%b,"id":%b}' % (_encode(body), _encode_id(id))


def invalid(call: Invalid) -> bytes:
    """The error reply to something that is not a call."""
    return error(call.id, call.code, call.message, call.data)


def push(method: str, params: bytes) -> bytes:
    """A message nobody asked for; `params` are encoded already."""
    return b'{"jsonrpc":"2.0","method":%b,"params":%b}' % (_encode(method), params)


def batch(replies: Iterable[bytes]) -> bytes:
    """The replies to a batch as one frame. Without replies send nothing instead."""
    return b"[%b]" % b",".join(replies)


def is_reserved(method: str) -> bool:
    """Whether the specification keeps this name for itself; nobody may register it."""
    return method.startswith("rpc.")


def _parse_batch(items: list[Any], limits: Limits) -> Incoming:
    if not items:
        return Incoming([Invalid(INVALID_REQUEST, MESSAGES[INVALID_REQUEST])])
    if len(items) > limits.max_batch:
        return Incoming([_beyond("batch", "calls in a batch", limits.max_batch)])
    return Incoming([_parse_call(item, limits) for item in items], is_batch=True)


def _parse_call(item: Any, limits: Limits) -> Call:
    if not isinstance(item, dict):
        return Invalid(INVALID_REQUEST, MESSAGES[INVALID_REQUEST])
    has_id = "id" in item
    id = item.get("id")
    if has_id and not _is_id(id, limits):
        return _malformed("The id must be a text of at most 64 characters, a whole number within 2^53-1, or null.")
    method = item.get("method")
    params = item.get("params")
    if not isinstance(method, str) or item.get("jsonrpc") != "2.0":
        # A browser that sends a reply must not read the error as the answer to a call of its own.
        is_reply = "result" in item or "error" in item
        return Invalid(INVALID_REQUEST, MESSAGES[INVALID_REQUEST], None if is_reply else id)
    if len(method) > limits.max_method:
        return _beyond("method", "characters in the name of a method", limits.max_method, id)
    if (params is not None and not isinstance(params, (dict, list))) or (params is None and "params" in item):
        return _malformed("The params must be an object or an array.", id)
    return Request(method, params, id) if has_id else Notification(method, params)


def _is_id(id: Any, limits: Limits) -> bool:
    kind = type(id)
    if kind is int:
        return abs(id) <= MAX_SAFE_INTEGER  # type: ignore[no-any-return]  # an int
    if kind is str:
        return len(id) <= limits.max_id
    return id is None


def _malformed(problem: str, id: Id = None) -> Invalid:
    data = {"slug": "invalid_request", "problem": problem, "hint": ""}
    return Invalid(INVALID_REQUEST, MESSAGES[INVALID_REQUEST], id, data)


def _unreadable(problem: str) -> Invalid:
    data = {"slug": "parse_error", "problem": problem, "hint": ""}
    return Invalid(PARSE_ERROR, MESSAGES[PARSE_ERROR], None, data)


def _beyond(limit: str, what: str, most: int, id: Id = None) -> Invalid:
    data = {
        "slug": "too_large",
        "problem": f"The limit is {most} {what}.",
        "hint": "send less at once; files go through the upload address",
        "limit": limit,
    }
    return Invalid(INVALID_REQUEST, MESSAGES[INVALID_REQUEST], id, data)


# --- decoding ---------------------------------------------------------------------------------------------------------


class _Refused(ValueError):
    def __init__(self, invalid: Invalid) -> None:
        super().__init__(invalid.message)
        self.invalid = invalid


def _decode(text: str | bytes, limits: Limits) -> Any:
    # A frame is measured as it travels. A character takes one to four bytes, so most texts need no second encoding.
    size = len(text)
    if isinstance(text, str) and size <= limits.max_frame_bytes < 4 * size and not text.isascii():
        size = len(text.encode("utf-8", "surrogatepass"))
    if size > limits.max_frame_bytes:
        raise _Refused(_beyond("frame", "bytes in a message", limits.max_frame_bytes))
    try:
        if isinstance(text, bytes):
            text = text.decode()
        value = _decoder(limits.max_digits).decode(text)
    except _Refused:
        raise
    except RecursionError:
        raise _Refused(_beyond("depth", "levels of nested values", limits.max_depth)) from None
    except ValueError:
        raise _Refused(Invalid(PARSE_ERROR, MESSAGES[PARSE_ERROR])) from None
    _check_size(value, text, limits)
    return _without_surrogates(value) if _MAY_HOLD_SURROGATE.search(text) else value


def _check_size(value: Any, text: str, limits: Limits) -> None:
    """Refuse what is too deep, too long or too many.

    A short frame cannot be any of it, so the usual one is not walked: a value takes at least two characters
    with its comma, a level at least one bracket.
    """
    length = len(text)
    deep = text.count("[") + text.count("{") > limits.max_depth
    if not deep and length <= limits.max_string and length < 2 * limits.max_nodes:
        return
    nodes, depth, level = 0, 0, [value]
    while level:
        if depth >= limits.max_depth and any(isinstance(item, (list, dict)) for item in level):
            raise _Refused(_beyond("depth", "levels of nested values", limits.max_depth))
        nodes += len(level)
        if nodes > limits.max_nodes:
            raise _Refused(_beyond("nodes", "values in a message", limits.max_nodes))
        depth += 1
        level = _inner_values(level, limits)


def _inner_values(level: list[Any], limits: Limits) -> list[Any]:
    inner: list[Any] = []
    for item in level:
        if isinstance(item, str):
            _check_string(item, limits)
        elif isinstance(item, list):
            inner += item
        elif isinstance(item, dict):
            for name in item:
                _check_string(name, limits)
            inner += item.values()
    return inner


def _check_string(text: str, limits: Limits) -> None:
    if len(text) > limits.max_string:
        raise _Refused(_beyond("string", "characters in a text", limits.max_string))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Refused(_unreadable("An object holds the same name twice."))
    return found


def _float(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise _Refused(_unreadable("A number is too large."))
    return number


def _constant(text: str) -> float:
    raise _Refused(_unreadable(f"{text} is not JSON."))


@cache
def _decoder(max_digits: int) -> json.JSONDecoder:
    def integer(text: str) -> int:
        if len(text) > max_digits and len(text.lstrip("-")) > max_digits:
            raise _Refused(_unreadable(f"An integer has more than {max_digits} digits."))
        return int(text)

    return json.JSONDecoder(object_pairs_hook=_object, parse_float=_float, parse_int=integer, parse_constant=_constant)


_SURROGATE = re.compile("[\ud800-\udfff]")
_MAY_HOLD_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]|[" + "\ud800-\udfff]")


def _without_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_without_surrogates(item) for item in value]
    if isinstance(value, dict):
        return _object([(_without_surrogates(name), _without_surrogates(item)) for name, item in value.items()])
    return value


# --- encoding ---------------------------------------------------------------------------------------------------------


def _encode(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _SURROGATE.sub("\ufffd", text).encode()


def _encode_id(id: Id) -> bytes:
    return b"%d" % id if type(id) is int else b"null" if id is None else _encode(id)
