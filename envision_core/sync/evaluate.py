"""Running sources: on the loop when async, in a thread otherwise, once for each fingerprint."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from envision_core.errors import EnvisionError, InvalidInput, SourceFailed, author_place
from envision_core.model.source import Source
from envision_core.serialize.convert import convert
from envision_core.state.workspace import Identity
from envision_core.sync.graph import Need
from envision_core.sync.memo import Memo
from envision_core.sync.view import View, Waiting

__all__ = ["Evaluator"]

T = TypeVar("T")


class Evaluator:
    """Computes sources for views.

    Args:
        prepare: turns an input's wire value into what functions get, such as an uploaded file.
    """

    def __init__(
        self, memo: Memo, pool: ThreadPoolExecutor, prepare: Callable[[Any, Identity], Awaitable[Any]]
    ) -> None:
        self._memo = memo
        self._pool = pool
        self._prepare = prepare

    async def in_thread(self, run: Callable[..., T], /, *args: Any, **kwargs: Any) -> T:
        """Runs sync code of authors and plugins, never on the loop."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, partial(run, *args, **kwargs))

    async def call(
        self, function: Callable[..., T], arguments: Mapping[str, Any], pool: ThreadPoolExecutor | None = None
    ) -> T:
        """Runs a sync function of an author with arguments of any name."""
        return await asyncio.get_running_loop().run_in_executor(pool or self._pool, partial(function, **arguments))

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
                return await source.function(**arguments)
            return await self.call(source.function, arguments)
        except EnvisionError:
            raise
        except Exception as error:  # the author's code may raise anything
            raise SourceFailed(
                f"Source {source.name!r} raised {type(error).__name__}: {error}",
                hint="correct the source, or the inputs it was given",
                place=author_place(error) or source.place,
            ) from error
