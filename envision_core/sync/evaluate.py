"""Running sources: on the loop when async, in a thread otherwise, once for each fingerprint."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from envision_core.errors import EnvisionError, InvalidInput, SourceFailed, author_place
from envision_core.model.source import Source
from envision_core.serialize.convert import convert
from envision_core.state.threads import connected
from envision_core.state.workspace import Identity
from envision_core.sync.graph import Need
from envision_core.sync.memo import Memo
from envision_core.sync.view import View, Waiting

__all__ = ["Evaluator", "contained", "uncancelled"]

log = logging.getLogger("envision.sources")
T = TypeVar("T")
THREADS = 8  # for sources, and as many for what people wait for at once: actions, forms, pages, encoding


class Evaluator:
    """Computes sources for views.

    Args:
        prepare: turns an input's wire value into what functions get, such as an uploaded file.
    """

    def __init__(self, memo: Memo, prepare: Callable[[Any, Identity], Awaitable[Any]]) -> None:
        self._memo = memo
        self._prepare = prepare
        # Apart, so that a click need not wait until slow sources have left a thread.
        self._sources = ThreadPoolExecutor(THREADS, "envision-source")
        self._calls = ThreadPoolExecutor(THREADS, "envision-call")

    async def in_thread(self, run: Callable[..., T], /, *args: Any, **kwargs: Any) -> T:
        """Runs sync code of authors and plugins that somebody waits for, never on the loop."""
        return await self.call(run, kwargs, *args)

    async def call(
        self, run: Callable[..., T], arguments: Mapping[str, Any], *args: Any, pool: ThreadPoolExecutor | None = None
    ) -> T:
        """As ``in_thread``, with named arguments of any name, in any pool."""
        work = partial(contained, run, args, arguments)
        return await asyncio.get_running_loop().run_in_executor(pool or self._calls, work)

    def close(self) -> None:
        """Begins nothing any more; what runs may end."""
        for pool in (self._sources, self._calls):
            pool.shutdown(wait=False, cancel_futures=True)

    def data(self, source: Source, view: View) -> asyncio.Future[Any]:
        """The data of a source.

        The future raises SourceFailed when the author's code raised, InvalidInput when an input has the wrong type.
        The caller has checked that the source is not waiting.
        """
        fingerprint = view.fingerprint(source)
        if isinstance(fingerprint, Waiting):
            raise RuntimeError(f"source {source.name!r} was run while waiting for {fingerprint.missing}")
        return self._memo.get(fingerprint, lambda: self._compute(source, view))

    async def arguments(self, needs: Iterable[Need], view: View, **injected: Any) -> dict[str, Any]:
        """Values for the parameters of a source, page or action; sources are computed side by side."""
        arguments: dict[str, Any] = {}
        running: dict[str, asyncio.Future[Any]] = {}
        for need in needs:
            if need.kind == "source" and need.source is not None:
                running[need.name] = self.data(need.source, view)
            elif need.kind == "input":
                value = view.values.get(need.name)
                if value is None and need.has_default:
                    continue
                arguments[need.name] = await self.input(need, value, view.identity)
            elif need.name in injected:
                arguments[need.name] = injected[need.name]
            elif need.name == "user":
                arguments["user"] = view.identity.user
        for name, future in running.items():
            arguments[name] = await asyncio.shield(future)
        return arguments

    async def input(self, need: Need, value: Any, identity: Identity) -> Any:
        """An input's value as a function gets it: converted by the parameter's annotation, files opened for reading.

        Raises:
            InvalidInput: the value does not fit the annotation.
        """
        prepared = await self._prepare(value, identity)
        annotation = need.parameter.annotation
        if prepared is not value or annotation is need.parameter.empty:
            return prepared
        try:
            return convert(value, annotation)
        except InvalidInput as error:
            raise InvalidInput(
                f"Input {need.name!r}: {error.problem}", hint=error.hint or "change the input, or the annotation"
            ) from error

    async def _compute(self, source: Source, view: View) -> Any:
        problem = view.graph.problems.get(source.name)
        if problem is not None:
            raise problem
        arguments = await self.arguments(view.graph.needs(source), view)
        try:
            if source.is_async:
                return await uncancelled(source.function(**arguments))
            return await self.call(source.function, arguments, pool=self._sources)
        except EnvisionError:
            raise
        except Exception as error:  # the author's code may raise anything
            failed = SourceFailed(
                f"Source {source.name!r} raised {type(error).__name__}: {error}",
                hint="correct the source, or the inputs it was given",
                place=author_place(error) or source.place,
            )
            log.error("%s", failed, exc_info=error)  # here once; many browsers may be told
            raise failed from error


def contained(run: Callable[..., T], args: Sequence[Any], kwargs: Mapping[str, Any]) -> T:
    """Runs sync code in a thread whose database connections are looked after.

    ``sys.exit()`` must not end the server, and a StopIteration cannot be set on a future: who waits would wait on.
    """
    try:
        return connected(run, *args, **kwargs)
    except (SystemExit, StopIteration, asyncio.CancelledError) as error:
        raise RuntimeError(f"{type(error).__name__}({error})").with_traceback(error.__traceback__) from error


async def uncancelled(work: Coroutine[Any, Any, T]) -> T:
    """Awaits an author's coroutine; one that ends by a cancellation nobody asked for has failed."""
    try:
        return await work
    except (SystemExit, asyncio.CancelledError) as error:
        task = asyncio.current_task()
        if isinstance(error, asyncio.CancelledError) and task is not None and task.cancelling():
            raise
        raise RuntimeError(f"{type(error).__name__}({error})").with_traceback(error.__traceback__) from error
