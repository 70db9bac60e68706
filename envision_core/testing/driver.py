"""The verbs of a test: open a page, write inputs, submit, run, wait for data. Knows the wire, but no transport.

A driver behaves as the browser does: it loads the index page for its cookie and boot data, opens the socket, keeps
what pushes tell it and says after a reconnect what it has.
"""

from __future__ import annotations

import itertools
import json
import re
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote, urlencode

from envision_core.protocol.version import PROTOCOL
from envision_core.testing.background import Background
from envision_core.testing.session import Session
from envision_core.testing.transport import Cookies, Response, Transport

__all__ = ["Driver", "DriverError", "DriverTimeout", "Page", "RpcError", "Submitted", "Widget"]

TIMEOUT_S = 10.0
PART_BYTES = 1024 * 1024
BOOT = re.compile(r'<script[^>]*id="envision-boot"[^>]*>(.*?)</script>', re.DOTALL)


class DriverError(AssertionError):
    """The app did not do what the test asked for."""


class DriverTimeout(DriverError):
    """Something awaited did not come in time; the message says what was there instead."""


class RpcError(DriverError):
    """The server answered a call with an error."""

    def __init__(self, method: str, error: Mapping[str, Any]) -> None:
        self.code: int = error["code"]
        self.message: str = error["message"]
        self.data: dict[str, Any] = error.get("data") or {}
        hint = f" Hint: {self.data['hint']}" if self.data.get("hint") else ""
        super().__init__(f"{method}: {self.message} ({self.code}){hint}")

    @property
    def slug(self) -> str:
        return str(self.data.get("slug", ""))


@dataclass(slots=True)
class Widget:
    """What a browser shows in a bound component."""

    id: str
    status: str = "pending"  # pending, ready, waiting, failed
    fingerprint: str = ""
    value: Any = None
    href: str | None = None  # a large value is fetched from here
    error: dict[str, Any] | None = None
    missing: list[str] = field(default_factory=list)
    refreshes: int = 0  # how many pushes there were


@dataclass(frozen=True, slots=True)
class Page:
    """A page as `get_page` describes it."""

    page: str
    title: str
    tree: list[dict[str, Any]]
    workspace: str
    navigation: list[dict[str, Any]]

    def nodes(self) -> Iterator[dict[str, Any]]:
        """All nodes, outer before inner, top to bottom."""
        pending = list(self.tree)
        while pending:
            node = pending.pop(0)
            yield node
            pending[:0] = node.get("children", [])

    def node(self, id: str) -> dict[str, Any]:
        """The node with that id."""
        for node in self.nodes():
            if node["id"] == id:
                return node
        raise DriverError(f"Page {self.page!r} has no component {id!r}; it has {[n['id'] for n in self.nodes()]}.")

    def errors(self) -> list[dict[str, Any]]:
        """Props of the cards that stand where a component could not be built."""
        return [node["props"] for node in self.nodes() if node["kind"] == "envision.Error"]


@dataclass(frozen=True, slots=True)
class Submitted:
    """The answer to a submit; false when the form has errors."""

    version: int
    errors: dict[str, list[str]]
    job: str | None
    page: str | None

    def __bool__(self) -> bool:
        return not self.errors


