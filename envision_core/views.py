"""The few HTTP views: the index page, uploads, large values, assets, health, login. All else goes over the socket."""

from __future__ import annotations

import asyncio
import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_GET, require_POST

from envision_core.bootstrap import runtime_of
from envision_core.errors import EnvisionError, Locked, NotAllowed, NotFound, PageNotFound, TooLarge, WorkspaceNotFound
from envision_core.identity import identify_session
from envision_core.index_html import content_security_policy, index_html
from envision_core.rpc.pages import app_result, open_page, page_result
from envision_core.runtime import Runtime
from envision_core.serialize.values import Encoded, dumps
from envision_core.state.uploads import MAX_PART_BYTES, PartMismatch
from envision_core.state.workspace import Identity, Snapshot
from envision_core.sync.site import Built
from envision_core.sync.view import View, Waiting

__all__ = ["asset", "index", "live", "login", "logout", "payload", "ready", "upload"]

FIRST_VALUES_S = 0.02  # how long the index page waits for values that are nearly ready
FIRST_VALUES_BYTES = 64 * 1024  # of values sent with the index page; others follow over the socket
STATUS = {PageNotFound: 404, WorkspaceNotFound: 404, Locked: 403, NotAllowed: 403}


@never_cache
async def index(request: HttpRequest, workspace: str = "", page: str = "") -> HttpResponse:
    """The page on which everything happens, with what the first page shows as far as it is known."""
    runtime = _runtime(request)
    await runtime.start()
    boot, built, status = await _boot(request, runtime, workspace, page.strip("/"))
    nonce = secrets.token_urlsafe(16)
    assets = runtime.assets
    kinds = built.tree.kinds if built is not None else set()
    html = index_html(
        title=runtime.engine.site.app.title,
        nonce=nonce,
        csrf_token=get_token(request),
        import_map=dumps({"imports": assets.import_map()}),
        preloads=[*assets.core_preloads("shell"), *assets.preloads(kinds)],
        stylesheets=[*assets.core_stylesheets("shell"), *assets.stylesheets(kinds)],
        early=assets.core_entry("early") or "",
        socket=runtime.urls["socket"],
        shell=assets.core_entry("shell") or "",
        boot=dumps(boot),
        scheme=runtime.engine.site.app.theme.scheme,
    )
    response = HttpResponse(html, status=status)
    response["Content-Security-Policy"] = content_security_policy(nonce)
    response["Cache-Control"] = "no-store"
    return response


async def _boot(
    request: HttpRequest, runtime: Runtime, workspace: str, path: str
) -> tuple[dict[str, Any], Built | None, int]:
    engine, store = runtime.engine, runtime.engine.store

    def enter() -> tuple[Identity, Snapshot, EnvisionError | None]:
        identity = identify_session(request.session, create=True)
        assert identity is not None
        try:
            return identity, store.open_now(identity, workspace), None
        except WorkspaceNotFound as error:
            return identity, store.open_now(identity), error

    identity, snapshot, error = await store.read(enter)
    snapshot = store.remember(snapshot)
    boot: dict[str, Any] = {"urls": runtime.urls, "app": await app_result(engine, snapshot, identity), "page": None}
    boot["refreshes"] = []
    built = None
    if error is None:
        try:
            page = engine.site.page(path or snapshot.page if _is_open(engine, path, snapshot) else "")
            snapshot, built = await open_page(engine, page, snapshot, identity)
            boot["page"] = await page_result(engine, snapshot, identity, built)
            boot["refreshes"] = await _first_values(runtime, built, engine.view(snapshot, identity))
        except (NotFound, Locked, NotAllowed) as refused:
            error = refused
    if error is not None:
        boot["error"] = engine.public_error(error)
    if engine.site.app.error is not None:
        boot["error"] = engine.public_error(engine.site.app.error)
        return boot, None, 500
    return boot, built, STATUS.get(type(error), 200) if error is not None else 200


def _is_open(engine: Any, path: str, snapshot: Snapshot) -> bool:
    """Whether to open the path asked for, or the page opened last; else the first page."""
    if path:
        return True
    known = engine.site.app.pages.get(snapshot.page)
    return known is not None and not engine.locked_by(known, snapshot)


async def _first_values(runtime: Runtime, built: Built, view: View) -> list[dict[str, Any]]:
    """Values that are ready, or nearly; the others are computed meanwhile and follow over the socket."""
    payloads, running = runtime.engine.payloads, {}
    for widget in built.widgets.values():
        fingerprint = view.fingerprint(widget.source)
        if not isinstance(fingerprint, Waiting):
            running[widget.id] = (fingerprint, payloads.get(widget, fingerprint, view))
    waiting = {future for _, future in running.values() if not future.done()}
    if waiting:
        await asyncio.wait(waiting, timeout=FIRST_VALUES_S)
    values, room = [], FIRST_VALUES_BYTES
    for id, (fingerprint, future) in running.items():
        if future.done() and future.exception() is None and len(future.result()) <= room:
            room -= len(future.result())
            values.append(
                {"widgets": [id], "fingerprint": fingerprint, "status": "ready", "value": Encoded(future.result())}
            )
    return values


