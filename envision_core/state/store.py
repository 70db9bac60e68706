"""Workspaces in the database: read in a small pool of threads, written by group commit."""

from __future__ import annotations

import asyncio
import re
import secrets
from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any, TypeVar

import orjson
from django.utils import timezone

from envision_core.errors import TooLarge, WorkspaceNotFound
from envision_core.state.threads import LOST, connected
from envision_core.state.workspace import Change, Committed, Identity, JobState, Snapshot
from envision_core.state.writer import Writer

__all__ = ["Store"]

T = TypeVar("T")
# An escaped NUL, which PostgreSQL refuses in JSON; an even number of backslashes before it belongs to the text.
_NUL = re.compile(rb"(?<!\\)((?:\\\\)*)\\u0000")
_ID = re.compile(r"[\w-]{1,32}", re.ASCII)
READERS = 4
CACHED = 10_000  # snapshots kept in the process; each can be read again
KEPT = timedelta(days=30)
UNFINISHED = ("queued", "running")
KEYS = 1000  # of calls kept for a workspace; of one with more the database is asked
MAX_VALUES_BYTES = 1024 * 1024


class Store:
    """Every read and write of a running app's state.

    Args:
        app: the app's name in the database; several apps may share one.
        dumps: encodes values to JSON bytes, to measure and normalise them.
        is_alone: no other process writes to the database while this one runs.

    Attributes:
        on_commit: told of every change on the loop, whether or not its asker still waits.
    """

    def __init__(self, app: str, dumps: Callable[[Any], bytes], *, is_alone: bool = True) -> None:
        self.app = app
        self.is_alone = is_alone
        self.on_commit: Callable[[Committed], None] = lambda committed: None
        self._dumps = dumps
        self._writer = Writer()
        self._readers = ThreadPoolExecutor(READERS, "envision-reader")
        self._snapshots: OrderedDict[str, Snapshot] = OrderedDict()
        # Keys of the calls of workspaces opened here; complete only while no other process writes.
        self._keys: dict[str, set[str]] = {}
        self._writing: Counter[str] = Counter()  # commits under way, by workspace

    # Snapshots

    def latest(self, workspace: str) -> Snapshot | None:
        """The newest version that this process has seen, without asking the database."""
        return self._snapshots.get(workspace)

    def remember(self, snapshot: Snapshot) -> Snapshot:
        """Keeps a snapshot unless one as new is known, which may tell more; returns the newer."""
        known = self._snapshots.get(snapshot.id)
        if known is not None and known.version >= snapshot.version:
            return known
        self._snapshots[snapshot.id] = snapshot
        self._snapshots.move_to_end(snapshot.id)
        if len(self._snapshots) > CACHED:
            oldest, _ = self._snapshots.popitem(last=False)
            self._keys.pop(oldest, None)
        return snapshot

    async def open(self, identity: Identity, workspace: str = "") -> Snapshot:
        """The workspace with that id, or the owner's latest, or a new one.

        Raises:
            WorkspaceNotFound: there is none with that id, or it belongs to somebody else.
        """
        return self.remember(await self.read(lambda: self.open_now(identity, workspace)))

    def open_now(self, identity: Identity, workspace: str = "") -> Snapshot:
        """As ``open``, for a thread that may use the database."""
        from django.db.models import Q

        from envision_core.models import ClientCall, Workspace

        if workspace and not _ID.fullmatch(workspace):
            raise _not_found()
        mine = Q(owner_key=identity.owner_key, owner=None)
        if identity.user_id is not None:
            mine |= Q(owner_id=identity.user_id)
        rows = Workspace.objects.filter(mine, app=self.app)
        row = (rows.filter(pk=workspace) if workspace else rows.order_by("-updated")).first()
        if row is not None:
            if row.pk not in self._keys:
                calls = ClientCall.objects.filter(workspace=row)
                keys = set(calls.values_list("key", flat=True)[: KEYS + 1])
                if len(keys) <= KEYS:
                    self._keys[row.pk] = keys
            return _snapshot(row)
        if workspace:
            raise _not_found()
        row = Workspace(
            id=secrets.token_urlsafe(12), app=self.app, owner_id=identity.user_id, owner_key=identity.owner_key
        )
        row.save(force_insert=True)
        self._keys[row.pk] = set()
        return _snapshot(row)

    # Reading

    async def read(self, run: Callable[[], T]) -> T:
        """Runs ``run`` in a reader's thread, with a database connection that works."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, _read, run)

    async def drafts(self, workspace: str) -> dict[str, dict[str, Any]]:
        """What was typed into forms and not submitted, by form."""

        def run() -> dict[str, dict[str, Any]]:
            from envision_core.models import FormDraft

            return dict(FormDraft.objects.filter(workspace_id=workspace).values_list("form", "values"))

        return await self.read(run)

    async def notices_after(self, workspace: str, last: int) -> list[dict[str, Any]]:
        """Notices with a higher id, oldest first, at most fifty."""

        def run() -> list[dict[str, Any]]:
            from envision_core.models import NoticeRow

            rows = NoticeRow.objects.filter(workspace_id=workspace, id__gt=last).order_by("-id")
            return [{"id": r.pk, "text": r.text, "level": r.level} for r in rows[:50]][::-1]

        return await self.read(run)

    async def jobs(self, workspace: str) -> list[JobState]:
        """Jobs of the workspace that are not over, and the latest ones that are."""

        def run() -> list[JobState]:
            from envision_core.models import JobRow

            return [_job(row) for row in JobRow.objects.filter(workspace_id=workspace).order_by("-updated")[:20]]

        return await self.read(run)

    async def generations(self) -> dict[str, int]:
        """How often each source was refreshed by hand."""

        def run() -> dict[str, int]:
            from envision_core.models import SourceGeneration

            return dict(SourceGeneration.objects.filter(app=self.app).values_list("source", "number"))

        return await self.read(run)

    # Writing

    async def commit(
        self,
        workspace: str,
        change: Change,
        *,
        key: str = "",
        reply: Mapping[str, Any] | None = None,
        then: Callable[[], None] | None = None,
    ) -> Committed:
        """Makes a change durable.

        Args:
            key: the browser's name for the call; a second commit with the same key changes nothing.
            reply: what to answer, kept with the key; ``version`` is added.
            then: called on the loop before anybody is told of the change.
        """

        def keep(committed: Committed) -> None:
            self.remember(committed.snapshot)
            if key and (keys := self._keys.get(workspace)) is not None:
                keys.add(key)
                if len(keys) > KEYS:
                    del self._keys[workspace]
            if then is not None:
                then()
            if not committed.repeated:
                self.on_commit(committed)

        self._writing[workspace] += 1
        try:
            return await self._writer.write(lambda: self._apply(workspace, change, key, dict(reply or {})), keep)
        finally:
            self._writing[workspace] -= 1
            if not self._writing[workspace]:
                del self._writing[workspace]

    async def settled(self, snapshot: Snapshot) -> Snapshot:
        """The workspace with everything that this process was asked to write before."""
        if snapshot.id in self._writing:
            await self._writer.write(lambda: None)  # they are written in the order they came
        return self.latest(snapshot.id) or snapshot

    async def repeated(self, workspace: str, key: str) -> dict[str, Any] | None:
        """The reply already given to a call with this key; None when there was none."""
        known = self._keys.get(workspace)
        if self.is_alone and known is not None and key not in known:
            return None

        def run() -> dict[str, Any] | None:
            from envision_core.state.statements import first_reply

            return first_reply(workspace, key)

        return await self.read(run)

    async def save_job(self, workspace: str, job: JobState, process: str) -> None:
        """Writes a job's row; the workspace's version stays."""

        await self._writer.write(lambda: _save_job(workspace, job, process))

    async def lose_jobs(self, process: str) -> None:
        """Marks jobs as lost that a process left running which exists no more: all but those of ``process``."""

        def run() -> None:
            from envision_core.models import JobRow

            JobRow.objects.filter(workspace__app=self.app, status__in=UNFINISHED).exclude(process=process).update(
                status="lost", text="the server was restarted while this ran"
            )

        await self._writer.write(run)

    def forget_old(self) -> None:
        """Deletes what nobody asks for any more: answers to calls, notices, jobs that are long over. No hurry."""

        def run() -> None:
            from envision_core.models import ClientCall, JobRow, NoticeRow

            old = timezone.now() - KEPT
            mine = {"workspace__app": self.app}
            ClientCall.objects.filter(**mine, created__lt=old).delete()
            NoticeRow.objects.filter(**mine, created__lt=old).delete()
            JobRow.objects.filter(**mine, updated__lt=old).exclude(status__in=UNFINISHED).delete()

        self._writer.post(run)

    async def raise_generation(self, source: str) -> int:
        """Counts one refresh of a source; returns its new generation."""
        return await self._writer.write(lambda: _raise_generation(self.app, source))

    def raise_generation_now(self, source: str) -> int:
        """As ``raise_generation``, for a thread that may use the database."""
        return _raise_generation(self.app, source)

    def note_page(self, snapshot: Snapshot, page: str) -> None:
        """Keeps which page was opened last. Nobody waits for it: no version, and no harm when it is lost."""

        def run() -> None:
            from envision_core.models import Workspace

            Workspace.objects.filter(pk=snapshot.id).update(page=page)

        self._snapshots[snapshot.id] = replace(self.latest(snapshot.id) or snapshot, page=page)
        self._writer.post(run)

    def close(self) -> None:
        """Finishes what is queued."""
        self._writer.close()
        self._readers.shutdown(wait=False, cancel_futures=True)

    def _apply(self, workspace: str, change: Change, key: str, reply: dict[str, Any]) -> Committed:
        from envision_core.state.statements import first_reply, keep_reply, lock_workspace, save_workspace

        row = lock_workspace(workspace)
        if row is None:
            raise WorkspaceNotFound("The workspace no longer exists.", hint="open the app's first page again")
        if key and (first := first_reply(workspace, key)) is not None:
            return Committed(_snapshot(row), first, repeated=True)
        values = None
        if change.values:
            values = self._encoded({**row.values, **change.values})
            if len(values) > MAX_VALUES_BYTES:
                raise TooLarge(
                    f"The workspace's inputs would take {len(values):,} bytes; the limit is {MAX_VALUES_BYTES:,}.",
                    hint="keep large data in sources and only its name in an input",
                )
            row.values = orjson.loads(values)
        row.version += 1
        for text, level in change.notices:
            row.last_notice = _save_notice(workspace, text, level)
        for form, draft in change.drafts.items():
            _save_draft(workspace, form, orjson.loads(self._encoded(draft)))
        if change.job is not None:
            _save_job(workspace, change.job, change.process)
        generations = {source: _raise_generation(self.app, source) for source in change.refreshed}
        save_workspace(row, values)
        reply["version"] = row.version
        if key:
            keep_reply(workspace, key, self._encoded(reply))
        return Committed(_snapshot(row), reply, generations=generations, has_job=change.job is not None)

    def _encoded(self, value: Any) -> bytes:
        return _NUL.sub(rb"\1\\ufffd", self._dumps(value))


def _read(run: Callable[[], T]) -> T:
    try:
        return connected(run)
    except LOST:  # the database may have gone and come back
        return connected(run)


def _not_found() -> WorkspaceNotFound:
    return WorkspaceNotFound(
        "There is no such workspace, or it belongs to somebody else.",
        hint="open the app's first page to get a workspace of your own",
    )


def _snapshot(row: Any) -> Snapshot:
    return Snapshot(row.id, row.version, row.values, row.page, row.last_notice)


def _job(row: Any) -> JobState:
    return JobState(
        id=row.pk, name=row.name, status=row.status, done=row.done, total=row.total, text=row.text, form=row.form,
        page=row.page,
    )  # fmt: skip


def _storable(text: str) -> str:
    """PostgreSQL knows no NUL in texts."""
    return text.replace("\0", "\ufffd")


def _save_notice(workspace: str, text: str, level: str) -> int:
    from envision_core.models import NoticeRow

    return int(NoticeRow.objects.create(workspace_id=workspace, text=_storable(text), level=level).pk)


def _save_job(workspace: str, job: JobState, process: str) -> None:
    from envision_core.models import JobRow, Workspace

    fields = {
        "name": job.name, "form": job.form, "status": job.status, "done": job.done, "total": job.total,
        "text": _storable(job.text), "page": job.page, "process": process, "workspace_id": workspace,
    }  # fmt: skip
    mine = JobRow.objects.filter(pk=job.id)
    # What is over stays as it is: progress may be written late, and a job given up as lost may still run.
    if mine.filter(status__in=UNFINISHED).update(**fields, updated=timezone.now()) or mine.exists():
        return
    if Workspace.objects.filter(pk=workspace).exists():  # else it was deleted while the job ran, and its jobs with it
        JobRow.objects.create(id=job.id, **fields)


def _save_draft(workspace: str, form: str, draft: Mapping[str, Any] | None) -> None:
    from envision_core.models import FormDraft

    if draft is None:
        FormDraft.objects.filter(workspace_id=workspace, form=form).delete()
    else:
        FormDraft.objects.update_or_create(workspace_id=workspace, form=form, defaults={"values": dict(draft)})


def _raise_generation(app: str, source: str) -> int:
    from django.db.models import F

    from envision_core.models import SourceGeneration

    row, _ = SourceGeneration.objects.get_or_create(app=app, source=source)
    mine = SourceGeneration.objects.filter(pk=row.pk)
    mine.update(number=F("number") + 1)
    return int(mine.values_list("number", flat=True).get())
