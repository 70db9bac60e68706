"""get_app, get_page, ping: what a browser shows."""

from __future__ import annotations

import asyncio
from typing import Any

from envision_core.errors import PageNotFound
from envision_core.model.page import Page
from envision_core.protocol.version import PROTOCOL
from envision_core.rpc.context import Context
from envision_core.serialize.values import Encoded
from envision_core.state.workspace import Identity, Snapshot
from envision_core.sync.connection import job_to_wire
from envision_core.sync.engine import Engine
from envision_core.sync.site import Built

__all__ = ["app_result", "get_app", "get_page", "open_page", "page_result", "ping"]


async def app_result(engine: Engine, snapshot: Snapshot, identity: Identity) -> dict[str, Any]:
    """The result of ``get_app``, for the method and for the index page's boot data."""
    app = engine.site.app
    user = identity.user
    return {
        "name": app.title,
        "theme": app.theme.to_wire(),
        "navigation": await engine.navigation(snapshot, identity),
        "navigation_style": app.navigation,
        "user": {"name": user.get_username()} if user is not None else None,
        "workspace": snapshot.id,
        "modules": engine.modules,
        "build": engine.build_id,
        "protocol": PROTOCOL,
    }


async def page_result(engine: Engine, snapshot: Snapshot, identity: Identity, built: Built) -> dict[str, Any]:
    """The result of ``get_page``."""
    page = built.page
    forms, jobs = await asyncio.gather(_forms(engine, snapshot, built), engine.store.jobs(snapshot.id))
    return {
        "workspace": snapshot.id,
        "page": page.path,
        "title": page.title,
        "tree": Encoded(built.encoded),
        "values": dict(engine.values(snapshot)),
        "version": snapshot.version,
        "forms": forms,
        "jobs": [job_to_wire(job) for job in jobs],
        "notice": snapshot.last_notice,
        "digest": built.digest,
        "navigation": await engine.navigation(snapshot, identity),
    }


async def get_app(context: Context, params: Any) -> dict[str, Any]:
    return await app_result(context.engine, await context.snapshot(), context.identity)


async def get_page(context: Context, params: Any) -> dict[str, Any]:
    engine, identity, connection = context.engine, context.identity, context.connection
    call = connection.next_call()
    snapshot = await engine.store.open(identity, params.workspace or connection.workspace)
    page = engine.site.page(params.page or _last(engine, snapshot))
    snapshot, built = await open_page(engine, page, snapshot, identity)
    result = await page_result(engine, snapshot, identity, built)
    connection.open(
        snapshot, page, built, call=call, known=params.known or {}, notice=params.notice, jobs=result["jobs"]
    )
    if snapshot.page != page.path:
        engine.store.note_page(snapshot, page.path)
    return result


async def open_page(engine: Engine, page: Page, snapshot: Snapshot, identity: Identity) -> tuple[Snapshot, Built]:
    """A page built for somebody, and the workspace with what its fields start with.

    Raises:
        NotAllowed, Locked: the page is not open.
    """
    await engine.check_open(page, snapshot, identity)
    built = await engine.build(page, engine.view(snapshot, identity))
    started = await engine.with_starts(snapshot, built)
    if started is not snapshot:
        built = await engine.build(page, engine.view(started, identity))
    return started, built


async def ping(context: Context, params: Any) -> dict[str, Any]:
    snapshot = await context.snapshot()
    if params.version is not None and params.version != snapshot.version:
        context.connection.wake()
    if params.pending:
        return {"version": snapshot.version, "pending": context.connection.unsettled()}
    return {"version": snapshot.version}


def _last(engine: Engine, snapshot: Snapshot) -> str:
    try:
        page = engine.site.page(snapshot.page)
    except PageNotFound:  # the app changed since
        return ""
    return "" if engine.locked_by(page, snapshot) else page.path


async def _forms(engine: Engine, snapshot: Snapshot, built: Built) -> dict[str, Any]:
    if not built.tree.forms:
        return {}
    drafts = await engine.store.drafts(snapshot.id)
    forms: dict[str, Any] = {}
    for name, form in built.tree.forms.items():
        known = drafts.get(name) or snapshot.values.get(name) or {}
        # In a thread: what a form starts with may come from the author's code, and from the database.
        initial = await engine.evaluator.in_thread(form.initial)
        forms[name] = {"values": {**initial, **known}, "submitted": snapshot.values.get(name) is not None}
    return forms
