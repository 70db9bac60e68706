"""Running actions: arguments in, effects out, committed together and once."""

from __future__ import annotations

import asyncio
import json
import logging
from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from envision_core.errors import ActionFailed, EnvisionError, InvalidParams, NotAllowed, author_place
from envision_core.model.action import Action
from envision_core.model.progress import Cancelled, Progress
from envision_core.model.session import Session
from envision_core.rpc.context import Context
from envision_core.state.workspace import Change, Snapshot
from envision_core.sync.engine import allowed
from envision_core.sync.evaluate import uncancelled
from envision_core.sync.view import View, Waiting

__all__ = ["Outcome", "perform", "refresh_all"]

log = logging.getLogger("envision.actions")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a submit commits besides the effects of its action.

    Args:
        values: inputs written whatever the action does; the action sees them.
        args: further values for the action's parameters, by name.
        typed: the form's values as they came, kept as its draft while a job runs.
        then: the page to open unless the action names another.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    args: Mapping[str, Any] = field(default_factory=dict)
    typed: Mapping[str, Any] = field(default_factory=dict)
    drafts: Mapping[str, Mapping[str, Any] | None] = field(default_factory=dict)
    form: str = ""
    then: str = ""


async def perform(
    context: Context, snapshot: Snapshot, action: Action | None, key: str, outcome: Outcome
) -> dict[str, Any]:
    """Runs an action once for ``key``; returns the reply, the same one when the key was used before.

    Raises:
        NotAllowed: the action's permission is missing.
        ActionFailed: the author's code raised; nothing was committed.
    """
    engine = context.engine
    first = await engine.store.repeated(snapshot.id, key) if action is not None else None
    if first is not None:
        return first
    running = engine.running_calls.get((snapshot.id, key))
    if running is None:
        running = engine.start_call((snapshot.id, key), _perform(context, snapshot, action, key, outcome))
    return await asyncio.shield(running)


async def _perform(
    context: Context, snapshot: Snapshot, action: Action | None, key: str, outcome: Outcome
) -> dict[str, Any]:
    engine = context.engine
    if action is None:
        return await _commit(context, snapshot, Session(snapshot.id, None, {}), key, outcome)
    if not allowed(action.permission, context.identity):
        raise NotAllowed(f"You may not run {action.name!r}.", hint="sign in with an account that may")
    view = engine.view(snapshot, context.identity)
    view.values = ChainMap(dict(outcome.values), dict(view.values))
    session = Session(snapshot.id, context.identity.user, view.values)
    if action.is_long:
        return await _start_job(context, snapshot, action, key, outcome, view, session)
    result = await _call(context, action, view, session, outcome.args, None)
    # Encoded before anything is committed: a result that cannot be sent must not leave half an action behind.
    plain = None if outcome.form else json.loads(engine.dumps(result))
    return await _commit(context, snapshot, session, key, outcome, plain)


async def _start_job(
    context: Context, snapshot: Snapshot, action: Action, key: str, outcome: Outcome, view: View, session: Session
) -> dict[str, Any]:
    engine = context.engine

    async def work(progress: Progress) -> str:
        await _call(context, action, view, session, outcome.args, progress)
        reply = await _commit(context, snapshot, session, "", outcome)
        return str(reply.get("page", ""))

    # The key is written before the work begins: work that may take minutes is never begun twice.
    job = context.runner.prepare(action.name, outcome.form)
    drafts = {outcome.form: outcome.typed} if outcome.form else {}
    committed = await engine.store.commit(snapshot.id, Change(drafts=drafts), key=key, reply={"job": job.id})
    if not committed.repeated:
        await context.runner.start(snapshot.id, job, work)
    return committed.reply


async def _call(
    context: Context,
    action: Action,
    view: View,
    session: Session,
    args: Mapping[str, Any],
    progress: Progress | None,
) -> Any:
    needs = context.engine.site.graph.needs(action)
    arguments = {}
    for need in needs:
        if need.kind in ("input", "unknown") and need.name in args:
            arguments[need.name] = await context.engine.evaluator.input(need, args[need.name], context.identity)
        elif need.kind == "unknown" and not need.has_default:
            raise InvalidParams(
                f"Action {action.name!r} needs {need.name!r}.",
                hint=f"give it in args, as in Button(args={{{need.name!r}: ...}})",
            )
        elif need.kind in ("input", "source") and isinstance(waiting := _waiting(view, need), Waiting):
            raise InvalidParams(
                f"Action {action.name!r} waits for {', '.join(waiting.missing)}.", hint="fill it in first"
            )
    rest = [need for need in needs if need.name not in arguments and need.kind != "unknown"]
    arguments |= await context.engine.evaluator.arguments(rest, view, session=session, progress=progress)
    try:
        if action.is_async:
            return await uncancelled(action.function(**arguments))
        pool = context.runner.pool if progress is not None else None
        return await context.engine.evaluator.call(action.function, arguments, pool=pool)
    except (EnvisionError, Cancelled):
        raise
    except Exception as error:  # the author's code may raise anything
        log.exception("action %r failed", action.name)
        raise ActionFailed(
            f"Action {action.name!r} raised {type(error).__name__}: {error}",
            hint="correct the action; nothing was changed",
            place=author_place(error) or action.place,
        ) from error


def _waiting(view: View, need: Any) -> Any:
    if need.source is not None:
        return view.fingerprint(need.source)
    return Waiting((need.name,)) if view.values.get(need.name) is None and not need.has_default else None


async def _commit(
    context: Context, snapshot: Snapshot, session: Session, key: str, outcome: Outcome, result: Any = None
) -> dict[str, Any]:
    engine = context.engine
    page = session.page or outcome.then
    reply: dict[str, Any] = {"page": engine.site.path_of(page)} if page else {}
    if result is not None:
        reply["result"] = result
    change = Change(
        values={**outcome.values, **session.changed},
        notices=tuple((notice.text, notice.level) for notice in session.notices),
        drafts=outcome.drafts,
        refreshed=tuple(session.refreshed),
    )
    committed = await engine.store.commit(snapshot.id, change, key=key, reply=reply)
    context.connection.has_written(outcome.values)
    if change.refreshed and not committed.repeated:
        await refresh_all(context, change.refreshed)
    engine.hub.workspace_changed(snapshot.id)
    return committed.reply


async def refresh_all(context: Context, sources: tuple[str, ...]) -> None:
    """Lets everyone see sources whose generation was raised by a commit."""
    context.engine.generations.update(await context.engine.store.generations())
    context.engine.hub.everything_changed()
