"""A workspace as a value: what the rest of the server reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Change", "Committed", "Identity", "JobState", "Snapshot"]


@dataclass(frozen=True, slots=True)
class Identity:
    """Who speaks: the browser session's key and the signed-in user, if any."""

    owner_key: str
    user: Any = None  # a Django user; None: nobody signed in
    session_key: str = ""

    @property
    def user_id(self) -> Any:
        return getattr(self.user, "pk", None)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A workspace at one version."""

    id: str
    version: int
    values: Mapping[str, Any]
    page: str = ""
    last_notice: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one call does to a workspace, committed as a whole."""

    values: Mapping[str, Any] = field(default_factory=dict)
    notices: tuple[tuple[str, str], ...] = ()  # (text, level)
    drafts: Mapping[str, Mapping[str, Any] | None] = field(default_factory=dict)  # None removes a draft
    refreshed: tuple[str, ...] = ()  # sources whose generation rises
    job: JobState | None = None  # a job that this change begins or ends
    process: str = ""  # the server process that runs it


@dataclass(frozen=True, slots=True)
class Committed:
    """The workspace after a change, and the reply to the call.

    ``repeated`` tells that the call's key was used before: nothing was changed and ``reply`` is that of the first time.
    """

    snapshot: Snapshot
    reply: dict[str, Any]
    repeated: bool = False
    generations: Mapping[str, int] = field(default_factory=dict)  # of the sources it refreshed
    has_job: bool = False  # a job began or ended


@dataclass(frozen=True, slots=True, kw_only=True)
class JobState:
    """How far a job is; ``total`` None means "length unknown"."""

    id: str
    name: str
    status: str = "queued"  # queued, running, done, failed, cancelled, lost
    done: int = 0
    total: int | None = None
    text: str = ""
    form: str = ""
    page: str = ""  # to open when it is done