class Driver:
    """One browser tab. Use `AppDriver` or `LiveDriver`.

    Attributes:
        page: the page that is open, None before `open`.
        inputs: values of the inputs, as this browser knows them.
        notices, jobs, pushes: what the server told so far, oldest first.
    """

    def __init__(self, transport: Transport, *, background: Background, cookies: Cookies, base: str = "/") -> None:
        self.transport = transport
        self.cookies = cookies
        self.base = base
        self.page: Page | None = None
        self.boot: dict[str, Any] = {}
        self.inputs: dict[str, Any] = {}
        self.widgets: dict[str, Widget] = {}
        self.forms: dict[str, dict[str, Any]] = {}
        self.jobs: dict[str, dict[str, Any]] = {}
        self.notices: list[dict[str, Any]] = []
        self.pushes: list[tuple[str, dict[str, Any]]] = []
        self.version = 0
        self.timeout_s = TIMEOUT_S
        self._errors: dict[str, Any] = {}
        self._background = background
        self._changed = threading.Condition()
        self._numbers = itertools.count(1)
        self._session: Session | None = None
        self._others: list[Driver] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the socket, and those of the browsers made by `another_tab` and `another_person`."""
        for other in self._others:
            other.close()
        self._others.clear()
        self.disconnect()

    # Pages

    def open(self, page: str = "", *, workspace: str = "") -> Page:
        """Load a page as typing its address does, and connect.

        Raises:
            DriverError: the index page did not come; the message holds its text.
            RpcError: the page is unknown, locked or not allowed.
        """
        path = self.base + (f"w/{workspace}/{page}" if workspace else page)
        response = self.get(path)
        self.boot = _boot_of(response)
        self.widgets.clear()
        for refresh in self.boot.get("refreshes") or []:
            self._receive("refresh_widget", refresh)
        if self._session is None or self._session.closed:
            self.connect()
        shown = self.boot.get("page") or {}
        return self.go(page or shown.get("page", ""), workspace=workspace or shown.get("workspace", ""))

    def go(self, page: str, *, workspace: str = "") -> Page:
        """Change to a page inside the app, as a link does: no new document."""
        if self.page is not None and self.page.page != page:
            self.widgets.clear()
        params: dict[str, Any] = {"page": page, "known": self._known()}
        workspace = workspace or (self.page.workspace if self.page else "")
        if workspace:
            params["workspace"] = workspace
        return self._opened(self.rpc("get_page", params))

    # The socket

    def connect(self) -> None:
        """Open the socket; raises SocketRefused."""
        path = self.boot.get("urls", {}).get("socket") or f"{self.base}ws/"
        headers = {**self.cookies.header(), "origin": self.transport.origin}
        self._session = self._background.run(
            Session.open(self.transport, path, headers, [PROTOCOL], self._receive), self.timeout_s
        )

    def disconnect(self) -> None:
        """Close the socket, as losing the network does."""
        if self._session is not None:
            self._background.run(self._session.close(), self.timeout_s)
            self._session = None

    def reconnect(self) -> Page:
        """Close the socket, open it again and tell what this browser still has, as the browser does."""
        if self.page is None:
            raise DriverError("Nothing to come back to: open a page first.")
        self.disconnect()
        self.connect()
        return self.go(self.page.page)

    @property
    def session(self) -> Session:
        """The open socket, for tests of the wire itself."""
        if self._session is None:
            raise DriverError("There is no socket: open a page or call connect() first.")
        return self._session

    def another_tab(self) -> Driver:
        """A second browser tab of the same person: same cookies, another socket."""
        return self._joined(Driver(self.transport, background=self._background, cookies=self.cookies, base=self.base))

    def another_person(self) -> Driver:
        """A browser without any cookie."""
        return self._joined(Driver(self.transport, background=self._background, cookies=Cookies(), base=self.base))

    # Calls

    def set_input(self, name: str, value: Any) -> bool:
        """Write one input; False when the server refused the value, see `errors`."""
        return self.set_inputs({name: value})

    def set_inputs(self, values: Mapping[str, Any], *, key: str | None = None) -> bool:
        """Write several inputs at once; valid ones are kept even when others are refused."""
        result = self.rpc("set_inputs", {"values": dict(values), "key": key or _key()})
        refused = result.get("errors") or {}
        with self._changed:
            self.version = max(self.version, result["version"])
            self.inputs.update({name: value for name, value in values.items() if name not in refused})
            for name in values:
                self._errors.pop(name, None)
            self._errors.update(refused)
        return not refused

    def validate(self, form: str, values: Mapping[str, Any], *fields: str) -> dict[str, list[str]]:
        """What leaving fields of a form does: problems by field."""
        result = self.rpc("validate", {"form": form, "values": dict(values), "fields": list(fields or values)})
        self._errors[form] = result["errors"]
        return dict(result["errors"])

    def submit(self, form: str, values: Mapping[str, Any], *, key: str | None = None) -> Submitted:
        """Submit a form; the answer is false when fields have errors."""
        result = self.rpc("submit", {"form": form, "values": dict(values), "key": key or _key()})
        self.version = max(self.version, result["version"])
        self._errors[form] = result.get("errors") or {}
        return Submitted(result["version"], self._errors[form], result.get("job"), result.get("page"))

    def run(self, action: str, *, key: str | None = None, **arguments: Any) -> dict[str, Any]:
        """Run an action, as a click on its button does."""
        result: dict[str, Any] = self.rpc("run", {"action": action, "args": arguments, "key": key or _key()})
        self.version = max(self.version, result["version"])
        return result

    def call(self, widget: str, method: str, params: Any = None, **named: Any) -> Any:
        """Call a component's own server method, as its JavaScript does."""
        asked: dict[str, Any] = {"widget": widget, "method": method}
        if params is not None or named:
            asked["params"] = params if params is not None else named
        return self.rpc("call", asked)

    def retry(self, widget: str) -> None:
        """Press Retry on a failed component."""
        self.rpc("retry", {"widget": widget})

    def rpc(self, method: str, params: Any = None) -> Any:
        """Any JSON-RPC call; its result.

        Raises:
            RpcError: the server answered with an error.
            SocketClosed: the socket closed before the answer.
        """
        reply = self._background.run(self.session.call(method, params), self.timeout_s + 1)
        if "error" in reply:
            raise RpcError(method, reply["error"])
        return reply["result"]

    def exchange(self, frame: str | bytes, *, timeout_s: float | None = None) -> str | None:
        """Send a frame as it is; the next reply as it is, or None when none comes within `timeout_s`."""
        return self._background.run(self.session.exchange(frame, timeout_s or self.timeout_s))

    # What the page shows

    def errors(self, name: str) -> Any:
        """What the server last said against an input (a list) or a form (lists by field)."""
        return self._errors.get(name, [])

    def status(self, widget: str) -> str:
        """pending, ready, waiting or failed."""
        return self._widget(widget).status

    def value(self, widget: str) -> Any:
        """The data of a bound component; a large one is fetched. Does not wait."""
        found = self._widget(widget)
        if found.href is not None:
            response = self.get(found.href)
            if response.status != 200:
                raise DriverError(f"The value of {widget!r} at {found.href} answered {response.status}.")
            found.value, found.href = json.loads(response.body), None
        return found.value

    def props(self, component: str) -> dict[str, Any]:
        """The properties of a component as the page was built."""
        if self.page is None:
            raise DriverError("No page is open.")
        return dict(self.page.node(component)["props"])

    def job(self, job: str) -> dict[str, Any]:
        """The last news of a job."""
        return self.jobs.get(job, {"job": job, "status": "queued"})

    # Waiting

    def wait_for(self, widget: str, status: str = "ready", *, timeout_s: float | None = None) -> Any:
        """The value of a bound component once it has the newest data of everything written so far.

        For `status="failed"` the error is returned, for "waiting" the names of the missing inputs.
        """
        found = self._widget(widget)
        deadline = time.monotonic() + (timeout_s or self.timeout_s)
        while time.monotonic() < deadline:
            if not self._is_coming(widget) and found.status == status:
                break
            with self._changed:
                self._changed.wait(0.02)
        else:
            raise DriverTimeout(f"{widget!r} did not become {status}; it is {found.status}. {_reason(found)}".strip())
        if status == "failed":
            return found.error
        return found.missing if status == "waiting" else self.value(widget)

    def wait_until(self, condition: Callable[[], object], *, timeout_s: float | None = None, what: str = "") -> None:
        """Wait until something becomes true; it is asked again after every push."""
        deadline = time.monotonic() + (timeout_s or self.timeout_s)
        with self._changed:
            while not condition():
                left = deadline - time.monotonic()
                if left <= 0:
                    raise DriverTimeout(f"Waited in vain for {what or condition}. Last pushes: {self.pushes[-5:]}")
                self._changed.wait(min(left, 0.1))

    def wait_for_input(self, name: str, value: Any, *, timeout_s: float | None = None) -> None:
        """Wait until an input has a value that came from elsewhere."""
        self.wait_until(lambda: self.inputs.get(name) == value, timeout_s=timeout_s, what=f"{name} == {value!r}")

    def wait_for_notice(self, text: str, *, timeout_s: float | None = None) -> dict[str, Any]:
        """Wait for a notice that contains a text."""
        found: list[dict[str, Any]] = []

        def there() -> bool:
            found[:] = [notice for notice in self.notices if text in notice["text"]]
            return bool(found)

        self.wait_until(there, timeout_s=timeout_s, what=f"a notice with {text!r}")
        return found[-1]

    def wait_for_job(self, job: str, status: str = "done", *, timeout_s: float | None = None) -> dict[str, Any]:
        """Wait until a job has a status."""
        self.wait_until(
            lambda: self.job(job)["status"] == status, timeout_s=timeout_s, what=f"job {job} to be {status}"
        )
        return self.job(job)

    # HTTP

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Response:
        """A GET with this browser's cookies."""
        return self.request("GET", path, headers)

    def request(self, method: str, path: str, headers: Mapping[str, str] | None = None, body: bytes = b"") -> Response:
        """Any HTTP request with this browser's cookies."""
        sent = {**self.cookies.header(), **(headers or {})}
        response = self._background.run(self.transport.request(method, path, sent, body), 60)
        self.cookies.learn(response)
        return response

    def upload(self, file: str | Path | bytes, name: str = "") -> dict[str, Any]:
        """Upload a file as a file field does; the result is the field's value for `submit`."""
        content = file if isinstance(file, bytes) else Path(file).read_bytes()
        name = name or ("upload.bin" if isinstance(file, bytes) else Path(file).name)
        upload, offset = str(uuid.uuid4()), 0
        while True:
            part = content[offset : offset + PART_BYTES]
            query = urlencode(
                {"upload": upload, "offset": offset, "total": len(content), "name": name}, quote_via=quote
            )
            headers = {"content-type": "application/octet-stream", "x-csrftoken": self.csrf_token}
            headers |= {"origin": self.transport.origin}
            response = self.request("POST", f"{self.boot['urls']['upload']}?{query}", headers, part)
            if response.status != 200:
                raise DriverError(f"The upload of {name} was answered with {response.status}: {response.text[:500]}")
            offset += len(part)
            if offset >= len(content):
                return {"upload": upload, "name": name, "size": len(content)}

    @property
    def csrf_token(self) -> str:
        """What the index page said in its meta tag."""
        return str(self.boot.get("csrf_token", ""))

    # Inside

    def _joined(self, other: Driver) -> Driver:
        self._others.append(other)
        other.timeout_s = self.timeout_s
        return other

    def _widget(self, id: str) -> Widget:
        if self.page is None:
            raise DriverError("No page is open.")
        self.page.node(id)
        return self.widgets.setdefault(id, Widget(id))

    def _known(self) -> dict[str, str]:
        return {widget.id: widget.fingerprint for widget in self.widgets.values() if widget.status == "ready"}

    def _is_coming(self, widget: str) -> bool:
        """Whether the server still has something newer for a component than what was sent."""
        result = self.rpc("ping", {"version": self.version, "pending": True})
        self.version = result["version"]
        return widget in (result.get("pending") or ())

    def _opened(self, result: dict[str, Any]) -> Page:
        with self._changed:
            self.version = result["version"]
            self.inputs = dict(result["values"])
            self.forms = dict(result["forms"])
            self.jobs.update({job["job"]: job for job in result["jobs"]})
            names = ("page", "title", "tree", "workspace", "navigation")
            self.page = Page(**{name: result[name] for name in names})
        return self.page

    def _receive(self, method: str, params: dict[str, Any]) -> None:
        """Apply a push. Runs in the thread of the loop."""
        with self._changed:
            self.pushes.append((method, params))
            apply = getattr(self, f"_on_{method}", None)
            if apply is not None:
                apply(params)
            self._changed.notify_all()

    def _on_refresh_widget(self, params: dict[str, Any]) -> None:
        for id in params["widgets"]:
            widget = self.widgets.setdefault(id, Widget(id))
            widget.refreshes += 1
            widget.status, widget.fingerprint = params["status"], params["fingerprint"]
            widget.error, widget.missing = params.get("error"), params.get("missing") or []
            if widget.status == "ready":
                widget.value, widget.href = params.get("value"), params.get("href")

    def _on_inputs_changed(self, params: dict[str, Any]) -> None:
        self.inputs.update(params["values"])
        self.version = max(self.version, params["version"])

    def _on_page_changed(self, params: dict[str, Any]) -> None:
        if self.page is not None:
            self.page = Page(params["page"], params["title"], params["tree"], self.page.workspace, self.page.navigation)

    def _on_navigation_changed(self, params: dict[str, Any]) -> None:
        if self.page is not None:
            page = self.page
            self.page = Page(page.page, page.title, page.tree, page.workspace, params["navigation"])

    def _on_job_changed(self, params: dict[str, Any]) -> None:
        self.jobs[params["job"]] = params

    def _on_notify(self, params: dict[str, Any]) -> None:
        self.notices.append(params)


def _boot_of(response: Response) -> dict[str, Any]:
    found = BOOT.search(response.text)
    if found is None:
        raise DriverError(f"The index page was answered with {response.status}: {response.text[:2000]}")
    boot: dict[str, Any] = json.loads(found[1])
    token = re.search(r'<meta name="csrf-token" content="([^"]*)"', response.text)
    boot["csrf_token"] = unescape(token[1]) if token else ""
    return boot


def _reason(widget: Widget) -> str:
    if widget.status == "failed" and widget.error:
        return f"{widget.error.get('problem', '')} {widget.error.get('hint', '')}".strip()
    return f"Missing inputs: {', '.join(widget.missing)}." if widget.missing else ""


def _key() -> str:
    return uuid.uuid4().hex
