"""One open socket: what its browser has, and what it should have. All of it may be lost at any time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from envision_core.errors import EnvisionError, Locked, NotAllowed
from envision_core.model.page import Page
from envision_core.protocol.jsonrpc import push
from envision_core.state.workspace import Identity, JobState, Snapshot
from envision_core.sync.engine import Engine
from envision_core.sync.payload import MAX_PUSH_BYTES
from envision_core.sync.site import Built, Widget
from envision_core.sync.view import View, Waiting

__all__ = ["Connection", "job_to_wire"]

log = logging.getLogger("envision.connection")
LOGIN_NEEDED, FORBIDDEN = 4401, 4403
COME_AGAIN = 1012  # with the cookie that the browser has now
UNFINISHED = ("queued", "running")
AGAIN_AFTER_S = 2.0  # a pass that failed, as when the database is away, is tried again
PENDING_AFTER_S = 0.1  # a value that comes sooner is not announced as pending, so that quick changes do not flicker


@dataclass(frozen=True, slots=True)
class _Held:
    """What a browser shows in a widget."""

    fingerprint: str
    status: str


class Connection:
    """Reconciles one browser.

    Args:
        send: hands a frame to the browser; returns when the server took it.
        hrefs: makes the address of a value too large for the socket, from (workspace, page, widget, fingerprint).
    """

    def __init__(
        self,
        engine: Engine,
        identity: Identity,
        send: Callable[[bytes], Awaitable[None]],
        hrefs: Callable[[str, str, str, str], str],
    ) -> None:
        self.engine = engine
        self.identity = identity
        self._send = send
        self.leave: Callable[[int], Awaitable[None]] | None = None  # closes the socket with a code
        self.is_current: Callable[[], Awaitable[bool]] | None = None  # whether the session still stands
        self._hrefs = hrefs
        self.workspace = ""
        self.page: Page | None = None
        self.built: Built | None = None
        self._held: dict[str, _Held] = {}
        self._since: dict[str, tuple[str, float]] = {}  # widget -> fingerprint it waits for, and since when
        self._values: dict[str, Any] = {}  # inputs as the browser has them
        self._version = -1
        self._notice = 0
        self._locks: list[bool] = []
        self._jobs: dict[str, dict[str, Any]] = {}  # as the browser has them
        self._jobs_dirty = False
        self._started: set[str] = set()  # jobs that this browser asked for
        self._asked = self._shown = 0  # numbers of the get_page calls that came, and of the one that is shown
        self._period: float | None = None
        self._awake = False
        self._is_closed = False
        self._task: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Future[None]] = set()

    # Opening and closing

    def next_call(self) -> int:
        """The number of a ``get_page`` call, to be given to ``open``."""
        self._asked += 1
        return self._asked

    def open(
        self,
        snapshot: Snapshot,
        page: Page,
        built: Built,
        *,
        call: int,
        known: Mapping[str, str],
        notice: int | None,
        jobs: Iterable[Mapping[str, Any]] = (),
    ) -> None:
        """The browser shows a page from now on, unless a later call was answered before.

        Args:
            known: fingerprints of the values it kept from an earlier connection, by widget.
            notice: the last notice that it has shown; None: it needs no old ones.
            jobs: what it was told of jobs.
        """
        if call < self._shown or self._is_closed:
            return
        self._shown = call
        self.enter(snapshot)
        self.page = page
        self._show(built)
        self._held = {id: _Held(fp, "ready") for id, fp in known.items() if id in built.widgets}
        self._since.clear()
        self._values = dict(self.engine.values(snapshot))
        self._version = snapshot.version
        self._notice = snapshot.last_notice if notice is None else notice
        self._locks = self._locked(snapshot)
        self._jobs = {job["job"]: dict(job) for job in jobs}
        # They may have moved on since they were read, when nobody told this connection yet.
        self._jobs_dirty = self._jobs_dirty or any(job["status"] in UNFINISHED for job in self._jobs.values())
        self.wake()

    def enter(self, snapshot: Snapshot) -> None:
        """The browser speaks for a workspace, with or without an open page."""
        if self.workspace != snapshot.id:
            self.engine.hub.remove(self)
            self.workspace = snapshot.id
            self.engine.hub.add(self)
            self._version = snapshot.version
            self._values = dict(self.engine.values(snapshot))

    def close(self) -> None:
        """Forgets everything; computations go on for others."""
        self._is_closed = True
        self.engine.hub.remove(self)
        for task in [self._task, *self._tasks]:
            if task is not None:
                task.cancel()

    # What the hub sees

    def wake(self) -> None:
        self._awake = True
        if not self._is_closed and (self._task is None or self._task.done()):
            self._task = asyncio.create_task(self._reconcile())

    def session_ended(self, session_key: str) -> None:
        if session_key and session_key == self.identity.session_key:
            self._leave(LOGIN_NEEDED)

    def signed_in(self, owner_key: str) -> None:
        if self.identity.user is None and owner_key == self.identity.owner_key:
            self._leave(COME_AGAIN)

    def _leave(self, code: int) -> None:
        if self.leave is not None:
            task = asyncio.ensure_future(self.leave(code))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def live_period(self) -> float | None:
        return self._period

    def _show(self, built: Built) -> None:
        self.built = built
        sources = {widget.source for widget in built.widgets.values()}
        periods = [p for source in sources if (p := self.engine.site.graph.period(source)) is not None]
        self._period = min(periods, default=None)
        if self._period is not None:
            self.engine.hub.watch(self._period)

    # What methods see

    def has_written(self, workspace: str, values: Mapping[str, Any]) -> None:
        """The browser wrote these inputs itself, so it need not be told."""
        if workspace == self.workspace:
            self._values.update(values)

    def expect(self, values: Mapping[str, Any]) -> None:
        """Begins to compute what the page will show with these inputs, while the database still writes them."""
        if self.built is None or self._is_closed:
            return
        snapshot = self.snapshot()
        coming = replace(snapshot, values={**snapshot.values, **values})
        view = self.engine.view(coming, self.identity)
        for widget in self.built.widgets.values():
            fingerprint = view.fingerprint(widget.source)
            held = self._held.get(widget.id)
            if isinstance(fingerprint, str) and (held is None or held.fingerprint != fingerprint):
                self.engine.payloads.get(widget, fingerprint, view)

    def has_started(self, job: str) -> None:
        """The browser asked for this job, so it follows to the page that the job opens."""
        self._started.add(job)

    def retry(self, widget: str) -> None:
        """Computes a failed widget again, for everyone."""
        if self.built is None or widget not in self.built.widgets:
            return
        view = self.view()
        fingerprint = view.fingerprint(self.built.widgets[widget].source)
        if isinstance(fingerprint, str):
            self._drop_failed(self.built.widgets[widget], fingerprint, view)
        for other, held in list(self._held.items()):
            if held.status == "failed":
                del self._held[other]
        self.wake()

    def unsettled(self) -> list[str]:
        """Widgets whose newest value the browser was not sent yet; all of them while a pass runs or is due."""
        if self.built is None:
            return []
        widgets = self.built.widgets
        if self._awake or (self._task is not None and not self._task.done()):
            return list(widgets)
        view = self.view()
        return [id for id, widget in widgets.items() if not self._is_told(id, view.fingerprint(widget.source))]

    def _is_told(self, widget: str, newest: str | Waiting) -> bool:
        held = self._held.get(widget)
        if held is None or held.status == "pending":
            return False
        return held.status == "waiting" if isinstance(newest, Waiting) else held.fingerprint == newest

    def view(self) -> View:
        return self.engine.view(self.snapshot(), self.identity)

    def snapshot(self) -> Snapshot:
        """The newest version of the open workspace that this process knows."""
        snapshot = self.engine.store.latest(self.workspace)
        if snapshot is None:  # fell out of the cache; what the browser has is as new as anything here
            snapshot = Snapshot(self.workspace, self._version, self._values)
        return snapshot

    async def push(self, method: str, params: Mapping[str, Any]) -> None:
        await self._send(push(method, self.engine.dumps(params)))

    def jobs_changed(self) -> None:
        """Some job of the workspace moved on."""
        self._jobs_dirty = True
        self.wake()

    # The pass

    async def _reconcile(self) -> None:
        while self._awake:
            self._awake = False
            try:
                await self._pass()
            except asyncio.CancelledError:
                if self._is_closed:
                    raise
                self._try_again()  # not this task but something it waited for was cancelled
            except Exception:  # one bad pass must not end the connection
                log.exception("reconciling page %r failed", self.page.path if self.page else "")
                self._try_again()

    def _try_again(self) -> None:
        asyncio.get_running_loop().call_later(AGAIN_AFTER_S, self.wake)

    async def _pass(self) -> None:
        if self.page is None or self.built is None:
            return
        if self.is_current is not None and not await self.is_current():
            return
        snapshot = self.snapshot()
        if self.page.permission is not None or self.page.requires:
            try:
                await self.engine.check_open(self.page, snapshot, self.identity)
            except (NotAllowed, Locked):
                await self._send_away(snapshot)
                return
        view = self.engine.view(snapshot, self.identity)
        is_newer = snapshot.version != self._version
        if self.page.is_static:
            # What a person waits to see goes first.
            await self._tell_widgets(view)
        if is_newer:
            await self._tell_inputs(snapshot, view.values)
        if not self.page.is_static:
            await self._tell_widgets(await self._tell_page(snapshot, view))
        if snapshot.last_notice > self._notice:
            await self._tell_notices(snapshot)
        if self._jobs_dirty:
            self._jobs_dirty = False
            await self._tell_jobs()

    async def _send_away(self, snapshot: Snapshot) -> None:
        """The page was closed to this person while it was shown."""
        self.page = self.built = self._period = None
        self._held.clear()
        navigation = await self.engine.navigation(snapshot, self.identity)
        await self.push("navigation_changed", {"navigation": navigation})
        following = [item["page"] for item in navigation if not item["locked"]]
        if following:
            await self.push("navigate", {"page": following[0]})
        elif self.leave is not None:
            await self.leave(FORBIDDEN)

    async def _tell_inputs(self, snapshot: Snapshot, values: Mapping[str, Any]) -> None:
        changed = {name: value for name, value in values.items() if self._values.get(name, _Held) != value}
        self._version = snapshot.version
        if changed:
            self._values.update(changed)
            await self.push("inputs_changed", {"values": changed, "version": snapshot.version})
        locks = self._locked(snapshot)
        if locks != self._locks:
            self._locks = locks
            await self.push("navigation_changed", {"navigation": await self.engine.navigation(snapshot, self.identity)})

    async def _tell_page(self, snapshot: Snapshot, view: View) -> View:
        """Sends the page when its structure changed; returns the view that its values are of."""
        assert self.page is not None and self.built is not None
        built = await self.engine.build(self.page, view)
        started = await self.engine.with_starts(snapshot, built)
        if started is not snapshot:
            snapshot, view = started, self.engine.view(started, self.identity)
            self.wake()  # the page may take what its new fields start with
        was, self.built = self.built, built
        if built.digest == was.digest:
            return view
        self._show(built)
        # A component with other properties may show the same data in another way.
        keys = {id: widget.key for id, widget in was.widgets.items()}
        self._held = {id: held for id, held in self._held.items() if self._key_of(id) == keys.get(id)}
        new = {name: value for name, value in self.engine.values(snapshot).items() if name not in self._values}
        if new:
            self._values.update(new)
            await self.push("inputs_changed", {"values": new, "version": snapshot.version})
        head = self.engine.dumps(
            {"page": self.page.path, "title": self.page.title, "version": snapshot.version, "digest": built.digest}
        )
        await self._send(push("page_changed", head[:-1] + b',"tree":' + built.encoded + b"}"))
        return view

    def _key_of(self, widget: str) -> str | None:
        shown = self.built.widgets.get(widget) if self.built is not None else None
        return shown.key if shown is not None else None

    async def _tell_widgets(self, view: View) -> None:
        assert self.built is not None
        ready: dict[tuple[str, str], tuple[list[Widget], asyncio.Future[bytes]]] = {}
        for widget in self.built.widgets.values():
            fingerprint = view.fingerprint(widget.source)
            held = self._held.get(widget.id)
            if isinstance(fingerprint, Waiting):
                await self._tell_waiting(widget, fingerprint, held)
            elif held is None or held.fingerprint != fingerprint or held.status == "pending":
                future = self.engine.payloads.get(widget, fingerprint, view)
                if future.done():
                    ready.setdefault((fingerprint, widget.key), ([], future))[0].append(widget)
                else:
                    await self._tell_pending(widget, fingerprint, held, future)
        for (fingerprint, _), (widgets, future) in ready.items():
            await self._tell_ready(widgets, fingerprint, future)

    async def _tell_waiting(self, widget: Widget, waiting: Waiting, held: _Held | None) -> None:
        mark = _Held(",".join(waiting.missing), "waiting")
        if held != mark:
            self._held[widget.id] = mark
            await self.push(
                "refresh_widget",
                {"widgets": [widget.id], "fingerprint": "", "status": "waiting", "missing": list(waiting.missing)},
            )

    async def _tell_pending(
        self, widget: Widget, fingerprint: str, held: _Held | None, future: asyncio.Future[bytes]
    ) -> None:
        loop = asyncio.get_running_loop()
        waits_for, since = self._since.get(widget.id, ("", 0.0))
        if waits_for != fingerprint:
            since = loop.time()
            self._since[widget.id] = (fingerprint, since)
            future.add_done_callback(lambda _: self.wake())
            loop.call_later(PENDING_AFTER_S, self.wake)
        elif loop.time() - since >= PENDING_AFTER_S * 0.9 and (held is None or held.status != "pending"):
            self._held[widget.id] = _Held(fingerprint, "pending")
            await self.push("refresh_widget", {"widgets": [widget.id], "fingerprint": fingerprint, "status": "pending"})

    async def _tell_ready(self, widgets: list[Widget], fingerprint: str, future: asyncio.Future[bytes]) -> None:
        assert self.page is not None
        ids = [widget.id for widget in widgets]
        for id in ids:
            self._since.pop(id, None)
        try:
            value = future.result()
        except Exception as error:  # of the author's code or a plugin's; each widget shows its own
            self._held.update({id: _Held(fingerprint, "failed") for id in ids})
            await self._tell_failed(ids, fingerprint, error)
            return
        self._held.update({id: _Held(fingerprint, "ready") for id in ids})
        head = self.engine.dumps({"widgets": ids, "fingerprint": fingerprint, "status": "ready"})
        if len(value) > MAX_PUSH_BYTES:
            href = self._hrefs(self.workspace, self.page.path, ids[0], fingerprint)
            body = head[:-1] + b',"href":' + self.engine.dumps(href) + b"}"
        else:
            body = head[:-1] + b',"value":' + value + b"}"
        await self._send(push("refresh_widget", body))

    async def _tell_failed(self, ids: list[str], fingerprint: str, error: Exception) -> None:
        if not isinstance(error, EnvisionError):  # others were logged where they were raised, once for all browsers
            log.error("widget %s: %s", ", ".join(ids), error, exc_info=error)
        params = {
            "widgets": ids,
            "fingerprint": fingerprint,
            "status": "failed",
            "error": self.engine.public_error(error),
        }
        await self.push("refresh_widget", params)

    async def _tell_notices(self, snapshot: Snapshot) -> None:
        for notice in await self.engine.store.notices_after(self.workspace, self._notice):
            self._notice = notice["id"]
            await self.push("notify", notice)
        self._notice = max(self._notice, snapshot.last_notice)

    async def _tell_jobs(self) -> None:
        for job in await self.engine.store.jobs(self.workspace):
            wire, was = job_to_wire(job), self._jobs.get(job.id)
            if wire == was:
                continue
            self._jobs[job.id] = wire
            await self.push("job_changed", wire)
            if job.status not in UNFINISHED and (was is not None or job.id in self._started):
                follows = job.id in self._started or self._shows_form(job.form)
                self._started.discard(job.id)
                if job.status == "done" and job.page and follows:
                    await self.push("navigate", {"page": job.page})

    # Helpers

    def _shows_form(self, name: str) -> bool:
        return self.built is not None and name in self.built.tree.forms

    def _locked(self, snapshot: Snapshot) -> list[bool]:
        return [bool(self.engine.locked_by(page, snapshot)) for page in self.engine.site.app.pages.values()]

    def _drop_failed(self, widget: Widget, fingerprint: str, view: View) -> None:
        self.engine.payloads.drop(widget, fingerprint)
        pending = [widget.source]
        while pending:
            source = pending.pop()
            known = view.fingerprint(source)
            memo = self.engine.payloads.memo
            if isinstance(known, str):
                done = memo.peek(known)
                if done is not None and done.done() and done.exception() is not None:
                    memo.drop(known)
            pending += [need.source for need in self.engine.site.graph.needs(source) if need.source is not None]


def job_to_wire(job: JobState) -> dict[str, Any]:
    """A job as browsers see it."""
    wire = {
        "job": job.id,
        "name": job.name,
        "status": job.status,
        "done": job.done,
        "total": job.total,
        "text": job.text,
    }
    return {**wire, "form": job.form} if job.form else wire
