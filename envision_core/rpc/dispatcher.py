"""From a frame to the replies it deserves. Knows no transport: text in, bytes out."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from envision_core.errors import (
    EnvisionError,
    InternalError,
    InvalidInput,
    InvalidParams,
    MethodNotFound,
    NotAllowed,
)
from envision_core.model.action import RpcMethod
from envision_core.model.session import Session
from envision_core.protocol import jsonrpc
from envision_core.rpc import actions, forms, inputs, pages, widgets
from envision_core.rpc.context import Context
from envision_core.serialize.calls import arguments_for, check_call, load_params
from envision_core.serialize.convert import convert
from envision_core.serialize.values import dumps
from envision_core.state.workspace import Change
from envision_core.sync.evaluate import uncancelled

__all__ = ["BUILT_IN", "Dispatcher"]

log = logging.getLogger("envision.rpc")

Method = Callable[[Context, Any], Awaitable[Any]]

BUILT_IN: Mapping[str, Method] = {
    "get_app": pages.get_app,
    "get_page": pages.get_page,
    "set_inputs": inputs.set_inputs,
    "validate": forms.validate,
    "submit": forms.submit,
    "run": actions.run,
    "call": widgets.call,
    "retry": widgets.retry,
    "cancel": actions.cancel,
    "ping": pages.ping,
}


@dataclass(slots=True)
class Dispatcher:
    """The methods of one app.

    Args:
        extra: methods that the app and its plugins add, by name; those of plugins are imported when first called.
            They cannot replace built-in ones.
    """

    extra: Mapping[str, Callable[[], RpcMethod]] = field(default_factory=dict)

    async def answer(self, context: Context, incoming: jsonrpc.Incoming) -> bytes | None:
        """The reply frame to a frame; None when nothing is to be said."""
        if not incoming.is_batch:
            return await self._reply(context, incoming.calls[0])
        replies = await asyncio.gather(*(self._reply(context, call) for call in incoming.calls))
        given = [reply for reply in replies if reply is not None]
        return jsonrpc.batch(given) if given else None

    async def _reply(self, context: Context, call: jsonrpc.Call) -> bytes | None:
        if isinstance(call, jsonrpc.Invalid):
            return jsonrpc.invalid(call)
        if isinstance(call, jsonrpc.Notification):
            await self._answer_to(context, call, None)
            return None
        if call.id is None:
            return await self._answer_to(context, call, None)
        if call.id in context.in_flight:
            return jsonrpc.error(call.id, jsonrpc.INVALID_REQUEST, jsonrpc.MESSAGES[jsonrpc.INVALID_REQUEST], IN_FLIGHT)
        context.in_flight.add(call.id)
        try:
            return await self._answer_to(context, call, call.id)
        finally:
            context.in_flight.discard(call.id)

    async def _answer_to(self, context: Context, call: jsonrpc.Request | jsonrpc.Notification, id: jsonrpc.Id) -> bytes:
        try:
            return jsonrpc.reply(id, dumps(await self._call(context, call.method, call.params)))
        except EnvisionError as error:
            log.info("%s: %s", call.method, error)
            return self._error(context, id, error)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise
            log.exception("method %r waited for something that was cancelled", call.method)
        except Exception:  # the last guard: one call's mistake costs neither the connection nor other calls
            log.exception("method %r failed", call.method)
        return self._error(context, id, InternalError("Something went wrong on the server."))

    @staticmethod
    def _error(context: Context, id: Any, error: EnvisionError) -> bytes:
        data = context.engine.public_error(error)
        # The specification gives its own codes a fixed message, and prints an unknown method without data.
        message = SPECIFIED.get(error.code, data["problem"])
        if isinstance(error, MethodNotFound):
            return jsonrpc.error(id, error.code, message)
        return jsonrpc.error(id, error.code, message, data)

    async def _call(self, context: Context, name: str, params: Any) -> Any:
        built_in = BUILT_IN.get(name)
        if built_in is not None:
            return await built_in(context, _message(name, params))
        method = self.extra.get(name)
        if method is None:
            raise MethodNotFound.among(name, [*BUILT_IN, *self.extra])
        return await self._call_extra(context, method(), params)

    async def _call_extra(self, context: Context, method: RpcMethod, params: Any) -> Any:
        if not await context.engine.allows(method.permission, context.identity):
            raise NotAllowed(f"You may not call {method.name!r}.", hint="sign in with an account that may")
        try:
            if method.schema is not None:
                values = dict(load_params(method.schema, params))
            else:
                values = check_call(method.function, params, injected=method.injected)
        except InvalidParams:
            raise
        except InvalidInput as error:
            raise InvalidParams(error.problem, hint=error.hint, fields=error.fields) from error
        session = None
        if "session" in method.injected:
            snapshot = await context.snapshot()
            session = Session(snapshot.id, context.identity.user, context.engine.values(snapshot))
            values["session"] = session
        if "user" in method.injected:
            values["user"] = context.identity.user
        args, kwargs = arguments_for(method.function, values)
        if method.is_async:
            result = await uncancelled(method.function(*args, **kwargs))
        else:
            result = await context.engine.evaluator.in_thread(method.function, *args, **kwargs)
        if session is not None:
            await _commit(context, session)
        return result


MAX_KEY = 64  # characters
IN_FLIGHT = {
    "slug": "invalid_request",
    "problem": "A call with this id has not been answered yet.",
    "hint": "give every call an id of its own",
}
SPECIFIED = {-32601: "Method not found", -32602: "Invalid params", -32603: "Internal error"}


def _message(name: str, params: Any) -> Any:
    from envision_core.protocol.messages import METHODS  # late: nothing before the first call needs it

    try:
        message = convert(params if params is not None else {}, METHODS[name].params)
    except InvalidInput as error:
        raise InvalidParams(
            f"Method {name!r}: {error.problem}",
            hint=error.hint or "see docs/reference/protocol.md",
            fields=error.fields,
        ) from error
    if not 0 < len(getattr(message, "key", "k")) <= MAX_KEY:
        problem = f"must be a text of 1 to {MAX_KEY} characters"
        raise InvalidParams(
            f"Method {name!r}: key {problem}.", hint="make one with crypto.randomUUID()", fields={"key": [problem]}
        )
    return message


async def _commit(context: Context, session: Session) -> None:
    change = Change(
        values=session.changed,
        notices=tuple((notice.text, notice.level) for notice in session.notices),
        refreshed=tuple(session.refreshed),
    )
    if change != Change():
        await context.engine.store.commit(session.workspace, change)
