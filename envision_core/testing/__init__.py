"""Tests of apps: open a page, write inputs, wait for data, in the process or against a running server.

`AppDriver("app.py")` needs no server; `LiveDriver(url)` speaks to one; both have the same verbs. pytest finds the
fixtures `app_driver` and `envision_server` by itself.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from envision_core.testing.app_driver import AppDriver
    from envision_core.testing.driver import Driver, DriverError, DriverTimeout, Page, RpcError, Submitted, Widget
    from envision_core.testing.live_driver import LiveDriver
    from envision_core.testing.live_server import LiveServer
    from envision_core.testing.transport import Response, SocketClosed, SocketRefused

__all__ = [
    "AppDriver",
    "Driver",
    "DriverError",
    "DriverTimeout",
    "LiveDriver",
    "LiveServer",
    "Page",
    "Response",
    "RpcError",
    "SocketClosed",
    "SocketRefused",
    "Submitted",
    "Widget",
]

# Loaded with every pytest run through the plugin: nothing is imported before it is used.
HOMES = {
    "AppDriver": "app_driver",
    "LiveDriver": "live_driver",
    "LiveServer": "live_server",
    "Response": "transport",
    "SocketClosed": "transport",
    "SocketRefused": "transport",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{HOMES.get(name, 'driver')}"), name)
