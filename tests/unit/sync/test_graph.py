"""What sources need, and the mistakes in it."""

from __future__ import annotations

from envision_core import App
from envision_core.sync.graph import Graph


def test_parameters_are_inputs_sources_or_injected() -> None:
    app = App("A")

    @app.source
    def data() -> int:
        return 1

    @app.source
    def shown(data, n: int, user) -> int:  # type: ignore[no-untyped-def]
        return n

    kinds = {need.name: need.kind for need in Graph(app, ["n"]).needs(shown)}

    assert kinds == {"data": "source", "n": "input", "user": "injected"}


def test_an_unknown_parameter_names_the_nearest_and_the_line() -> None:
    app = App("A")

    @app.source
    def shown(specis: list[str]) -> int:
        return 1

    problem = Graph(app, ["species"]).problems["shown"]

    assert "'specis'" in problem.problem
    assert "'species'" in problem.hint
    assert "test_graph.py" in str(problem.place)


def test_a_name_in_the_code_of_a_page_with_parameters_may_be_an_input() -> None:
    app = App("A")
    app.input("mode", "a")

    @app.source
    def shown(depth: int) -> int:
        return depth

    @app.page("Dynamic")
    def dynamic(mode: str) -> list[str]:
        return ["depth"] if mode == "b" else []

    graph = Graph(app, ["mode"])

    assert not graph.problems
    assert graph.page_problem(app.pages["dynamic"]) is None


def test_sources_in_a_ring_are_a_problem_of_each() -> None:
    app = App("A")

    @app.source
    def egg(hen):  # type: ignore[no-untyped-def]
        return hen

    @app.source
    def hen(egg):  # type: ignore[no-untyped-def]
        return egg

    graph = Graph(app, [])

    assert set(graph.problems) == {"egg", "hen"}
    assert "→" in graph.problems["egg"].problem


def test_a_live_source_makes_all_that_need_it_live() -> None:
    app = App("A")

    @app.source(every=5)
    def tick() -> int:
        return 1

    @app.source
    def shown(tick) -> int:  # type: ignore[no-untyped-def]
        return 1

    graph = Graph(app, [])

    assert graph.period(shown) == 5
    assert graph.depends_on(shown, "tick")
    assert not graph.depends_on(tick, "shown")


def test_a_ring_stays_broken_when_a_page_brings_new_inputs() -> None:
    app = App("rings")

    @app.source
    def one(two: int) -> int:
        return two

    @app.source
    def two(one: int) -> int:
        return one

    graph = Graph(app, ())
    graph.learn_inputs(["later"])

    assert graph.period(one) is None
