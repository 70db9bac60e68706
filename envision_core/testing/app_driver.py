"""A driver in the process of the test: the real ASGI application with a temporary database, without a network."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from envision_core.testing.asgi import AsgiTransport
from envision_core.testing.background import Background
from envision_core.testing.driver import Driver
from envision_core.testing.transport import Cookies

if TYPE_CHECKING:
    from envision_core.model.app import App

__all__ = ["AppDriver"]


class AppDriver(Driver):
    """One person's browser on an app.

    Django is set up once for the process: all drivers share a temporary database, but each is somebody new, so that
    nobody sees what another did. In a Django project its settings and its (test) database are used instead.

    Args:
        app: an `App`, or the path of an app file. Errors in the file are raised here.
        debug: show the author's lines in error cards; counts for the first driver of a process.
    """

    def __init__(self, app: App | str | Path, *, debug: bool = True) -> None:
        from envision_core import bootstrap

        path = Path(app).resolve() if isinstance(app, (str, Path)) else None
        bootstrap.configure(path.parent if path else Path.cwd(), _data_dir(), debug)
        from envision_core.asgi import get_asgi_application  # late: Django must be set up

        self.app = bootstrap.load_app(path) if path else _as_app(app)
        if self.app.error is not None:
            raise self.app.error
        self.runtime = bootstrap.build_runtime(self.app, _base())
        transport = AsgiTransport(get_asgi_application(self.runtime), _host())
        super().__init__(transport, background=Background(), cookies=Cookies(), base=self.runtime.base)

    def close(self) -> None:
        """Leave, and let go of the app's threads."""
        if self._background.loop.is_closed():
            return
        super().close()
        self._background.run(self.runtime.close(), self.timeout_s)
        self._background.stop()


def _base() -> str:
    """Where a Django project has its apps; the root for an app without one."""
    from django.urls import NoReverseMatch, reverse

    try:
        return reverse("envision:index")
    except NoReverseMatch:
        return "/"


def _host() -> str:
    """A host that the settings allow: Django's test runners add their own to a project's."""
    from django.conf import settings

    return "testserver" if "testserver" in settings.ALLOWED_HOSTS else "localhost"


def _as_app(app: Any) -> App:
    from envision_core.model.app import App

    if not isinstance(app, App):
        raise TypeError(f"AppDriver takes an App or the path of an app file, not {type(app).__name__}.")
    return app


@cache
def _data_dir() -> Path:
    folder = tempfile.mkdtemp(prefix="envision-test-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)
