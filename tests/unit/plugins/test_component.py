"""Components are annotated classes that check what they are given and blame the author's line."""

from __future__ import annotations

import inspect
from datetime import date
from typing import Annotated, Any, ClassVar

import pytest

from envision_core.errors import EnvisionError, PluginError, PropertyError
from envision_core.model.action import Action
from envision_core.model.source import Source
from envision_core.plugin import Bound, Component, Container, Range, ServerOnly, computed, field
from envision_core.plugins.component import collecting_errors


def numbers() -> list[int]:
    return [1]


SOURCE = Source.of(numbers)
ACTION = Action("save", numbers)


class Gauge(Component):
    """A dial."""

    min_height: ClassVar[int] = 180

    value: Bound[float]
    label: str = ""
    maximum: Annotated[float, Range(min=0)] = 100.0
    marks: list[float] = field(default_factory=list)


class Picture(Component):
    frame: Bound[Any]
    taken: date | None = None
    press: Action | None = None
    secret: ServerOnly[str] = "s"

    def dump_data(self, data: Any) -> object:
        return {"pixels": data}

    @computed
    def caption(self) -> str:
        return f"taken {self.taken}"


class Columns(Container, init=False):
    ratio: list[int] | None = None


class Plain(Component):
    pass


class Written(Component):
    name: str = ""
    fields: ServerOnly[dict[str, Any]] = field(default_factory=dict)

    def __init__(self, name: str, *, id: str | None = None, **fields: Any) -> None:
        if not name:
            raise ValueError("a name cannot be empty")
        if name == "bad":
            raise EnvisionError("Bad.", hint="be good")
        if name == "odd":
            raise TypeError("odd indeed")
        self.name, self.id, self.fields = name, id, fields


class Inheriting(Written):
    pass


class CalledUp(Gauge):
    def __init__(self, value: float) -> None:
        super().__init__(value, label="up")


def line() -> int:
    frame = inspect.currentframe()
    assert frame is not None and frame.f_back is not None
    return frame.f_back.f_lineno


def problem(make: Any) -> PropertyError:
    with pytest.raises(PropertyError) as caught:
        make()
    return caught.value


def test_properties_are_taken_in_the_order_of_their_annotations():
    gauge = Gauge(3, "Speed", 50)

    assert (gauge.value, gauge.label, gauge.maximum, gauge.marks) == (3, "Speed", 50, [])


def test_id_and_show_when_are_given_by_name():
    gauge = Gauge(3, id="speed", show_when={"mode": "advanced"})

    assert (gauge.id, gauge.show_when) == ("speed", {"mode": "advanced"})


def test_a_component_knows_the_line_that_built_it():
    gauge, here = Gauge(3), line()

    assert gauge.place is not None and (gauge.place.file, gauge.place.line) == (__file__, here)


def test_a_wrong_value_names_component_property_and_line():
    error, here = problem(lambda: Gauge(1, label=2)), line()

    assert error.problem == "Gauge: label must be a text, got 2."
    assert error.place is not None and (error.place.file, error.place.line) == (__file__, here)


def test_a_wrong_item_is_named_by_its_position():
    assert problem(lambda: Gauge(1, marks=[1, "x"])).problem == "Gauge: marks, item 2 must be a number, got 'x'."


def test_a_range_is_kept():
    assert "maximum must be at least 0" in problem(lambda: Gauge(1, maximum=-1)).problem


def test_an_unknown_property_hints_at_the_nearest():
    error = problem(lambda: Gauge(1, labl="x"))

    assert (error.problem, error.hint) == ("Gauge has no property 'labl'.", "did you mean 'label'?")


def test_an_unknown_property_like_no_other_lists_those_there_are():
    assert problem(lambda: Gauge(1, xyzzy=1)).hint == "properties are value, label, maximum, marks, id, show_when"


def test_a_missing_property_is_named_with_an_example():
    error = problem(lambda: Gauge())

    assert (error.problem, error.hint) == ("Gauge needs 'value'.", "write Gauge(value)")


def test_too_many_values_are_refused():
    assert "takes at most 4 values without a name, 5 were given" in problem(lambda: Gauge(1, "", 1, [], 5)).problem


def test_a_property_given_twice_is_refused():
    assert problem(lambda: Gauge(1, value=1)).problem == "Gauge was given 'value' twice."


@pytest.mark.parametrize("id", [3, "", "x" * 65])
def test_an_id_is_a_short_text(id: Any):
    assert "id must be a text of 1 to 64 characters" in problem(lambda: Gauge(1, id=id)).problem


@pytest.mark.parametrize("when", ["mode", {1: 2}])
def test_show_when_names_inputs(when: Any):
    assert "show_when must name inputs and their values" in problem(lambda: Gauge(1, show_when=when)).problem


def test_values_that_travel_as_the_right_type_are_converted():
    picture = Picture(None, taken="2026-01-31")  # type: ignore[arg-type]

    assert picture.taken == date(2026, 1, 31)


