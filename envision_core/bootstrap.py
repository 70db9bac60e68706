"""The one place that knows everything: configures Django, loads an app and builds what serves it."""

from __future__ import annotations

import hashlib
import importlib.util
import logging
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakSet

from envision_core.errors import AppError, ConfigurationError, EnvisionError, Place, author_place
from envision_core.model.action import RpcMethod
from envision_core.model.app import App
from envision_core.plugins.registry import Registry

if TYPE_CHECKING:
    from envision_core.plugins.hooks import Hooks
    from envision_core.runtime import Runtime

__all__ = [
    "build_runtime",
    "check_app",
    "configure",
    "load_app",
    "migrate",
    "project_runtime",
    "registry",
    "running",
    "runtime_of",
]

APP_MODULE = "envision_app"

log = logging.getLogger("envision")
T = TypeVar("T")
_running: WeakSet[Runtime] = WeakSet()


def configure(base_dir: Path, data_dir: Path | None = None, debug: bool = False) -> None:
    """Sets Django up for an app without a project; does nothing where Django is configured already.

    Args:
        base_dir: the app's folder; put on the import path.
        data_dir: where database, key and uploads lie; default: what ``ENVISION_DATA_DIR`` says, or ``.envision`` in
            ``base_dir``.
    """
    if str(base_dir) not in sys.path:
        sys.path.insert(0, str(base_dir))
    from django.conf import settings

    is_ours = not settings.configured and not os.environ.get("DJANGO_SETTINGS_MODULE")
    if is_ours:
        from envision_core.settings import make_settings

        apps = os.environ.get("ENVISION_APPS", "").replace(",", " ").split()
        settings.configure(**make_settings(data_dir or _wanted_data_dir(base_dir), debug=debug, apps=apps))
    from django import setup
    from django.apps import apps as django_apps

    if not django_apps.ready:
        setup()
    if is_ours:
        migrate()


@cache
def registry() -> Registry:
    """The plugins of this process."""
    from django.conf import settings

    blocked = getattr(settings, "ENVISION_BLOCKED_PLUGINS", ()) if settings.configured else ()
    return Registry.discover(block=tuple(blocked))


def load_app(path: Path) -> App:
    """Runs an author's file and returns its App.

    A file that cannot be loaded gives an App without pages whose ``error`` says why, so that the server stays up.
    """
    from envision_core.plugins.placeholders import placeholders

    plugins = registry()
    try:
        with placeholders(plugins):
            module = _run(path)
            while isinstance(module, Exception):
                # A plugin whose import raises costs only that plugin: its components become cards.
                culprit = plugins.culprit(module)
                if culprit is None:
                    raise module
                plugins.mark_broken(culprit, module)
                module = _run(path)
        return _app_in(module, path)
    except EnvisionError as error:
        return _failed(error)
    except SyntaxError as error:
        place = Place(error.filename or str(path), error.lineno or 1)
        return _failed(AppError(f"{path.name} is not valid Python: {error.msg}", hint="correct that line", place=place))
    except Exception as error:  # the author's file may raise anything
        place = author_place(error) or Place(str(path), 1)
        return _failed(
            AppError(f"{path.name} raised {type(error).__name__}: {error}", hint="correct that line", place=place)
        )


def build_runtime(app: App, base: str = "/") -> Runtime:
    """Everything that serves an app.

    Args:
        base: path below which it is served; ends with a slash.
    """
    from django.conf import settings

    from envision_core.jobs.runner import Runner
    from envision_core.plugins.assets import AssetTable
    from envision_core.rpc.dispatcher import Dispatcher
    from envision_core.runtime import Runtime
    from envision_core.serialize.values import canonical, dumps
    from envision_core.state.store import Store
    from envision_core.state.uploads import Uploads
    from envision_core.sync.engine import Engine
    from envision_core.sync.evaluate import Evaluator
    from envision_core.sync.hub import Hub
    from envision_core.sync.memo import Memo
    from envision_core.sync.payload import Payloads
    from envision_core.sync.site import Site

    plugins = registry()
    shows_errors = bool(getattr(settings, "ENVISION_SHOW_ERRORS", settings.DEBUG))
    assets = AssetTable.build(plugins, prefix=f"{base}_envision/")
    hooks = _hooks(plugins)
    store = Store(_name_of(app), dumps)
    uploads = Uploads(_data_dir() / "uploads", store.read)
    memo, hub = Memo(), Hub()
    evaluator = Evaluator(memo, uploads.prepare)
    engine = Engine(
        site=Site(app, plugins, dumps, shows_errors=shows_errors, page_built=hooks.page_built if hooks else None),
        store=store,
        hub=hub,
        evaluator=evaluator,
        payloads=Payloads(memo, evaluator, dumps),
        dumps=dumps,
        canonical=canonical,
        code=_code_digest(app),
        build_id=assets.build_digest,
        modules=plugins.modules(assets.prefix),
        uploads=uploads,
        shows_errors=shows_errors,
    )
    runtime = Runtime(
        engine=engine,
        runner=Runner(store, hub.jobs_changed, engine.public_error),
        dispatcher=Dispatcher(_methods(app, plugins)),
        hooks=hooks,
        assets=assets,
        base=base,
        debug=settings.DEBUG,
    )
    store.on_commit = engine.committed
    app.on_refresh = _refresher(engine)
    _running.add(runtime)
    return runtime


def runtime_of(scope: Mapping[str, Any]) -> Runtime:
    """The runtime that serves a request or socket; in a Django project the one of ``ENVISION_APP``."""
    from envision_core.runtime import SCOPE_KEY

    return scope.get(SCOPE_KEY) or project_runtime()


