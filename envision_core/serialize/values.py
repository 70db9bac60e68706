"""The one encoder: any Python value an author returns becomes valid JSON in UTF-8, or an error that names its path.

pandas, numpy and Django are looked up among the loaded modules, never imported.
"""

from __future__ import annotations

import inspect
import math
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set, ValuesView
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from pathlib import PurePath
from typing import Any
from uuid import UUID

import orjson

from envision_core.errors import NotSerializable
from envision_core.protocol.limits import MAX_SAFE_INTEGER

__all__ = ["MAX_DEPTH", "Encoded", "canonical", "dumps", "plain"]

Encoded = orjson.Fragment
"""JSON that is encoded already, to stand inside a value: `dumps({"value": Encoded(payload)})`."""

MAX_DEPTH = 200
"""Levels of nested values that can be sent."""

# orjson 3.13 writes time(0, 0, 0, 10_000) as 00:00:00.10000, a tenth of a second: dates and times are ours to write.
_OPTIONS = orjson.OPT_STRICT_INTEGER | orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME
_SURROGATE = re.compile("[\ud800-\udfff]")


def dumps(value: Any) -> bytes:
    """The JSON of a value.

    NaN, infinities, NA and NaT become null; integers beyond 2^53-1 and decimals become strings; dates and times
    ISO 8601; durations seconds; arrays, series, sets and tuples lists; data frames lists of records; enums their
    value; lone surrogates U+FFFD. Private fields of dataclasses stay private.

    Raises:
        NotSerializable: something has no JSON form; the problem names its path, as in `value.rows[3].x`.
    """
    try:
        return orjson.dumps(value, _simpler, _OPTIONS)
    except TypeError:
        # Rare values (huge integers, surrogates, names that are no text) and real mistakes: slower, with a path.
        return orjson.dumps(plain(value), option=_OPTIONS)


def canonical(value: Any) -> bytes:
    """The JSON of a value with sorted names and sorted sets: equal values give equal bytes, for fingerprints."""
    try:
        return orjson.dumps(value, _simpler, _OPTIONS | orjson.OPT_SORT_KEYS)
    except TypeError:
        return orjson.dumps(plain(value), option=_OPTIONS | orjson.OPT_SORT_KEYS)


def plain(value: Any, path: str = "value") -> Any:
    """The value made of dict, list, str, int, float, bool, None and `Encoded` only, by the rules of `dumps`."""
    return _plain(value, path, 0)


def _plain(value: Any, path: str, depth: int) -> Any:
    if depth > MAX_DEPTH:
        raise NotSerializable(
            f"{path[:80]}... cannot be sent: it is nested deeper than {MAX_DEPTH} levels, or holds itself.",
            hint="return a flat list or dict",
        )
    if value is None or value is True or value is False or isinstance(value, Encoded):
        return value
    if isinstance(value, Enum):
        return _plain(value.value, path, depth + 1)
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, int):
        return int(value) if -MAX_SAFE_INTEGER <= value <= MAX_SAFE_INTEGER else str(int(value))
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, dict):
        return _plain_names(value, path, depth)
    if isinstance(value, (list, tuple)):
        return [_plain(item, f"{path}[{index}]", depth + 1) for index, item in enumerate(value)]
    try:
        simpler = _simpler(value)
    except NotSerializable as error:
        raise NotSerializable(f"{path} cannot be sent: {error.problem}", hint=error.hint) from error.__cause__
    return _plain(simpler, path, depth + 1)


def _plain_names(value: dict[Any, Any], path: str, depth: int) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for name, item in value.items():
        text = _name(name, path)
        if text in result:
            raise NotSerializable(
                f"{path} cannot be sent: two of its names become {text!r}.", hint="use names of one type"
            )
        result[text] = _plain(item, f"{path}.{text}" if text.isidentifier() else f"{path}[{text!r}]", depth + 1)
    return result


def _name(name: Any, path: str) -> str:
    simple = _plain(name, f"a name in {path}", 0)
    if isinstance(simple, str):
        return simple
    if simple is None or isinstance(simple, (bool, int, float)):
        return orjson.dumps(simple).decode()
    raise NotSerializable(
        f"{path} cannot be sent: its name {name!r} is not a text, number or date.", hint="use texts as names"
    )


def _simpler(value: Any) -> Any:
    """One step towards JSON; called by orjson for what it does not know."""
    return _step_for(type(value))(value)  # type: ignore[arg-type]  # classes are hashable


@lru_cache(maxsize=512)
def _step_for(kind: type) -> Callable[[Any], Any]:
    for base, step in _STEPS:
        if issubclass(kind, base):
            return step
    for module, name, step in _FOREIGN_STEPS:
        foreign = getattr(sys.modules.get(module), name, None)
        if foreign is not None and issubclass(kind, foreign):
            return step
    if is_dataclass(kind):
        return _from_dataclass
    for method in ("tolist", "to_list", "to_pylist", "to_dicts"):
        if callable(getattr(kind, method, None)):
            return lambda value: getattr(value, method)()
    for abstract, step in _ABSTRACT_STEPS:
        if issubclass(kind, abstract):
            return step
    return _refuse


# --- steps: Python ----------------------------------------------------------------------------------------------------


