"""The Number input."""

from __future__ import annotations

from typing import Any, ClassVar

from envision_core.plugin import Input, InvalidInput, PropertyError
from envision_forms.rules import as_number, check_limits, check_step, plain, shown, whole_if

__all__ = ["Number"]


class Number(Input):
    """A number to type.

    Args:
        min, max: limits, included.
        step: numbers lie whole steps from ``min`` (or 0); default: any number, or whole ones when all limits are whole.
        value: what it starts with; default: nothing, so that what needs it waits.
        placeholder: example shown while it is empty.
    """

    js: ClassVar[str] = "inputs"

    min: float | None = None
    max: float | None = None
    step: float | None = None
    value: float | None = None
    placeholder: str = ""

    def __post_init__(self) -> None:
        self.min, self.max, self.step, self.value = map(plain, (self.min, self.max, self.step, self.value))
        given = [number for number in (self.min, self.max, self.value) if number is not None]
        if self.step is None and given and all(type(number) is int for number in given):
            self.step = 1
        check_configuration(self)

    def check(self, value: Any) -> int | float | None:
        if value is None:
            return None
        number = as_number(value)
        check_limits(number, self.min, self.max)
        if self.step is not None:
            check_step(number, self.min or 0, self.step)
        return whole_if(number, self.step, self.min or 0)


def check_configuration(field: Any) -> None:
    """Raises PropertyError when limits, step and first value of a number field do not fit together."""
    low, high, step, value = field.min, field.max, field.step, field.value
    if low is not None and high is not None and low > high:
        raise PropertyError(f"min={shown(low)} is above max={shown(high)}.", hint="exchange them")
    if step is not None and step <= 0:
        raise PropertyError(f"step={shown(step)} is not above 0.", hint="write step=1")
    if value is None:
        return
    try:
        check_limits(value, low, high)
    except InvalidInput as exc:
        problem = f"value={shown(value)} {exc.problem[:1].lower()}{exc.problem[1:]}"
        raise PropertyError(problem, hint="start with a value between min and max") from exc
