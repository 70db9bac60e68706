"""set_inputs: what a person chose or typed."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from envision_core.errors import EnvisionError, InputNotFound, InvalidInput, InvalidParams
from envision_core.rpc.context import Context
from envision_core.state.workspace import Change

__all__ = ["set_inputs"]

MOST = 200  # inputs in one call; each unknown one is compared with all that are known
log = logging.getLogger("envision.inputs")


async def set_inputs(context: Context, params: Any) -> dict[str, Any]:
    """Keeps the inputs that are valid, and says what is wrong with the others."""
    engine = context.engine
    if len(params.values) > MOST:
        raise InvalidParams(f"There are {len(params.values)} inputs in one call.", hint=f"send at most {MOST}")
    snapshot = await context.snapshot()
    good, errors = {}, {}
    for name, value in params.values.items():
        try:
            good[name] = await _checked(context, name, value)
        except EnvisionError as error:
            errors[name] = [" ".join(filter(None, (error.problem, error.hint)))]
    reply: dict[str, Any] = {"errors": errors} if errors else {}
    if not good:
        return {"version": snapshot.version, **reply}
    context.connection.expect(good)
    committed = await engine.store.commit(
        snapshot.id,
        Change(values=good),
        key=params.key,
        reply=reply,
        # Only then: what this browser wrote since is newer, and must not be answered with what it wrote before.
        then=partial(context.connection.has_written, snapshot.id, good),
    )
    return committed.reply


async def _checked(context: Context, name: str, value: Any) -> Any:
    # Somebody else's file would be refused when it is read; but its results may be known already.
    await context.engine.uploads.prepare(value, context.identity)
    site = context.engine.site
    built = context.connection.built
    spec = (built.tree.inputs.get(name) if built is not None else None) or site.spec(name)
    if spec is None:
        if site.knows_input(name) and name in site.app.inputs:
            return value
        raise InputNotFound.among(name, site.starts)
    if value is None:
        return None  # cleared: sources that need it wait
    try:
        spec.check(value)
    except EnvisionError:
        raise
    except Exception as error:  # a plugin's code may raise anything
        log.exception("input %r could not be checked", name)
        raise InvalidInput("this value cannot be used") from error
    return value