@require_GET
async def payload(request: HttpRequest) -> HttpResponse:
    """A bound component's value that is too large for the socket, as JSON."""
    runtime = _runtime(request)
    engine = runtime.engine
    asked = {name: request.GET.get(name, "") for name in ("workspace", "page", "widget", "fingerprint")}
    identity = await engine.store.read(lambda: identify_session(request.session))
    if identity is None:
        return _problem(runtime, NotAllowed("This browser has no session.", hint="open the app's first page"), 403)
    try:
        snapshot = await engine.store.open(identity, asked["workspace"])
        page = engine.site.page(asked["page"])
        await engine.check_open(page, snapshot, identity)
        view = engine.view(snapshot, identity)
        widget = (await engine.build(page, view)).widgets.get(asked["widget"])
        if widget is None or view.fingerprint(widget.source) != asked["fingerprint"]:
            # The inputs changed meanwhile: a newer value is on its way to the browser.
            return JsonResponse({"slug": "outdated", "problem": "A newer value is on its way."}, status=409)
        value = await asyncio.shield(engine.payloads.get(widget, asked["fingerprint"], view))
    except (NotFound, Locked, NotAllowed) as error:
        return _problem(runtime, error, STATUS.get(type(error), 404))
    except Exception as error:  # the author's source may raise anything
        return _problem(runtime, error, 500)
    response = HttpResponse(value, content_type="application/json")
    response["Cache-Control"] = "private, max-age=3600, immutable"  # the fingerprint is part of the address
    return response


@csrf_protect  # also in a project without the middleware
@require_POST
async def upload(request: HttpRequest) -> HttpResponse:
    """Takes one part of a file."""
    runtime = _runtime(request)
    uploads, store = runtime.engine.uploads, runtime.engine.store
    try:
        length = int(request.headers["Content-Length"])
        offset, total = int(request.GET["offset"]), int(request.GET["total"])
        if offset < 0 or total < 0 or length < 0:
            raise ValueError
        id, name = request.GET["upload"], request.GET["name"]
    except (KeyError, ValueError):
        return JsonResponse(
            {"slug": "bad_upload", "problem": "Give upload, offset, total, name and Content-Length."}, status=400
        )
    if length > MAX_PART_BYTES:
        return _problem(
            runtime, TooLarge("The part is larger than it may be.", hint=f"at most {MAX_PART_BYTES:,} bytes"), 413
        )
    body = request.body

    def receive() -> int | None:
        identity = identify_session(request.session)
        if identity is None:
            return None
        return uploads.receive(
            id,
            identity,
            offset=offset,
            total=total,
            name=name,
            content_type=request.headers.get("X-File-Type", ""),
            body=body,
        )

    try:
        received = await store.read(receive)
    except PartMismatch as mismatch:
        return JsonResponse({"received": mismatch.received}, status=409)
    except TooLarge as error:
        return _problem(runtime, error, 413)
    except EnvisionError as error:
        return _problem(runtime, error, 400)
    if received is None:
        return _problem(runtime, NotAllowed("This browser has no session.", hint="open the app's first page"), 403)
    return JsonResponse({"upload": id, "received": received, "total": total})


@require_GET
async def live(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@require_GET
async def ready(request: HttpRequest) -> HttpResponse:
    """The process can serve: the database answers and the app was loaded."""
    runtime = runtime_of(getattr(request, "scope", {}))  # asked by address, not by name
    if runtime.engine.site.app.error is not None:
        return HttpResponse("the app could not be loaded", status=503, content_type="text/plain")
    try:
        await asyncio.wait_for(runtime.engine.store.generations(), timeout=5)
    except Exception as error:  # whatever a database may raise
        return HttpResponse(f"database: {type(error).__name__}", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


async def asset(request: HttpRequest, file: str) -> HttpResponse:
    """A file of the core or a plugin, where Envision lives inside another project; alone, ``asgi`` answers sooner."""
    runtime = _runtime(request)
    scope = {**request.scope, "path": f"{runtime.assets.prefix}{file}"}  # type: ignore[attr-defined]  # ASGI requests have one
    messages = runtime.assets.respond(scope)
    if messages is None:
        return HttpResponse("no such file", status=404, content_type="text/plain")
    start, *bodies = messages
    response = HttpResponse(b"".join(m.get("body", b"") for m in bodies), status=start["status"])
    for name, value in start["headers"]:
        response[name.decode("latin-1")] = value.decode("latin-1")
    return response


def login(request: HttpRequest) -> HttpResponseBase:
    """Django's own sign-in, under the policy of the index page."""
    from envision_core.sign_in import Login  # late: brings Django's forms, which few apps need

    return Login.as_view()(request)


def logout(request: HttpRequest) -> HttpResponseBase:
    """Django's own."""
    from django.contrib.auth.views import LogoutView

    return LogoutView.as_view()(request)


def _runtime(request: HttpRequest) -> Runtime:
    request.get_host()  # refuses a foreign name: a page of another site may have been pointed at this address
    return runtime_of(getattr(request, "scope", {}))


def _problem(runtime: Runtime, error: BaseException, status: int) -> HttpResponse:
    return HttpResponse(dumps(runtime.engine.public_error(error)), status=status, content_type="application/json")
