"""Parameters of a JSON-RPC call checked against a function's signature or an author's marshmallow schema."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from inspect import Parameter, Signature
from typing import Any, TypeAlias

from envision_core.errors import InvalidInput, InvalidParams, nearest
from envision_core.serialize.convert import convert, type_hints

__all__ = ["arguments_for", "check_call", "load_params"]

Params: TypeAlias = Mapping[str, Any] | list[Any] | tuple[Any, ...] | None
_Problems: TypeAlias = dict[str, tuple[str, str]]  # by parameter: without its name (beside a field), with it


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a function takes, resolved once."""

    name: str
    parameters: dict[str, Parameter]
    hints: dict[str, Any]
    rest: str | None  # the name after *, as in `sum(*numbers)`
    named_rest: str | None  # the name after **

    def __str__(self) -> str:
        return f"{self.name}({', '.join(str(p.replace(annotation=Parameter.empty)) for p in self.parameters.values())})"


def check_call(
    function: Callable[..., Any] | Signature, params: Params, *, injected: Collection[str] = ()
) -> dict[str, Any]:
    """The arguments of a call by name, converted by annotation; `arguments_for` spreads them.

    Args:
        function: what will be called; one given as a signature needs annotations that are types.
        params: by position (list), by name (dict) or none, as in JSON-RPC.
        injected: parameters that the server fills in; a browser may not give them.

    Raises:
        InvalidParams: `fields` holds the problems by parameter.
    """
    plan = _plan_of(function)
    open_names = [name for name in plan.parameters if name not in injected]
    problems: _Problems = {}
    if isinstance(params, (list, tuple)):
        given = _by_position(plan, params, open_names)
    else:
        given = _by_name(plan, dict(params or {}), open_names, problems)
    result: dict[str, Any] = {}
    for name, value in given.items():
        _convert_into(result, plan, name, value, problems)
    for name in open_names:
        parameter = plan.parameters[name]
        is_rest = parameter.kind in (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)
        if name not in given and parameter.default is Parameter.empty and not is_rest:
            problems[name] = ("is missing", f"{name} is missing")
    if problems:
        _refuse(plan, problems)
    return result


def arguments_for(
    function: Callable[..., Any] | Signature, values: Mapping[str, Any]
) -> tuple[list[Any], dict[str, Any]]:
    """The values by name as `args, kwargs`, so that `function(*args, **kwargs)` is the call."""
    plan = _plan_of(function)
    args: list[Any] = []
    kwargs: dict[str, Any] = {}
    rest = list(values.get(plan.rest, ())) if plan.rest else []
    by_position = True
    for name, parameter in plan.parameters.items():
        if parameter.kind is Parameter.VAR_POSITIONAL:
            args += rest
        elif name not in values:
            # What follows an omitted parameter has to be named.
            by_position = False
        elif parameter.kind is Parameter.POSITIONAL_ONLY or (
            rest and by_position and parameter.kind is Parameter.POSITIONAL_OR_KEYWORD
        ):
            args.append(values[name])
        else:
            kwargs[name] = values[name]
    kwargs |= {name: value for name, value in values.items() if name not in plan.parameters}
    return args, kwargs


def load_params(schema: Any, params: Params) -> Any:
    """What the author's marshmallow schema (class or instance) makes of the params; a list is taken in field order.

    Raises:
        InvalidParams: `fields` holds the schema's messages by field.
    """
    from marshmallow import ValidationError

    instance = schema() if isinstance(schema, type) else schema
    names = list(instance.load_fields)
    if isinstance(params, (list, tuple)):
        if len(params) > len(names):
            raise InvalidParams(f"There are {len(params)} values, at most {len(names)} are taken.")
        params = dict(zip(names, params, strict=False))
    try:
        return instance.load(dict(params or {}))
    except ValidationError as error:
        messages: dict[str, Any] = error.normalized_messages()  # type: ignore[no-untyped-call]  # marshmallow's
        found = {str(name): _sentences(message) for name, message in messages.items()}
        for name in found.keys() - set(names):
            near = nearest(name, names)
            if near:
                found[name] = [f"{text} Did you mean {near!r}?" for text in found[name]]
        told = "; ".join(f"{name}: {' '.join(texts)}" for name, texts in found.items())
        raise InvalidParams(f"The parameters do not fit: {told}", fields=found) from None


