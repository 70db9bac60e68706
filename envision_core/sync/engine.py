"""All that connections of one process share: site, state, memo, hub. A bundle, no behaviour of its own beyond views."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakValueDictionary

from envision_core.errors import Busy, EnvisionError, InternalError, InvalidInput, Locked, NotAllowed
from envision_core.model.page import Page
from envision_core.state.access import allowed
from envision_core.state.store import Store
from envision_core.state.uploads import Uploads
from envision_core.state.workspace import Change, Committed, Identity, Snapshot
from envision_core.sync.evaluate import Evaluator
from envision_core.sync.hub import Hub
from envision_core.sync.payload import Payloads
from envision_core.sync.site import Built, Site, veiled
from envision_core.sync.view import View, Waiting

__all__ = ["Engine"]

TURN_S = 60  # an action waits so long for the one before it


@dataclass(slots=True)
class Engine:
    """What ``bootstrap`` builds and every method and connection is given.

    Args:
        code: digest of the author's code, part of every fingerprint.
        generations: how often each source was refreshed by hand, as this process knows it.
    """

    site: Site
    store: Store
    hub: Hub
    evaluator: Evaluator
    payloads: Payloads
    dumps: Callable[[Any], bytes]
    canonical: Callable[[Any], bytes]
    code: bytes
    build_id: str  # digest of what the browser loads; a tab with another one is out of date
    modules: Mapping[str, Any]  # the ES modules of all kinds, as get_app tells them
    uploads: Uploads
    shows_errors: bool = True  # whether browsers see what the author's code raised, and where
    generations: dict[str, int] = field(default_factory=dict)
    running_calls: dict[tuple[str, str], asyncio.Task[dict[str, Any]]] = field(default_factory=dict)
    _turns: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    def start_call(
        self, key: tuple[str, str], work: Coroutine[Any, Any, dict[str, Any]]
    ) -> asyncio.Task[dict[str, Any]]:
        """Runs work that goes on when the connection that asked for it is gone; the same key finds it meanwhile."""
        task = asyncio.create_task(work)
        self.running_calls[key] = task
        task.add_done_callback(lambda _: self.running_calls.pop(key, None))
        return task

    @asynccontextmanager
    async def turn(self, workspace: str) -> AsyncIterator[None]:
        """Inside, no other action of the workspace runs.

        Raises:
            Busy: one has been running for too long.
        """
        lock = self._turns.get(workspace)
        if lock is None:
            lock = self._turns[workspace] = asyncio.Lock()
        try:
            async with asyncio.timeout(TURN_S):
                await lock.acquire()
        except TimeoutError:
            raise Busy(
                "Another action of this workspace is still running.",
                hint="let actions that take long ask for 'progress': those run side by side",
            ) from None
        try:
            yield
        finally:
            lock.release()

    async def allows(self, permission: Any, identity: Identity) -> bool:
        """Whether somebody has a permission now."""
        return permission is None or await self.evaluator.in_thread(allowed, permission, identity)

    def committed(self, committed: Committed) -> None:
        """Lets everybody concerned compare after a change."""
        workspace = committed.snapshot.id
        if committed.generations:
            self.generations.update(committed.generations)
            self.hub.everything_changed()
        if committed.has_job:
            self.hub.jobs_changed(workspace)
        self.hub.workspace_changed(workspace)

    def values(self, snapshot: Snapshot) -> Mapping[str, Any]:
        """Inputs of a workspace: what was written, over what fields start with."""
        return {**self.site.starts, **snapshot.values}

    def view(self, snapshot: Snapshot, identity: Identity) -> View:
        return View(self.site.graph, self.values(snapshot), identity, self.code, self.generations, self.canonical)

    async def refresh(self, source: str) -> None:
        """Counts a refresh durably, then lets every connection compare."""
        self.generations[source] = await self.store.raise_generation(source)
        self.hub.everything_changed()

    def public_error(self, error: BaseException) -> dict[str, Any]:
        """What a browser may know of an error: never a traceback, and the author's code only where that is wanted."""
        if not isinstance(error, EnvisionError):
            error = InternalError("Something went wrong on the server.", hint="the server's log has the details")
        data = error.to_data()
        return data if self.shows_errors else veiled(data)

    # Pages

    async def build(self, page: Page, view: View) -> Built:
        """A page's tree for a view; one that waits for inputs or whose sources fail is an error card."""
        if page.is_static:
            built = self.site.built(page)
            return await self.evaluator.in_thread(self.site.rebuilt, page) if built.tree.varies else built
        fingerprint = view.fingerprint_of(page, f"page:{page.path}")
        problem = self.site.graph.page_problem(page)
        if problem is not None:
            return self.site.failed(page, problem)
        if isinstance(fingerprint, Waiting):
            missing = ", ".join(map(repr, fingerprint.missing))
            return self.site.failed(
                page, InvalidInput(f"Page {page.title!r} waits for {missing}.", hint="give the input a value first")
            )
        try:
            return await asyncio.shield(self.payloads.memo.get(f"page:{fingerprint}", lambda: self._build(page, view)))
        except Exception as error:  # a source that the page takes may raise anything
            return self.site.failed(page, error)

    async def _build(self, page: Page, view: View) -> Built:
        arguments = await self.evaluator.arguments(self.site.graph.needs(page), view)
        return await self.evaluator.in_thread(self.site.build, page, arguments)

    async def with_starts(self, snapshot: Snapshot, built: Built) -> Snapshot:
        """The workspace with what the fields of a page that was made for it start with.

        What all share is known without; but such fields may start with what one person typed, or is.
        """
        if built.page.is_static:
            return snapshot
        known = self.values(snapshot)
        missing = {name: value for name, value in built.starts.items() if known.get(name) is None}
        missing = {name: value for name, value in missing.items() if name not in snapshot.values}
        if not missing:
            return snapshot
        return (await self.store.commit(snapshot.id, Change(values=missing))).snapshot

    def locked_by(self, page: Page, snapshot: Snapshot) -> list[str]:
        """Names of forms that must be submitted before the page opens."""
        return [form for form in page.requires if snapshot.values.get(form) is None]

    async def check_open(self, page: Page, snapshot: Snapshot, identity: Identity) -> None:
        """Refuses a page that this person may not see, or not yet.

        Raises:
            NotAllowed: the page's permission is missing.
            Locked: a form that it requires was not submitted.
        """
        if not await self.allows(page.permission, identity):
            raise NotAllowed(f"You may not open page {page.title!r}.", hint="sign in with an account that may")
        missing = self.locked_by(page, snapshot)
        if missing:
            raise Locked(
                f"Page {page.title!r} opens when {missing[0]!r} is submitted.",
                hint=f"submit the form {missing[0]!r} first",
            )

    async def navigation(self, snapshot: Snapshot, identity: Identity) -> list[dict[str, Any]]:
        """The pages this person may see, in order."""
        return [
            {
                "page": page.path,
                "path": page.path,
                "title": page.title,
                "icon": page.icon,
                "requires": list(page.requires),
                "locked": bool(self.locked_by(page, snapshot)),
            }
            for page in self.site.app.pages.values()
            if await self.allows(page.permission, identity)
        ]
