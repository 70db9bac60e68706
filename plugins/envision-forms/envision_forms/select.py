"""The Select and MultiSelect inputs."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from envision_core.plugin import KW_ONLY, Bound, Input, InputSpec, InvalidInput, PropertyError, Range, Source
from envision_forms.options import Option, Value, options_of, wire_value

__all__ = ["MultiSelect", "Select"]


class _Choosing(Input):
    """What choosing one and choosing several have in common."""

    options: Bound[Any]

    def dump_data(self, data: Any) -> list[Option]:
        return options_of(data)

    def _known(self) -> list[Option] | None:
        """The options; None when a source gives them, which the rules here cannot wait for."""
        return None if isinstance(self.options, Source) else options_of(self.options)

    def _option_value(self, value: Any) -> Value:
        """The wire value among the options; InvalidInput when it is none of them."""
        known = self._known()
        if known is None and (value is None or isinstance(value, (str, int, float, bool))):
            return value
        for option in known or ():
            if option.value == value and isinstance(option.value, bool) == isinstance(value, bool):
                return option.value
        raise InvalidInput("Choose one of the options.")

    def _start(self, value: Any) -> Value:
        wire = wire_value(value)
        try:
            return self._option_value(wire)
        except InvalidInput as exc:
            known = [option.value for option in self._known() or ()]
            raise PropertyError(
                f"{type(self).__name__} starts with {wire!r}, which is none of its options.",
                hint=f"options are {', '.join(map(repr, known[:8]))}{', ...' if len(known) > 8 else ''}",
            ) from exc


class Select(_Choosing):
    """One of several options.

    Args:
        options: a list of values, a dict value -> label, an Enum class, a column, or a source that returns one.
        value: the option it starts with; default: none yet, so that what needs it waits.
        placeholder: shown while nothing is chosen.
    """

    js: ClassVar[str] = "inputs"

    value: str | int | float | bool | None = None
    _: KW_ONLY
    placeholder: str = "Choose…"

    def __post_init__(self) -> None:
        if self.value is not None:
            self.value = self._start(self.value)
        elif not isinstance(self.options, Source):
            options_of(self.options)  # a mistake in them is told where it was written

    def check(self, value: Any) -> Value:
        return self._option_value(value)


class MultiSelect(_Choosing):
    """Several of several options.

    Args:
        options: a list of values, a dict value -> label, an Enum class, a column, or a source that returns one.
        value: the options it starts with; default: none.
        max_chosen: how many may be chosen.
    """

    js: ClassVar[str] = "multiselect"

    value: list[str | int | float | bool | None] | None = None
    _: KW_ONLY
    placeholder: str = ""
    max_chosen: Annotated[int, Range(min=1)] | None = None

    def __post_init__(self) -> None:
        if isinstance(self.value, str):
            raise PropertyError(f"value={self.value!r} is one text, not a list.", hint=f"write value=[{self.value!r}]")
        self.value = [self._start(item) for item in self.value or ()]
        if not isinstance(self.options, Source):
            options_of(self.options)

    def inputs(self) -> list[InputSpec]:
        return [InputSpec(self.name, list(self.value or ()), self.check, self.text_label())]

    def check(self, value: Any) -> list[Value]:
        if not isinstance(value, list):
            raise InvalidInput("Choose from the options.")
        if self.max_chosen is not None and len(value) > self.max_chosen:
            raise InvalidInput(f"Choose at most {self.max_chosen}.")
        chosen = [self._option_value(item) for item in value]
        return list(dict.fromkeys(chosen))