def _sentences(message: Any, where: str = "") -> list[str]:
    """marshmallow's nested messages as one list; places of items count from 1."""
    if isinstance(message, dict):
        return [
            text
            for key, inner in message.items()
            for text in _sentences(inner, f"{where}{f'item {key + 1}' if isinstance(key, int) else key}: ")
        ]
    if isinstance(message, list):
        return [text for inner in message for text in _sentences(inner, where)]
    return [f"{where}{message}"]


def _plan_of(function: Callable[..., Any] | Signature) -> _Plan:
    try:
        return _cached_plan(function)
    except TypeError:  # not hashable: a callable object with __eq__, a default that is a list
        return _make_plan(function)


@lru_cache(maxsize=1024)
def _cached_plan(function: Callable[..., Any] | Signature) -> _Plan:
    return _make_plan(function)


def _make_plan(function: Callable[..., Any] | Signature) -> _Plan:
    if isinstance(function, Signature):
        name, signature = "method", function
        hints = {item.name: item.annotation for item in signature.parameters.values()}
    else:
        name, signature = getattr(function, "__name__", type(function).__name__), inspect.signature(function)
        hints = type_hints(_annotated_part(function))
    parameters = dict(signature.parameters)
    kinds = {item.kind: item.name for item in parameters.values()}
    typed = {item: hints.get(item, Any) for item in parameters}
    untyped = {item: Any for item, hint in typed.items() if hint is Parameter.empty}
    return _Plan(
        name, parameters, typed | untyped, kinds.get(Parameter.VAR_POSITIONAL), kinds.get(Parameter.VAR_KEYWORD)
    )


def _annotated_part(function: Callable[..., Any]) -> Any:
    plain = inspect.unwrap(function)
    if hasattr(plain, "__annotations__"):
        return plain
    partial_of = getattr(plain, "func", None)
    return _annotated_part(partial_of) if partial_of else type(plain).__call__


def _by_position(plan: _Plan, values: Any, open_names: list[str]) -> dict[str, Any]:
    positional = [
        name
        for name in open_names
        if plan.parameters[name].kind in (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)
    ]
    given = dict(zip(positional, values, strict=False))
    rest = values[len(positional) :]
    if rest and not plan.rest:
        most = len(positional)
        takes = "no values" if not most else "1 value" if most == 1 else f"{most} values"
        raise InvalidParams(f"{plan.name}() takes {takes} by position, got {len(values)}.", hint=f"it is {plan}")
    if plan.rest:
        given[plan.rest] = list(rest)
    return given


def _by_name(plan: _Plan, values: dict[str, Any], open_names: list[str], problems: _Problems) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for name, value in values.items():
        if _is_taken(plan, name, open_names):
            given[name] = value
        else:
            near = nearest(name, open_names)
            text = "is unknown" + (f", did you mean {near!r}?" if near else "")
            problems[name] = (text, f"{name} {text}")
    return given


def _is_taken(plan: _Plan, name: str, open_names: list[str]) -> bool:
    if name in plan.parameters and name != plan.named_rest:
        return name in open_names
    return plan.named_rest is not None


def _convert_into(result: dict[str, Any], plan: _Plan, name: str, value: Any, problems: _Problems) -> None:
    parameter = plan.parameters.get(name)
    hint = plan.hints[name] if parameter else plan.hints[plan.named_rest or ""]
    if parameter and parameter.kind is Parameter.VAR_POSITIONAL:
        hint = tuple[hint, ...]  # type: ignore[valid-type]  # built at run time
    if value is None and parameter and parameter.default is None:
        result[name] = None
        return
    try:
        result[name] = convert(value, hint)
    except InvalidInput as error:
        problems[name] = (error.problem, _with_name(value, hint, name))


def _with_name(value: Any, hint: Any, name: str) -> str:
    try:
        convert(value, hint, name=name)
    except InvalidInput as error:
        return error.problem
    raise AssertionError("a value that did not fit fits now")  # pragma: no cover - conversion is pure


def _refuse(plan: _Plan, problems: _Problems) -> None:
    raise InvalidParams(
        f"{plan.name}() cannot be called: {'; '.join(told for _, told in problems.values())}.",
        hint=f"it is {plan}",
        fields={name: [text] for name, (text, _) in problems.items()},
    )
