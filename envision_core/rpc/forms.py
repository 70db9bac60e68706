"""validate, submit: forms, checked on the server."""

from __future__ import annotations

from typing import Any

from envision_core.plugins.inputs import FormBase
from envision_core.rpc.context import Context
from envision_core.rpc.effects import Outcome, perform
from envision_core.state.workspace import Change

__all__ = ["submit", "validate"]


async def validate(context: Context, params: Any) -> dict[str, Any]:
    """Checks fields that a person has left, and keeps what was typed as a draft."""
    form, snapshot = _form(context, params.form), await context.snapshot()
    files = await _files(context, params.values)
    errors = await context.engine.evaluator.in_thread(
        form.clean_fields, params.values, params.fields, files, context.identity.user
    )
    await context.engine.store.commit(snapshot.id, Change(drafts={form.name: params.values}))
    return {"errors": errors}


async def submit(context: Context, params: Any) -> dict[str, Any]:
    """Checks the whole form; when it is valid its cleaned values become an input and its action runs."""
    engine, form, snapshot = context.engine, _form(context, params.form), await context.snapshot()
    first = await engine.store.repeated(snapshot.id, params.key)
    if first is not None:
        return first
    files = await _files(context, params.values)
    cleaned, errors = await engine.evaluator.in_thread(form.clean, params.values, files, context.identity.user)
    if errors:
        await engine.store.commit(snapshot.id, Change(drafts={form.name: params.values}))
        return {"version": snapshot.version, "errors": errors}
    outcome = Outcome(
        values={form.name: cleaned},
        args=cleaned,
        typed=params.values,
        drafts={form.name: None},
        form=form.name,
        then=form.then or "",
    )
    return await perform(context, snapshot, form.submit, params.key, outcome)


def _form(context: Context, name: str) -> FormBase:
    built = context.connection.built
    shown = built.tree.forms.get(name) if built is not None else None
    return shown or context.engine.site.form(name)


async def _files(context: Context, values: dict[str, Any]) -> dict[str, Any]:
    uploads = context.engine.uploads
    return {
        name: file
        for name, value in values.items()
        if (file := await uploads.prepare(value, context.identity)) is not value
    }
