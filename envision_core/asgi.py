"""The ASGI application: assets from memory, the socket, and Django for the rest."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from envision_core.bootstrap import project_runtime
from envision_core.runtime import SCOPE_KEY, Runtime

__all__ = ["get_asgi_application"]

Message = dict[str, Any]
Application = Callable[
    [Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]], Awaitable[None]
]


def get_asgi_application(runtime: Runtime | None = None) -> Application:
    """One application for any ASGI server; without a runtime it serves the project's ``ENVISION_APP``."""
    runtime = runtime or project_runtime()
    from channels.routing import URLRouter
    from django.core.asgi import get_asgi_application as django_asgi_application

    from envision_core.routing import websocket_urlpatterns

    django_application = django_asgi_application()
    sockets: Any = URLRouter(websocket_urlpatterns)

    async def application(scope: Message, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(runtime, receive, send)
            return
        scope = {**scope, SCOPE_KEY: runtime}
        if scope["type"] == "websocket":
            if scope["path"] == runtime.urls["socket"]:
                await sockets({**scope, "path": "/ws/"}, receive, send)
            else:
                await receive()
                await send({"type": "websocket.close", "code": 4403})
            return
        messages = runtime.assets.respond(scope)
        if messages is None:
            await django_application(scope, receive, send)
            return
        for message in messages:
            await send(message)

    return application


async def _lifespan(runtime: Runtime, receive: Any, send: Any) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            await runtime.start()
            await send({"type": "lifespan.startup.complete"})
        else:
            await runtime.close()
            await send({"type": "lifespan.shutdown.complete"})
            return
