"""Running actions: arguments in, effects out, committed together and once."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from envision_core.errors import ActionFailed, EnvisionError, InvalidParams, NotAllowed, author_place
from envision_core.jobs.runner import Finish
from envision_core.model.action import Action
from envision_core.model.progress import Cancelled, Progress
from envision_core.model.session import Session
from envision_core.rpc.context import Context
from envision_core.state.workspace import Change, Snapshot
from envision_core.sync.evaluate import uncancelled
from envision_core.sync.view import View, Waiting

__all__ = ["Outcome", "perform"]

log = logging.getLogger("envision.actions")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a submit commits besides the effects of its action.

    Args:
        values: inputs written whatever the action does; the action sees them.
        args: further values for the action's parameters, by name; of a form all its cleaned values.
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
    engine, id = context.engine, (snapshot.id, key)
    running = engine.running_calls.get(id)
    if running is None:
        running = engine.start_call(id, _once(context, snapshot, action, key, outcome))
    return await asyncio.shield(running)


async def _once(
    context: Context, snapshot: Snapshot, action: Action | None, key: str, outcome: Outcome
) -> dict[str, Any]:
    engine = context.engine
    if action is None:
        return await _commit(context, snapshot, Session(snapshot.id, None, {}), key, outcome)
    first = await engine.store.repeated(snapshot.id, key)
    if first is not None:
        return first
    if not await engine.allows(action.permission, context.identity):
        raise NotAllowed(f"You may not run {action.name!r}.", hint="sign in with an account that may")
    # One after the other, each with what was written before: two quick clicks on "+1" make 2.
    async with engine.turn(snapshot.id):
        return await _perform(context, await engine.store.settled(snapshot), action, key, outcome)


async def _perform(context: Context, snapshot: Snapshot, action: Action, key: str, outcome: Outcome) -> dict[str, Any]:
    engine = context.engine
    view = engine.view(snapshot, context.identity)
    # The form's input holds all that was typed for the action, also the passwords, which are never stored.
    submitted = {outcome.form: outcome.args} if outcome.form else {}
    view.values = {**view.values, **outcome.values, **submitted}
    session = Session(snapshot.id, context.identity.user, view.values)
    if action.is_long:
        return await _start_job(context, snapshot, action, key, outcome, view, session)
    result = await _call(context, action, view, session, outcome.args, None)
    # Encoded before anything is committed: a result that cannot be sent must not leave half an action behind.
    plain = None if outcome.form or result is None else json.loads(engine.dumps(result))
    return await _commit(context, snapshot, session, key, outcome, plain)


async def _start_job(
    context: Context, snapshot: Snapshot, action: Action, key: str, outcome: Outcome, view: View, session: Session
) -> dict[str, Any]:
    engine, runner = context.engine, context.runner

    async def work(progress: Progress, finish: Finish) -> None:
        await _call(context, action, view, session, outcome.args, progress)
        await _commit(context, snapshot, session, "", outcome, finish=finish)

    # Key and row are written before the work begins: work that may take minutes is never begun twice.
    job = runner.prepare(action.name, outcome.form)
    change = Change(drafts={outcome.form: outcome.typed} if outcome.form else {}, job=job, process=runner.process)
    committed = await engine.store.commit(snapshot.id, change, key=key, reply={"job": job.id})
    if not committed.repeated:
        context.connection.has_started(job.id)
        runner.start(snapshot.id, job, work)
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
    context: Context,
    snapshot: Snapshot,
    session: Session,
    key: str,
    outcome: Outcome,
    result: Any = None,
    finish: Finish | None = None,
) -> dict[str, Any]:
    engine = context.engine
    page = engine.site.path_of(name) if (name := session.page or outcome.then) else ""
    reply: dict[str, Any] = {"page": page} if page else {}
    if result is not None:
        reply["result"] = result
    change = Change(
        values={**outcome.values, **session.changed},
        notices=tuple((notice.text, notice.level) for notice in session.notices),
        drafts=outcome.drafts,
        refreshed=tuple(session.refreshed),
        job=finish(page) if finish is not None else None,
        process=context.runner.process,
    )
    context.connection.expect(change.values)
    told = partial(context.connection.has_written, snapshot.id, outcome.values)
    return (await engine.store.commit(snapshot.id, change, key=key, reply=reply, then=told)).reply
