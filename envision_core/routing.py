"""The socket's address, for composing with other sockets of a Django project."""

from __future__ import annotations

from typing import Any

from django.urls import path

from envision_core.consumers import SocketConsumer

__all__ = ["websocket_urlpatterns"]

_consumer: Any = SocketConsumer.as_asgi()  # Channels routes ASGI applications where Django's type says views

websocket_urlpatterns: list[Any] = [path("ws/", _consumer)]
