"""The value of a bound component, encoded once for all browsers that get the same one."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from envision_core.errors import EnvisionError, SourceFailed, author_place
from envision_core.sync.evaluate import Evaluator
from envision_core.sync.memo import Memo
from envision_core.sync.site import Widget
from envision_core.sync.view import View

__all__ = ["MAX_PUSH_BYTES", "Payloads"]

log = logging.getLogger("envision.sources")
SMALL = (str, int, float, bool, type(None))
SHORT = 2000  # characters

MAX_PUSH_BYTES = 256 * 1024  # larger values are fetched over HTTP, so that they never hold up the socket


@dataclass(frozen=True, slots=True)
class Payloads:
    """Encoded values by fingerprint and widget.

    Args:
        dumps: the one encoder.
    """

    memo: Memo
    evaluator: Evaluator
    dumps: Callable[[Any], bytes]

    def get(self, widget: Widget, fingerprint: str, view: View) -> asyncio.Future[bytes]:
        """The encoded value; raises what the source or the component's ``dump_data`` raised."""
        return self.memo.get(f"{fingerprint}:{widget.key}", lambda: self._encode(widget, view))

    def drop(self, widget: Widget, fingerprint: str) -> None:
        """Forgets value and data, so that they are computed again."""
        self.memo.drop(f"{fingerprint}:{widget.key}")
        self.memo.drop(fingerprint)

    async def _encode(self, widget: Widget, view: View) -> bytes:
        data = await asyncio.shield(self.evaluator.data(widget.source, view))
        if isinstance(data, SMALL) and (not isinstance(data, str) or len(data) < SHORT):
            return self._dump(widget, data)  # too little work to be worth a thread
        return await self.evaluator.in_thread(self._dump, widget, data)

    def _dump(self, widget: Widget, data: Any) -> bytes:
        try:
            return self.dumps(widget.component.dump_data(data))
        except EnvisionError:
            raise
        except Exception as error:  # a plugin's or the author's code may raise anything
            kind = type(widget.component).__name__
            failed = SourceFailed(
                f"{kind} cannot show what source {widget.source.name!r} returned: {error}",
                hint=f"return what {kind} expects; it got {type(data).__name__}",
                place=author_place(error) or widget.source.place,
            )
            log.error("%s", failed, exc_info=error)
            raise failed from error
