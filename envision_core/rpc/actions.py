"""run, cancel: what a button does."""

from __future__ import annotations

from typing import Any

from envision_core.errors import ActionNotFound, InvalidParams, nearest
from envision_core.rpc.context import Context
from envision_core.rpc.effects import Outcome, perform

__all__ = ["cancel", "run"]


async def run(context: Context, params: Any) -> dict[str, Any]:
    actions = context.engine.site.app.actions
    action = actions.get(params.action)
    if action is None:
        raise ActionNotFound.among(params.action, actions)
    takes = [need.name for need in context.engine.site.graph.needs(action)]
    for name in params.args:
        if name not in takes:
            close = nearest(name, takes)
            hint = f"did you mean {close!r}?" if close else f"it takes {', '.join(takes) or 'nothing'}"
            raise InvalidParams(f"Action {action.name!r} takes no {name!r}.", hint=hint)
    return await perform(context, await context.snapshot(), action, params.key, Outcome(args=params.args))


async def cancel(context: Context, params: Any) -> dict[str, Any]:
    context.runner.cancel((await context.snapshot()).id, params.job)
    return {}