def _refuse(value: Any) -> Any:
    kind = type(value)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    raise NotSerializable(f"a value of type {name} has no JSON form.", hint=_hint(value))


def _hint(value: Any) -> str:
    if isinstance(value, (bytes, bytearray, memoryview)):
        return "decode it to a text, or show a file with a component made for it"
    if inspect.isawaitable(value):
        return "await it first"
    if isinstance(value, Iterator):
        return "make a list of it: list(...)"
    if callable(value):
        return "call it and return its result"
    if hasattr(value, "_meta") or hasattr(value, "as_manager"):
        return "send the values you need, as in list(rows.values('name', 'price'))"
    return "return dicts, lists, texts, numbers, dates, arrays or data frames"


def _from_dataclass(value: Any) -> Any:
    return {item.name: getattr(value, item.name) for item in fields(value) if not item.name.startswith("_")}


def _from_decimal(value: Decimal) -> Any:
    return str(value) if value.is_finite() else None


def _from_moment(value: Any) -> Any:
    # pandas' NaT passes for a datetime.
    text = value.isoformat()
    return None if text == "NaT" else text


def _from_duration(value: timedelta) -> Any:
    return value.total_seconds()


def _from_set(value: Iterable[Any]) -> Any:
    """Sorted by encoded form, because the order of a set changes from process to process."""
    items = (orjson.dumps(plain(item, "an item of the set"), option=orjson.OPT_SORT_KEYS) for item in value)
    return [Encoded(item) for item in sorted(items)]


_STEPS: list[tuple[type | tuple[type, ...], Callable[[Any], Any]]] = [
    (Decimal, _from_decimal),
    ((datetime, date, time), _from_moment),
    (timedelta, _from_duration),
    ((set, frozenset), _from_set),
    ((UUID, PurePath), str),
    (float, float),
    (tuple, list),
    ((bytes, bytearray, memoryview), _refuse),
    (Enum, lambda value: value.value),
]

_ABSTRACT_STEPS: list[tuple[Any, Callable[[Any], Any]]] = [
    (Mapping, dict),
    (Set, _from_set),
    ((Sequence, ValuesView), list),
]


# --- steps: numpy, pandas, Django -------------------------------------------------------------------------------------


def _from_numpy_scalar(value: Any) -> Any:
    if value.dtype.kind == "M":
        return _from_moments(value.reshape(1))[0]
    if value.dtype.kind == "m":
        return float(value / type(value)(1, "s"))
    item = value.item()
    # A long double's item is the long double itself.
    return float(value) if type(item) is type(value) else item


def _from_array(array: Any) -> Any:
    kind = array.dtype.kind
    if kind == "M":
        return _from_moments(array)
    if kind == "m":
        return _from_array(array / array.dtype.type(1, "s"))
    if kind == "f" and array.dtype.itemsize > 8:
        return _from_array(array.astype("float64"))
    if kind not in "fbiu" or array.ndim == 0 or type(array).__name__ != "ndarray" or not _is_exact(array):
        return array.tolist()
    native = array.astype(array.dtype.newbyteorder("="), order="C", copy=False)
    return Encoded(orjson.dumps(native, option=orjson.OPT_SERIALIZE_NUMPY))


def _is_exact(array: Any) -> bool:
    """Whether JavaScript can hold every integer of the array."""
    if array.dtype.kind not in "iu" or array.dtype.itemsize < 8 or array.size == 0:
        return True
    return max(int(array.max()), -int(array.min())) <= MAX_SAFE_INTEGER


def _from_moments(array: Any) -> Any:
    numpy = sys.modules["numpy"]
    missing = numpy.isnat(array)
    texts = numpy.datetime_as_string(_shortened(array, missing)).astype(object)
    texts[missing] = None
    return texts.tolist()


def _shortened(array: Any, missing: Any) -> Any:
    """The moments in the coarsest unit that keeps them; dates stay dates, and times are whole seconds at least."""
    numpy = sys.modules["numpy"]
    unit = numpy.datetime_data(array.dtype)[0]
    if unit in ("Y", "M", "W", "D"):
        return array.astype("M8[D]")
    finest = array.astype("M8[ns]") if unit in ("ps", "fs", "as") else array
    for shorter in ("s", "ms", "us"):
        coarse = finest.astype(f"M8[{shorter}]")
        if (coarse == finest)[~missing].all():
            return coarse
    return finest


def _from_series(series: Any) -> Any:
    return _from_array(series.to_numpy()) if hasattr(series.dtype, "newbyteorder") else series.tolist()


def _from_frame(frame: Any) -> Any:
    if not frame.columns.is_unique:
        raise NotSerializable("the data frame has two columns of one name.", hint="rename one of them")
    return frame.to_dict("records")


_FOREIGN_STEPS: list[tuple[str, str, Callable[[Any], Any]]] = [
    ("numpy", "generic", _from_numpy_scalar),
    ("numpy", "ndarray", _from_array),
    ("pandas", "Series", _from_series),
    ("pandas", "Index", _from_series),
    ("pandas", "DataFrame", _from_frame),
    ("pandas._libs.missing", "NAType", lambda value: None),
    ("pandas", "Interval", str),
    ("pandas", "Period", str),
    ("django.utils.functional", "Promise", str),
]
