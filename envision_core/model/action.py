"""Actions: quick side effects that a button or a submit runs; and methods an app adds to the protocol."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from envision_core.errors import Place
from envision_core.model.place import parameters_of

__all__ = ["Action", "RpcMethod"]


@dataclass(frozen=True, eq=False)
class Action:
    """A function run once for each click. One that asks for ``progress`` runs as a job with a progress bar."""

    name: str
    function: Callable[..., Any]
    place: Place | None = None
    permission: str | Callable[..., bool] | None = None

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.function(*args, **kwargs)

    @cached_property
    def parameters(self) -> dict[str, inspect.Parameter]:
        return parameters_of(self.function)

    @cached_property
    def is_async(self) -> bool:
        return inspect.iscoroutinefunction(self.function)

    @property
    def is_long(self) -> bool:
        return "progress" in self.parameters

    def __repr__(self) -> str:
        return f"<action {self.name!r}>"


@dataclass(frozen=True, eq=False)
class RpcMethod:
    """A JSON-RPC method that an app or a plugin adds.

    Args:
        schema: a marshmallow Schema (class or instance) for params by name; None: the function's annotations decide.
    """

    name: str
    function: Callable[..., Any]
    schema: Any = None
    place: Place | None = None
    permission: str | Callable[..., bool] | None = None

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.function(*args, **kwargs)

    @cached_property
    def is_async(self) -> bool:
        return inspect.iscoroutinefunction(self.function)

    @cached_property
    def injected(self) -> frozenset[str]:
        """Which of user and session the function asks for."""
        return frozenset({"user", "session"} & parameters_of(self.function).keys())
