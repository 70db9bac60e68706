"""The components of the fixture plugin."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, ClassVar

from envision_core.plugin import Bound, Component, Container, Input, Range, computed, field, method

__all__ = ["Frame", "Gauge", "Knob", "limits"]


class Gauge(Component):
    """A dial."""

    min_height: ClassVar[int] = 180

    value: Bound[float]
    label: str = ""  # below the dial
    maximum: Annotated[float, Range(min=0)] = 100.0
    marks: list[float] = field(default_factory=list)

    def dump_data(self, data: Any) -> object:
        return float(data) if isinstance(data, Fraction) else super().dump_data(data)

    @computed
    def share(self) -> float:
        return self.maximum / 100

    @method
    def nearest_mark(self, data: Any, value: float) -> float:
        """The mark next to a value."""
        return min([*self.marks, float(data)], key=lambda mark: abs(mark - value))


class Knob(Input):
    """A dial a person can turn."""

    maximum: float = 10.0
    value: float = 0.0


class Frame(Container, init=False):
    """A line around its children."""

    title: str = ""


def limits() -> dict[str, float]:
    """A JSON-RPC method."""
    return {"maximum": 100.0}
