"""Rules an author writes beside a type: `Annotated[float, Range(min=0)]`. Plain values; the schema applies them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, TypeVar

__all__ = ["Bound", "IsBound", "Length", "Marker", "OneOf", "Pattern", "Range"]

T = TypeVar("T")


class Marker:
    """A rule on a converted value."""

    __slots__ = ()

    def problem(self, value: Any) -> str | None:
        """What is wrong with `value`, continuing the sentence "bins ..."; None when nothing is."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Range(Marker):
    """Between two bounds, both included."""

    min: Any = None
    max: Any = None

    def problem(self, value: Any) -> str | None:
        if self.min is not None and value < self.min:
            return f"must be at least {self.min}, got {value}"
        if self.max is not None and value > self.max:
            return f"must be at most {self.max}, got {value}"
        return None


@dataclass(frozen=True, slots=True)
class Length(Marker):
    """Number of characters or items, both bounds included."""

    min: int | None = None
    max: int | None = None

    def problem(self, value: Any) -> str | None:
        size = len(value)
        one, many = ("character", "characters") if isinstance(value, str) else ("item", "items")
        if self.min is not None and size < self.min:
            return f"must have at least {self.min} {one if self.min == 1 else many}, has {size}"
        if self.max is not None and size > self.max:
            return f"must have at most {self.max} {one if self.max == 1 else many}, has {size}"
        return None


@dataclass(frozen=True, slots=True)
class Pattern(Marker):
    """A regular expression that the whole text fits."""

    regex: str
    message: str = ""  # continues the sentence "code ...": "must look like AB-12"

    def problem(self, value: Any) -> str | None:
        if re.fullmatch(self.regex, value):
            return None
        return self.message or f"must fit the pattern {self.regex}, got {value!r}"


@dataclass(frozen=True, slots=True, init=False)
class OneOf(Marker):
    """One of some values: `OneOf("a", "b")` or `OneOf(["a", "b"])`."""

    choices: tuple[Any, ...]

    def __init__(self, *choices: Any) -> None:
        single = choices[0] if len(choices) == 1 and isinstance(choices[0], (list, tuple, set, range)) else choices
        object.__setattr__(self, "choices", tuple(single))

    def problem(self, value: Any) -> str | None:
        if value in self.choices:
            return None
        return f"must be one of {', '.join(map(repr, self.choices))}, got {value!r}"


@dataclass(frozen=True, slots=True)
class IsBound(Marker):
    """The property may be filled by a source; until then it has no value."""

    def problem(self, value: Any) -> str | None:
        return None


if TYPE_CHECKING:
    # A Source of T may stand where T is expected; its class lives above this layer.
    Bound: TypeAlias = T | Any
else:

    class Bound:
        """`Bound[float]`: a float, or a source that returns one."""

        def __class_getitem__(cls, item):
            return Annotated[item, IsBound()]