@cache
def project_runtime() -> Runtime:
    """The runtime of a Django project, whose setting ``ENVISION_APP`` names the App (``"shop.dash:app"``)."""
    from django.conf import settings
    from django.urls import NoReverseMatch, reverse
    from django.utils.module_loading import import_string

    name = getattr(settings, "ENVISION_APP", "")
    if not name:
        raise ConfigurationError(
            "The setting ENVISION_APP is missing.", hint='name your App, for example ENVISION_APP = "shop.dash:app"'
        )
    try:
        base = reverse("envision:index")
    except NoReverseMatch as error:
        raise ConfigurationError(
            "Envision's addresses are not in the project's urls.",
            hint='add path("", include("envision_core.urls")) to ROOT_URLCONF',
        ) from error
    return _off_loop(lambda: build_runtime(import_string(name.replace(":", ".")), base))


def running() -> Iterator[Runtime]:
    """The runtimes of this process."""
    yield from list(_running)


def check_app(app: App, plugins: Registry) -> list[EnvisionError]:
    """Everything that is wrong with an app, as far as it can be found without serving it."""
    from envision_core.serialize.values import dumps
    from envision_core.sync.site import Site

    if app.error is not None:
        return [app.error]
    return list(Site(app, plugins, dumps).problems())


def migrate() -> None:
    """Brings the database of an app without a project up to date."""
    from django.conf import settings

    from envision_core.state.schema import migrate as migrate_file

    migrate_file(Path(str(settings.DATABASES["default"]["NAME"])), _data_dir())


def _run(path: Path) -> Any:
    """The module of an author's file, or the exception that running it raised."""
    spec = importlib.util.spec_from_file_location(APP_MODULE, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # Under its name in sys.modules, so that worker processes and pickling find the author's functions.
    sys.modules[APP_MODULE] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:  # the author's file may raise anything
        return error
    return module


def _app_in(module: Any, path: Path) -> App:
    apps = {id(value): value for value in vars(module).values() if isinstance(value, App)}
    named = vars(module).get("app")
    if isinstance(named, App):
        return named
    if len(apps) == 1:
        return next(iter(apps.values()))
    problem = "makes no App" if not apps else f"makes {len(apps)} Apps and calls none of them 'app'"
    raise AppError(f"{path.name} {problem}.", hint='write app = App("My app") at the top', place=Place(str(path), 1))


def _failed(error: EnvisionError) -> App:
    app = App("This app cannot be shown")
    app.error = error
    app.problems.append(error)
    return app


def _methods(app: App, plugins: Registry) -> dict[str, Callable[[], RpcMethod]]:
    """JSON-RPC methods beyond the built-in ones; an app's own win over those of plugins."""
    methods: dict[str, Callable[[], RpcMethod]] = {
        name: partial(_plugin_method, name, path) for name, path in plugins.rpc_methods().items()
    }
    methods.update({name: partial(_same, method) for name, method in app.rpc_methods.items()})
    return methods


@cache
def _plugin_method(name: str, path: str) -> RpcMethod:
    from envision_core.plugins.registry import resolve

    return RpcMethod(name, resolve(path))


def _same(method: RpcMethod) -> RpcMethod:
    return method


def _hooks(plugins: Registry) -> Hooks | None:
    """None when no plugin has hooks, so that pluggy is not imported for nothing."""
    if not plugins.hook_modules():
        return None
    from envision_core.plugins.hooks import Hooks

    return Hooks(plugins)


def _name_of(app: App) -> str:
    return app.title[:200]


def _wanted_data_dir(base_dir: Path) -> Path:
    text = os.environ.get("ENVISION_DATA_DIR", "")
    return Path(text).expanduser().resolve() if text else base_dir / ".envision"


def _data_dir() -> Path:
    from django.conf import settings

    base = getattr(settings, "ENVISION_DATA_DIR", None) or Path(getattr(settings, "BASE_DIR", ".")) / ".envision"
    Path(base).mkdir(parents=True, exist_ok=True)
    return Path(base)


def _code_digest(app: App) -> bytes:
    """Of all the author's modules: other code may give other results, so it gives other fingerprints."""
    digest = hashlib.blake2b(digest_size=16)
    if app.place is None:
        return digest.digest()
    folder = os.path.dirname(os.path.abspath(app.place.file)) + os.sep
    for name, module in sorted(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if file and file.startswith(folder) and f"{os.sep}site-packages{os.sep}" not in file and os.path.isfile(file):
            digest.update(name.encode() + b"\0" + Path(file).read_bytes())
    return digest.digest()


def _refresher(engine: Any) -> Any:
    """``app.refresh`` for this process: from the loop, an action's thread or any other thread."""
    import asyncio

    def refresh(source: str) -> None:
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            loop = engine.hub.loop
        if loop is None or loop.is_closed():
            # Nobody is connected; the next who comes reads the generation from the database.
            engine.generations[source] = engine.store.raise_generation_now(source)
        else:
            asyncio.run_coroutine_threadsafe(engine.refresh(source), loop).add_done_callback(_log_failure)

    return refresh


def _log_failure(done: Any) -> None:
    if not done.cancelled() and (error := done.exception()) is not None:
        log.error("a source was not refreshed: %s", error)


def _off_loop(make: Callable[[], T]) -> T:
    """Runs something that may use the database: servers import a project's ASGI module inside their event loop."""
    import asyncio

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return make()
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connections

    def run() -> T:
        try:
            return make()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()
