"""A component's own methods that a browser may call. Knows neither connection nor page."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from envision_core.model.place import parameters_of

__all__ = ["INJECTED", "Method", "method", "methods_of"]

INJECTED = frozenset({"data", "session", "user"})
"""Parameter names that the server fills in; a browser cannot send them."""

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Method:
    """A callable method. Parameters are checked by their annotations before it runs."""

    name: str
    function: Callable[..., Any]  # takes the component first

    @cached_property
    def signature(self) -> inspect.Signature:
        """What a browser may send: without the component itself and without what is injected."""
        parameters = list(parameters_of(self.function).values())[1:]
        return inspect.Signature([p for p in parameters if p.name not in INJECTED])

    @cached_property
    def injected(self) -> frozenset[str]:
        """Which of data, session and user it asks for."""
        return INJECTED & parameters_of(self.function).keys()

    @cached_property
    def is_async(self) -> bool:
        return inspect.iscoroutinefunction(self.function)

    def call(self, component: Any, params: dict[str, Any] | list[Any], available: Mapping[str, Any]) -> Any:
        """The method's result; a coroutine when it is async.

        Args:
            available: values for the names in ``injected``.

        Raises:
            InvalidInput: the params do not fit; ``fields`` says why, for each name.
        """
        from envision_core.serialize.calls import check_call  # late: most pages call no methods

        arguments = check_call(self.signature, params)
        return self.function(component, **arguments, **{name: available[name] for name in self.injected})


def method(function: F) -> F:
    """Lets a browser that shows the component call this method, by ``useCall()``."""
    function.is_method = True  # type: ignore[attr-defined]  # functions take attributes
    return function


def methods_of(cls: type) -> dict[str, Method]:
    """The methods of a component class by name, those of its bases included."""
    found: dict[str, Method] = {}
    for base in reversed(cls.__mro__):
        for name, value in vars(base).items():
            found.pop(name, None)  # a subclass that overrides without @method takes the method away
            if getattr(value, "is_method", False):
                found[name] = Method(name, value)
    return found
