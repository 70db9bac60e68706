"""The socket's address, for composing with other sockets of a Django project."""

from __future__ import annotations

from django.urls import path

from envision_core.consumers import SocketConsumer

__all__ = ["websocket_urlpatterns"]

websocket_urlpatterns = [path("ws/", SocketConsumer.as_asgi())]
