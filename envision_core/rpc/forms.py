"""validate, submit: forms, checked on the server."""

from __future__ import annotations

from typing import Any

from envision_core.errors import EnvisionError, FormNotFound, Locked, NotAllowed
from envision_core.plugins.inputs import FormBase
from envision_core.rpc.context import Context
from envision_core.rpc.effects import Outcome, perform
from envision_core.state.workspace import Change, Snapshot

__all__ = ["submit", "validate"]


async def validate(context: Context, params: Any) -> dict[str, Any]:
    """Checks fields that a person has left, and keeps what was typed as a draft."""
    snapshot = await context.snapshot()
    form = await _form(context, snapshot, params.form)
    files = await _files(context, params.values)
    errors = await context.engine.evaluator.in_thread(
        form.clean_fields, params.values, params.fields, files, context.identity.user
    )
    draft = form.without_secrets(params.values)
    await context.engine.store.commit(snapshot.id, Change(drafts={form.name: draft}))
    return {"errors": errors}


async def submit(context: Context, params: Any) -> dict[str, Any]:
    """Checks the whole form; when it is valid its cleaned values become an input and its action runs."""
    engine, snapshot = context.engine, await context.snapshot()
    first = await engine.store.repeated(snapshot.id, params.key)
    if first is not None:
        return first
    snapshot = await engine.store.settled(snapshot)
    form = await _form(context, snapshot, params.form)
    files = await _files(context, params.values)
    cleaned, errors = await engine.evaluator.in_thread(form.clean, params.values, files, context.identity.user)
    draft = form.without_secrets(params.values)
    if errors:
        committed = await engine.store.commit(snapshot.id, Change(drafts={form.name: draft}))
        return {"version": committed.snapshot.version, "errors": errors}
    outcome = Outcome(
        values={form.name: form.without_secrets(cleaned)},
        args=cleaned,
        typed=draft,
        drafts={form.name: None},
        form=form.name,
        then=form.then or "",
    )
    return await perform(context, snapshot, form.submit, params.key, outcome)


async def _form(context: Context, snapshot: Snapshot, name: str) -> FormBase:
    """A form of the page that the browser shows, or of another page that is open to this person.

    Raises:
        FormNotFound: no page has it.
        NotAllowed, Locked: the page it stands on is not open.
    """
    engine, shown = context.engine, context.connection.built
    pages = engine.site.pages_with(name)
    if shown is not None and name in shown.tree.forms:
        pages = [shown.page]
    refusal: EnvisionError | None = None
    for page in pages:
        try:
            await engine.check_open(page, snapshot, context.identity)
        except (NotAllowed, Locked) as error:
            refusal = error
            continue
        # Built for this person: the form on somebody else's page may offer other choices.
        form = (await engine.build(page, engine.view(snapshot, context.identity))).tree.forms.get(name)
        if form is not None:
            return form
    raise refusal or FormNotFound.among(name, ())


async def _files(context: Context, values: dict[str, Any]) -> dict[str, Any]:
    uploads = context.engine.uploads
    return {
        name: file
        for name, value in values.items()
        if (file := await uploads.prepare(value, context.identity)) is not value
    }
