"""Every error Envision raises: a problem, its place in the author's code and one hint. Knows no framework."""

from __future__ import annotations

import difflib
import os
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import FrameType, TracebackType
from typing import Any, ClassVar, Self

__all__ = [
    "ActionFailed",
    "ActionNotFound",
    "AppError",
    "Busy",
    "CircularSource",
    "ComponentMethodNotFound",
    "ComponentNotFound",
    "ConfigurationError",
    "DuplicateName",
    "DuplicatePage",
    "EnvisionError",
    "FormNotFound",
    "InputNotFound",
    "InternalError",
    "InvalidInput",
    "InvalidParams",
    "JobNotFound",
    "Locked",
    "LoginRequired",
    "MethodNotFound",
    "NotAllowed",
    "NotFound",
    "NotSerializable",
    "PageFailed",
    "PageNotFound",
    "Place",
    "PluginBroken",
    "PluginDisabled",
    "PluginError",
    "PluginIncompatible",
    "PluginMissing",
    "PropertyError",
    "SourceFailed",
    "SourceNotFound",
    "TooLarge",
    "TooManyCalls",
    "UnknownParameter",
    "UploadNotFound",
    "WorkspaceNotFound",
    "author_place",
    "calling_place",
    "error_classes",
    "nearest",
]


@dataclass(frozen=True, slots=True)
class Place:
    """A line in the author's code."""

    file: str
    line: int

    def __str__(self) -> str:
        """`app.py:12`, relative to the working directory when the file is below it."""
        here = os.getcwd() + os.sep
        file = self.file[len(here) :] if self.file.startswith(here) else self.file
        return f"{file}:{self.line}"


