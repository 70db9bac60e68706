"""A driver over the network, for a server that runs."""

from __future__ import annotations

from urllib.parse import urlsplit

from envision_core.testing.background import Background
from envision_core.testing.driver import Driver
from envision_core.testing.network import NetworkTransport
from envision_core.testing.transport import Cookies

__all__ = ["LiveDriver"]


class LiveDriver(Driver):
    """`LiveDriver("http://127.0.0.1:8000/")`: the same verbs as `AppDriver`, over a socket."""

    def __init__(self, url: str) -> None:
        background = Background()
        base = urlsplit(url).path or "/"
        super().__init__(NetworkTransport(url), background=background, cookies=Cookies(), base=base)

    def close(self) -> None:
        super().close()
        self._background.stop()
