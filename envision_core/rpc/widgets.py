"""call, retry: what components ask of the server."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from envision_core.errors import (
    ComponentMethodNotFound,
    ComponentNotFound,
    EnvisionError,
    InternalError,
    InvalidInput,
    InvalidParams,
)
from envision_core.plugins.component import Component
from envision_core.rpc.context import Context
from envision_core.sync.evaluate import uncancelled
from envision_core.sync.view import Waiting

__all__ = ["call", "retry"]

log = logging.getLogger("envision.components")


async def call(context: Context, params: Any) -> Any:
    """Runs a component's own method, with the data that the component shows."""
    component = await _component(context, params.widget)
    methods = component.methods()
    method = methods.get(params.method)
    if method is None:
        raise ComponentMethodNotFound.among(params.method, methods)
    available: dict[str, Any] = {"user": context.identity.user}
    if "data" in method.injected:
        available["data"] = await _data(context, params.widget, component)
    given = params.params if params.params is not None else {}
    try:
        if method.is_async:
            return await uncancelled(method.call(component, given, available))
        return await context.engine.evaluator.in_thread(method.call, component, given, available)
    except InvalidInput as error:
        raise InvalidParams(error.problem, hint=error.hint, fields=error.fields) from error
    except EnvisionError:
        raise
    except Exception as error:  # a plugin's code may raise anything
        log.exception("%s.%s failed", type(component).__name__, params.method)
        raise InternalError(
            f"{type(component).__name__}.{params.method} failed.", hint="the server's log has the details"
        ) from error


async def retry(context: Context, params: Any) -> dict[str, Any]:
    await _component(context, params.widget)
    context.connection.retry(params.widget)
    return {}


async def _component(context: Context, widget: str) -> Component:
    built = await context.built()
    components = built.tree.components if built is not None else {}
    component = components.get(widget)
    if component is None:
        raise ComponentNotFound.among(widget, components)
    return component


async def _data(context: Context, widget: str, component: Component) -> Any:
    built = context.connection.built
    bound = built.widgets.get(widget) if built is not None else None
    if bound is None:
        return component.data
    view = context.connection.view()
    fingerprint = view.fingerprint(bound.source)
    if isinstance(fingerprint, Waiting):
        raise InvalidInput(f"{widget!r} waits for {', '.join(fingerprint.missing)}.", hint="fill it in first")
    return await asyncio.shield(context.engine.evaluator.data(bound.source, view))  # others wait for it, too
