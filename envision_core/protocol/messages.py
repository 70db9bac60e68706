"""Every message on the wire as an annotated dataclass: the one source of validation, TypeScript types and reference.

A field whose default is None is left out on the wire when it is None; one of type `X | None` without a default is sent
as null.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, Literal, NamedTuple

__all__ = [
    "METHODS",
    "PUSHES",
    "AppTheme",
    "CallParams",
    "CancelParams",
    "CancelResult",
    "ErrorData",
    "FormState",
    "GetAppParams",
    "GetAppResult",
    "GetPageParams",
    "GetPageResult",
    "InputsChanged",
    "Job",
    "JobChanged",
    "MethodSpec",
    "Module",
    "NavigationChanged",
    "NavigationItem",
    "Navigate",
    "Node",
    "Notify",
    "PageChanged",
    "PingParams",
    "PingResult",
    "RefreshWidget",
    "Reload",
    "RetryParams",
    "RetryResult",
    "RunParams",
    "RunResult",
    "SetInputsParams",
    "SetInputsResult",
    "SubmitParams",
    "SubmitResult",
    "User",
    "ValidateParams",
    "ValidateResult",
    "to_wire",
]

NavigationStyle = Literal["sidebar", "tabs", "steps"]
JobStatus = Literal["queued", "running", "done", "failed", "cancelled", "lost"]
Level = Literal["info", "success", "warning", "error"]


class MethodSpec(NamedTuple):
    """A method of the wire: the classes of its params and of its result (`Any`: the author decides)."""

    params: type
    result: Any


# --- parts of messages ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorData:
    """What went wrong and what to do: `data` of a JSON-RPC error, `error` of a failed component."""

    slug: str  # stable name of the sort of error
    problem: str
    hint: str = ""
    place: str | None = None  # "app.py:12", only in debug mode
    fields: dict[str, list[str]] | None = None  # problems by name of the field or parameter


@dataclass(frozen=True, slots=True, kw_only=True)
class AppTheme:
    """The app's looks: named tokens."""

    primary: str
    font: str
    radius: str
    scheme: Literal["light", "dark", "auto"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NavigationItem:
    """A page in the navigation."""

    page: str  # its path
    title: str
    icon: str | None
    path: str  # its address below the app's address
    locked: bool  # a step that is not open yet
    requires: list[str]  # names of the forms that open it


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Who is signed in."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """The ES module of a kind of component."""

    plugin: str
    url: str
    css: list[str]
    preload: list[str]
    export: str
    min_height: int  # px, height of the placeholder
    state: Literal["ok", "missing", "broken", "disabled", "incompatible"]
    bound: str | None = None  # the property that takes the value of `refresh_widget`
    reason: str | None = None
    hint: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A component of a page."""

    id: str
    kind: str  # "charts.Chart"; "envision.Error" has an ErrorData as its props
    props: dict[str, Any]
    children: list[Node] | None = None
    source: str | None = None  # name of the source that fills it
    show_when: dict[str, Any] | None = None  # input -> the value, or a list of the values, that shows it
    inputs: list[str] | None = None  # names of the inputs it writes


@dataclass(frozen=True, slots=True, kw_only=True)
class FormState:
    """What the server knows of a form: the draft, or what was submitted."""

    values: dict[str, Any]
    submitted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A long run and how far it is."""

    job: str
    name: str
    status: JobStatus
    done: int
    total: int | None  # null: the length is unknown
    text: str
    form: str | None = None  # the form whose submit started it


# --- calls from the browser -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class GetAppParams:
    """Ask what the app is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GetAppResult:
    """What stays the same while the browser moves over the pages."""

    name: str
    theme: AppTheme
    navigation: list[NavigationItem]
    navigation_style: NavigationStyle
    user: User | None
    workspace: str
    modules: dict[str, Module]  # by kind
    build: str  # changes with every build of the browser's code
    protocol: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GetPageParams:
    """Open a page and be told of its changes from now on."""

    page: str = ""  # "" is the page last seen, or the first one
    workspace: str | None = None
    known: dict[str, str] | None = None  # component -> fingerprint of what the browser shows
    version: int | None = None  # of the workspace, as the browser knows it
    notice: int | None = None  # number of the last notice that was shown


@dataclass(frozen=True, slots=True, kw_only=True)
class GetPageResult:
    """A page with everything but the values of its bound components."""

    workspace: str
    page: str
    title: str
    tree: list[Node]
    values: dict[str, Any]  # of the inputs
    version: int
    forms: dict[str, FormState]
    jobs: list[Job]
    notice: int
    digest: str  # of the tree
    navigation: list[NavigationItem]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetInputsParams:
    """Write inputs. The same key twice is written once."""

    values: dict[str, Any]
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetInputsResult:
    """Valid inputs are kept even if others are not."""

    version: int
    errors: dict[str, list[str]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidateParams:
    """Check some fields of a form; the values are kept as its draft."""

    form: str
    values: dict[str, Any]
    fields: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidateResult:
    """Problems by field; no entry means no problem."""

    errors: dict[str, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitParams:
    """Submit a form. The same key twice submits once."""

    form: str
    values: dict[str, Any]
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitResult:
    """What a submit led to."""

    version: int
    errors: dict[str, list[str]] | None = None
    job: str | None = None  # the job it started
    page: str | None = None  # go there now


@dataclass(frozen=True, slots=True, kw_only=True)
class RunParams:
    """Run an action. The same key twice runs once."""

    action: str
    args: dict[str, Any] = field(default_factory=dict)
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    """What an action led to."""

    version: int
    result: Any = None
    job: str | None = None
    page: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallParams:
    """Call a method of a component's class on the server."""

    widget: str
    method: str
    params: dict[str, Any] | list[Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryParams:
    """Compute a failed component again."""

    widget: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryResult:
    """The outcome comes as `refresh_widget`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelParams:
    """Stop a job."""

    job: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelResult:
    """The outcome comes as `job_changed`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PingParams:
    """Is the server there, and is what the browser shows the newest?"""

    version: int | None = None
    pending: bool | None = None  # also name the components whose newest value is still to come (test drivers ask this)


@dataclass(frozen=True, slots=True, kw_only=True)
class PingResult:
    """The workspace's version now."""

    version: int
    pending: list[str] | None = None  # components whose newest value was not sent yet; only when asked for


# --- pushes from the server -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshWidget:
    """The value of bound components, or why there is none yet."""

    widgets: list[str]
    fingerprint: str
    status: Literal["pending", "ready", "waiting", "failed"]
    value: Any = None  # when ready; null is left out
    href: str | None = None  # when ready and large: the address of the value
    error: ErrorData | None = None  # when failed
    missing: list[str] | None = None  # when waiting: inputs without a value


@dataclass(frozen=True, slots=True, kw_only=True)
class InputsChanged:
    """Inputs were written elsewhere: by an action, another tab, another device."""

    values: dict[str, Any]
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PageChanged:
    """The page's structure follows its inputs and has changed."""

    page: str
    title: str
    tree: list[Node]
    version: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JobChanged(Job):
    """A job went on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notify:
    """A message for a person."""

    id: int  # rises; a browser shows each once
    text: str
    level: Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Navigate:
    """Go to a page."""

    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NavigationChanged:
    """Steps were opened or locked."""

    navigation: list[NavigationItem]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reload:
    """Load the whole page again at a quiet moment."""

    reason: str


METHODS: dict[str, MethodSpec] = {
    "get_app": MethodSpec(GetAppParams, GetAppResult),
    "get_page": MethodSpec(GetPageParams, GetPageResult),
    "set_inputs": MethodSpec(SetInputsParams, SetInputsResult),
    "validate": MethodSpec(ValidateParams, ValidateResult),
    "submit": MethodSpec(SubmitParams, SubmitResult),
    "run": MethodSpec(RunParams, RunResult),
    "call": MethodSpec(CallParams, Any),
    "retry": MethodSpec(RetryParams, RetryResult),
    "cancel": MethodSpec(CancelParams, CancelResult),
    "ping": MethodSpec(PingParams, PingResult),
}

PUSHES: dict[str, type] = {
    "refresh_widget": RefreshWidget,
    "inputs_changed": InputsChanged,
    "page_changed": PageChanged,
    "job_changed": JobChanged,
    "notify": Notify,
    "navigate": Navigate,
    "navigation_changed": NavigationChanged,
    "reload": Reload,
}


def to_wire(message: Any) -> Any:
    """A message as plain dicts and lists, without the optional fields that are None. Foreign values are kept as is."""
    if is_dataclass(message) and not isinstance(message, type):
        wire = {}
        for item in fields(message):
            value = getattr(message, item.name)
            is_left_out = value is None and item.default is None
            if not is_left_out and not item.name.startswith("_"):
                wire[item.name] = to_wire(value)
        return wire
    if isinstance(message, (list, tuple)):
        return [to_wire(item) for item in message]
    if isinstance(message, dict):
        return {name: to_wire(item) for name, item in message.items()}
    return message