class EnvisionError(Exception):
    """Something an author, a component author or a visitor can act on."""

    code: ClassVar[int] = -32000
    slug: ClassVar[str] = "error"

    def __init__(
        self,
        problem: str,
        *,
        hint: str = "",
        place: Place | None = None,
        fields: Mapping[str, list[str]] | None = None,
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        self.hint = hint
        self.place = place
        self.fields = dict(fields) if fields else None

    def __str__(self) -> str:
        place = f" ({self.place})" if self.place else ""
        hint = f" Hint: {self.hint}" if self.hint else ""
        return f"{self.problem}{place}{hint}"

    def to_data(self) -> dict[str, Any]:
        """The `data` of a JSON-RPC error and the props of an error card; never holds a traceback."""
        data: dict[str, Any] = {"slug": self.slug, "problem": self.problem, "hint": self.hint}
        if self.fields:
            data["fields"] = self.fields
        if self.place:
            data["place"] = str(self.place)
        return data


class NotFound(EnvisionError):
    """A name that nothing answers to."""

    code, slug = -32001, "not_found"
    noun: ClassVar[str] = "thing"

    @classmethod
    def among(cls, name: str, known: Iterable[str], *, place: Place | None = None) -> Self:
        """The error for `name`, with the nearest of the `known` names as its hint."""
        return cls(f"There is no {cls.noun} {name!r}.", hint=_known_hint(name, known, cls.noun), place=place)


class PageNotFound(NotFound):
    """No page has this path."""

    code, slug, noun = -32002, "page_not_found", "page"


class ComponentNotFound(NotFound):
    """No component of the page has this id."""

    code, slug, noun = -32003, "component_not_found", "component"


class FormNotFound(NotFound):
    """No form of the page has this name."""

    code, slug, noun = -32004, "form_not_found", "form"


class ActionNotFound(NotFound):
    """The app has no action of this name."""

    code, slug, noun = -32005, "action_not_found", "action"


class InputNotFound(NotFound):
    """Nothing declares an input of this name."""

    code, slug, noun = -32006, "input_not_found", "input"


class SourceNotFound(NotFound):
    """The app has no source of this name."""

    code, slug, noun = -32007, "source_not_found", "source"


class JobNotFound(NotFound):
    """The workspace has no such job."""

    code, slug, noun = -32008, "job_not_found", "job"


class WorkspaceNotFound(NotFound):
    """There is no such workspace, or it belongs to someone else."""

    code, slug, noun = -32009, "workspace_not_found", "workspace"


class UploadNotFound(NotFound):
    """The uploaded file is gone or belongs to someone else."""

    code, slug, noun = -32010, "upload_not_found", "upload"


class ComponentMethodNotFound(NotFound):
    """The component's class has no method of this name for browsers."""

    code, slug, noun = -32011, "component_method_not_found", "method"


class MethodNotFound(NotFound):
    """The server has no JSON-RPC method of this name."""

    code, slug, noun = -32601, "method_not_found", "method"


class InvalidInput(EnvisionError):
    """A value that does not fit its annotation or its form field."""

    code, slug = -32020, "invalid_input"


class InvalidParams(InvalidInput):
    """Parameters that a JSON-RPC method does not take."""

    code, slug = -32602, "invalid_params"


class NotSerializable(EnvisionError):
    """A value that cannot be sent to a browser."""

    code, slug = -32021, "not_serializable"


class TooLarge(EnvisionError):
    """A message, value or file beyond its limit."""

    code, slug = -32022, "too_large"


class LoginRequired(EnvisionError):
    """Only for people who are signed in."""

    code, slug = -32030, "login_required"


class NotAllowed(EnvisionError):
    """The person lacks the permission."""

    code, slug = -32031, "not_allowed"


class Locked(EnvisionError):
    """A step that opens later: what it requires was not submitted yet."""

    code, slug = -32032, "locked"


class Busy(EnvisionError):
    """The server has too much to do; try again soon."""

    code, slug = -32040, "busy"


class TooManyCalls(EnvisionError):
    """One browser calls too often or waits for too many replies."""

    code, slug = -32041, "too_many_calls"


class SourceFailed(EnvisionError):
    """A source raised."""

    code, slug = -32050, "source_failed"


class PageFailed(EnvisionError):
    """A page function raised."""

    code, slug = -32051, "page_failed"


class ActionFailed(EnvisionError):
    """An action raised."""

    code, slug = -32052, "action_failed"


class InternalError(EnvisionError):
    """A mistake in Envision itself or in a plugin; details are in the server's log."""

    code, slug = -32603, "internal_error"


class AppError(EnvisionError):
    """The author's file cannot be loaded."""

    code, slug = -32060, "app_error"


class PropertyError(EnvisionError):
    """A component was built with a wrong, unknown or missing property."""

    code, slug = -32061, "property_error"


class UnknownParameter(EnvisionError):
    """A function asks for something that is neither an input nor a source."""

    code, slug = -32062, "unknown_parameter"

    @classmethod
    def among(cls, name: str, function: str, known: Iterable[str], *, place: Place | None = None) -> Self:
        """The error for parameter `name` of `function`; `known` are inputs, sources and injected names."""
        return cls(
            f"{function}() asks for {name!r}, which is neither an input nor a source.",
            hint=_known_hint(name, known, "name"),
            place=place,
        )


class CircularSource(EnvisionError):
    """Sources that need each other."""

    code, slug = -32063, "circular_source"


class DuplicatePage(EnvisionError):
    """Two pages share a path."""

    code, slug = -32064, "duplicate_page"


class DuplicateName(EnvisionError):
    """Two things of one sort share a name or an id."""

    code, slug = -32065, "duplicate_name"


class ConfigurationError(EnvisionError):
    """A setting or `ENVISION_*` variable that cannot be used."""

    code, slug = -32066, "configuration_error"


class PluginError(EnvisionError):
    """A plugin does not keep the contract."""

    code, slug = -32070, "plugin_error"


class PluginMissing(PluginError):
    """The plugin of a component is not installed."""

    code, slug = -32071, "plugin_missing"


class PluginBroken(PluginError):
    """The plugin's import or its manifest fails."""

    code, slug = -32072, "plugin_broken"


class PluginIncompatible(PluginError):
    """The plugin is made for another version of Envision."""

    code, slug = -32073, "plugin_incompatible"


class PluginDisabled(PluginError):
    """The plugin is switched off by a setting."""

    code, slug = -32074, "plugin_disabled"


def error_classes() -> list[type[EnvisionError]]:
    """The classes of this module in the order of their definition, for the reference."""
    return [
        item
        for item in globals().values()
        if isinstance(item, type) and issubclass(item, EnvisionError) and item.__module__ == __name__
    ]


LONGEST_NAME = 100


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that looks most like `name`, if one does."""
    if len(name) > LONGEST_NAME:  # nobody mistyped that; comparing takes long
        return None
    by_fold = {candidate.casefold(): candidate for candidate in known}
    found = difflib.get_close_matches(name.casefold(), by_fold, n=1)
    return by_fold[found[0]] if found else None


def author_place(subject: BaseException | FrameType) -> Place | None:
    """Where in the author's own files an exception was raised or a frame was called from; None when nowhere.

    Of a traceback the innermost frame counts, then that of its cause; a syntax error points at the broken line.
    """
    if isinstance(subject, FrameType):
        return _first_author_place(_outward(subject))
    if isinstance(subject, EnvisionError) and subject.place:
        return subject.place
    if isinstance(subject, SyntaxError) and subject.filename and _is_author_file(subject.filename):
        return Place(subject.filename, subject.lineno or 1)
    lines = list(_inward(subject.__traceback__))
    place = _first_author_place(reversed(lines))
    cause = subject.__cause__ or subject.__context__
    return place or (author_place(cause) if cause else None)


def calling_place() -> Place | None:
    """The author's line that is running now, seen from anywhere inside Envision or a plugin."""
    return author_place(sys._getframe(1))


def _known_hint(name: str, known: Iterable[str], noun: str) -> str:
    names = sorted(known)
    near = nearest(name, names)
    if near:
        return f"did you mean {near!r}?"
    if not names:
        return ""
    more = ", ..." if len(names) > 12 else ""
    return f"known {noun}s are {', '.join(names[:12])}{more}"


def _outward(frame: FrameType | None) -> Iterator[tuple[FrameType, int]]:
    while frame is not None:
        yield frame, frame.f_lineno
        frame = frame.f_back


def _inward(traceback: TracebackType | None) -> Iterator[tuple[FrameType, int]]:
    while traceback is not None:
        yield traceback.tb_frame, traceback.tb_lineno
        traceback = traceback.tb_next


def _first_author_place(frames: Iterable[tuple[FrameType, int]]) -> Place | None:
    for frame, line in frames:
        file = frame.f_code.co_filename
        if _is_author_file(file) and not _is_envision_module(frame.f_globals):
            return Place(os.path.abspath(file), line)
    return None


def _is_envision_module(names: Mapping[str, Any]) -> bool:
    # An author's single file may be loaded as the module `envision_app`: it has no package.
    package = names.get("__package__") or ""
    return str(package).startswith("envision_")


def _is_author_file(file: str) -> bool:
    if file.startswith("<"):
        return False
    path = os.path.abspath(file)
    if f"{os.sep}site-packages{os.sep}" in path or f"{os.sep}dist-packages{os.sep}" in path:
        return False
    return not path.startswith(_STANDARD_LIBRARY)


_STANDARD_LIBRARY = tuple({sysconfig.get_path(name) + os.sep for name in ("stdlib", "platstdlib")})
