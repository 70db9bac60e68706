"""Runs actions that ask for ``progress``: in threads of the server, each with a row in the database."""

from __future__ import annotations

import asyncio
import logging
import secrets
import threading
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from typing import Any

from envision_core.errors import Busy, EnvisionError, JobNotFound
from envision_core.model.progress import Cancelled, Progress
from envision_core.state.store import Store
from envision_core.state.workspace import JobState

__all__ = ["Runner"]

log = logging.getLogger("envision.jobs")
REPORT_EVERY_S = 0.1  # progress is written and pushed at most ten times a second
THREADS = 4
QUEUED = 100
GOODBYE_S = 0.5
INSIST_S = (1, 5, 30, 120)  # between tries to write how a job ended

Finish = Callable[[str], JobState]
"""The job as it is when it ends well, given the page to open next; to be committed together with its outcome."""

Work = Callable[[Progress, Finish], Awaitable[None]]
"""Commits its own outcome."""


class Runner:
    """The jobs of one process.

    Args:
        changed: told the workspace whose job moved on.
        public: what browsers may know of an error.
    """

    def __init__(
        self, store: Store, changed: Callable[[str], None], public: Callable[[BaseException], dict[str, Any]]
    ) -> None:
        self.process = secrets.token_hex(8)
        self._store = store
        self._changed = changed
        self._public = public
        self._cancelled: dict[str, threading.Event] = {}
        self._workspaces: dict[str, str] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._places = asyncio.Semaphore(THREADS)
        self._is_closing = False
        # Threads of their own: a long job must not keep sources of other people waiting.
        self.pool = ThreadPoolExecutor(THREADS, "envision-job")

    def prepare(self, name: str, form: str = "") -> JobState:
        """A job with a fresh id, not started.

        Raises:
            Busy: too many jobs wait already.
        """
        if len(self._tasks) >= QUEUED:
            raise Busy("Too many jobs are waiting.", hint="try again in a minute")
        return JobState(id=secrets.token_urlsafe(12), name=name, form=form)

    def start(self, workspace: str, job: JobState, work: Work) -> None:
        """Lets a job run whose row was written."""
        self._cancelled[job.id] = threading.Event()
        self._workspaces[job.id] = workspace
        task = asyncio.create_task(self._run(workspace, job, work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def cancel(self, workspace: str, job: str) -> None:
        """Asks a job to stop at its next report of progress.

        Raises:
            JobNotFound: no job of that workspace runs here under that id.
        """
        if self._workspaces.get(job) != workspace:
            raise JobNotFound("That job is not running any more.", hint="nothing needs to be cancelled")
        self._cancelled[job].set()

    async def close(self) -> None:
        """Stops jobs at their next report; their rows say that they were lost."""
        self._is_closing = True
        for event in self._cancelled.values():
            event.set()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=GOODBYE_S)
        self.pool.shutdown(wait=False, cancel_futures=True)

    async def _run(self, workspace: str, job: JobState, work: Work) -> None:
        cancelled = self._cancelled[job.id]
        reporter = _Reporter(job, cancelled, asyncio.get_running_loop())
        saver = asyncio.create_task(self._follow(workspace, reporter))
        outcome: JobState | None = None
        try:
            async with self._places:
                if cancelled.is_set():
                    raise Cancelled
                reporter.job = replace(reporter.job, status="running")
                reporter.moved.set()
                await work(Progress(reporter), lambda page: replace(reporter.job, status="done", page=page))
        except Cancelled:
            outcome = replace(reporter.job, status="cancelled", text="cancelled")
            if self._is_closing:
                outcome = replace(reporter.job, status="lost", text="the server was stopped while this ran")
        except EnvisionError as error:
            log.error("job %r: %s", job.name, error)
            outcome = replace(reporter.job, status="failed", text=self._public(error)["problem"])
        except Exception:  # the author's code may raise anything
            log.exception("job %r failed", job.name)
            outcome = replace(reporter.job, status="failed", text="it failed; the server's log has the details")
        finally:
            saver.cancel()
            self._cancelled.pop(job.id, None)
            self._workspaces.pop(job.id, None)
        await asyncio.wait([saver])
        if outcome is not None:
            await self._insist(workspace, outcome)

    async def _follow(self, workspace: str, reporter: _Reporter) -> None:
        while True:
            await reporter.moved.wait()
            reporter.moved.clear()
            try:
                await self._save(workspace, reporter.job)
            except Exception as error:  # of the database; the next report tries again
                log.warning("progress of job %r was not kept: %s", reporter.job.name, error)
            await asyncio.sleep(REPORT_EVERY_S)

    async def _insist(self, workspace: str, job: JobState) -> None:
        """Writes how a job ended, as soon as the database takes it: until then browsers show it as running."""
        for wait_s in (*INSIST_S, None):
            try:
                await self._save(workspace, job)
                return
            except Exception as error:  # of the database
                log.error("the end of job %r was not kept: %s", job.name, error)
                if wait_s is not None:
                    await asyncio.sleep(wait_s)

    async def _save(self, workspace: str, job: JobState) -> None:
        await self._store.save_job(workspace, job, self.process)
        self._changed(workspace)


class _Reporter:
    """Takes reports from the thread that works and lets the loop see the newest."""

    def __init__(self, job: JobState, cancelled: threading.Event, loop: asyncio.AbstractEventLoop) -> None:
        self.job = job
        self.moved = asyncio.Event()
        self._cancelled = cancelled
        self._loop = loop
        self._said = 0.0

    def __call__(self, done: int, total: int | None, text: str) -> None:
        if self._cancelled.is_set():
            raise Cancelled
        self.job = replace(self.job, done=done, total=total, text=text or self.job.text)
        now = time.monotonic()
        if now - self._said >= REPORT_EVERY_S or done == total:
            self._said = now
            with suppress(RuntimeError):  # the loop was closed: the server is gone
                self._loop.call_soon_threadsafe(self.moved.set)
