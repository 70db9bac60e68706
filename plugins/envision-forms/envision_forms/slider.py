"""The Slider input."""

from __future__ import annotations

from typing import Any, ClassVar

from envision_core.plugin import Input, PropertyError
from envision_forms.number import check_configuration
from envision_forms.rules import as_number, check_limits, check_step, plain, whole_if

__all__ = ["Slider"]


class Slider(Input):
    """A number on a line: ``Slider("bins", 5, 50, value=20)``. Written while it moves, a few times a second.

    Args:
        min, max: ends of the line.
        value: where it starts; default: at ``min``.
        step: default: 1 between whole numbers, else a hundredth of the line.
        unit: written after the number.
    """

    js: ClassVar[str] = "slider"

    min: float = 0
    max: float = 100
    value: float | None = None
    step: float | None = None
    unit: str = ""

    def __post_init__(self) -> None:
        self.min, self.max, self.step, self.value = map(plain, (self.min, self.max, self.step, self.value))
        if not self.min < self.max:
            raise PropertyError(f"min={self.min} is not below max={self.max}.", hint='write Slider("bins", 5, 50)')
        if self.value is None:
            self.value = self.min
        if self.step is None:
            whole = all(type(number) is int for number in (self.min, self.max, self.value))
            self.step = 1 if whole else (self.max - self.min) / 100
        check_configuration(self)

    def check(self, value: Any) -> int | float:
        number = as_number(value)
        check_limits(number, self.min, self.max)
        # The end can be reached, wherever the last step falls.
        if self.step is not None and number != self.max:
            check_step(number, self.min, self.step)
        return whole_if(number, self.step, self.min)