def test_a_source_fits_a_bound_property_only():
    assert Gauge(SOURCE).data is SOURCE
    error = problem(lambda: Gauge(1, label=SOURCE))
    assert error.problem == "Gauge: label cannot follow the source 'numbers'."
    assert error.hint == "take the source as a parameter of the page's function"


def test_a_function_that_is_no_source_is_refused_with_the_decorator_to_use():
    error = problem(lambda: Picture(numbers))

    assert error.problem == "Picture: frame must be data or a source, got numbers."
    assert error.hint == "decorate the function with @app.source"


def test_an_action_in_place_of_data_is_refused():
    assert problem(lambda: Picture(ACTION)).hint == "an action has no data; give it to a Button"


def test_a_function_in_place_of_an_action_is_refused():
    error = problem(lambda: Picture(1, press=numbers))

    assert error.problem == "Picture: press must be an action, got numbers."
    assert error.hint == "decorate the function with @app.action"


def test_static_data_is_checked_by_its_annotation():
    assert problem(lambda: Gauge("fast")).problem == "Gauge: value must be a number, got 'fast'."


def test_data_of_a_source_is_checked_when_it_arrives():
    gauge = Gauge(SOURCE)

    assert gauge.dump_data(4) == 4
    assert "value must be a number" in problem(lambda: gauge.dump_data([4])).problem


def test_foreign_data_is_left_to_dump_data():
    assert Picture(object()).dump_data(1) == {"pixels": 1}


def test_data_for_a_component_without_a_bound_property_is_a_plugin_error():
    with pytest.raises(PluginError, match="Plain has no bound property"):
        Plain().dump_data(1)
    assert Plain().data is None


def test_props_hold_what_travels_and_nothing_else():
    picture = Picture(b"raw", press=ACTION)

    assert picture.dump_props() == {"press": "save", "caption": "taken None"}


def test_a_container_takes_children_by_position_and_flattens_lists():
    a, b, c = Gauge(1), Gauge(2), "text"

    columns = Columns(a, [b, (c,)], ratio=[1, 2])

    assert columns.children == [a, b, c]
    assert columns.dump_props() == {"ratio": [1, 2]}


def test_a_bare_container_takes_children():
    assert Container("x").children == ["x"]
    assert "unexpected" in problem(lambda: Container("x", ratio=1)).problem


def test_a_container_given_a_wrong_property_keeps_its_children():
    with collecting_errors() as errors:
        columns = Columns("a", ratoi=[1])

    assert columns.children == ["a"]
    assert columns.error is errors[0] and columns.error.hint == "did you mean 'ratio'?"


def test_errors_are_collected_while_a_page_is_built_and_raised_again_afterwards():
    with collecting_errors() as errors:
        assert Gauge("x").error is errors[0]
    with pytest.raises(PropertyError):
        Gauge("x")


def test_a_written_init_is_kept_and_its_errors_are_placed():
    assert Written("a", x=1).fields == {"x": 1}
    assert problem(lambda: Written("")).problem == "Written: a name cannot be empty"
    assert problem(lambda: Written("bad")).hint == "be good"
    assert problem(lambda: Written("bad")).place is not None
    assert problem(lambda: Written("odd")).problem == "Written: odd indeed"
    assert problem(lambda: Written()).problem == "Written needs 'name'."


def test_a_subclass_inherits_a_written_init():
    assert Inheriting("a", x=1).fields == {"x": 1}
    assert problem(lambda: Inheriting("")).problem == "Inheriting: a name cannot be empty"


def test_an_error_that_has_a_place_keeps_it():
    class Outer(Component):
        def __init__(self) -> None:
            self.inner = Gauge("x")

    assert problem(Outer).problem == "Gauge: value must be a number, got 'x'."


def test_a_subclass_may_call_the_generated_init():
    assert CalledUp(3).label == "up"
    assert problem(lambda: CalledUp("x")).problem == "CalledUp: value must be a number, got 'x'."


def test_a_property_cannot_take_a_name_every_component_has():
    with pytest.raises(PluginError, match="cannot have a property 'error'"):

        class Wrong(Component):
            error: str  # type: ignore[assignment]


def test_two_bound_properties_are_refused():
    class Two(Component):
        a: Bound[int] = None
        b: Bound[int] = None

    with pytest.raises(PluginError, match="two bound properties, 'a' and 'b'"):
        Two()


def test_annotations_that_cannot_be_evaluated_are_a_plugin_error():
    class Lost(Component):
        a: Nowhere = None  # type: ignore[name-defined]  # noqa: F821

    with pytest.raises(PluginError, match=r"annotations of .*Lost cannot be evaluated") as caught:
        Lost()
    assert "outside `if TYPE_CHECKING`" in caught.value.hint


def test_a_component_is_shown_by_its_name():
    assert repr(Gauge(1)) == "<Gauge>"
    assert repr(Gauge(1, id="speed")) == "<Gauge 'speed'>"


def test_a_thousand_components_are_built_quickly():
    import time

    Gauge(0)
    began = time.perf_counter()
    for value in range(1000):
        Gauge(value, "label")

    assert time.perf_counter() - began < 0.25  # measured: 8 ms
