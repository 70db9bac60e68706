"""What an author declares."""

from __future__ import annotations

import pytest

from envision_core import App, Theme
from envision_core.errors import DuplicateName, DuplicatePage, EnvisionError, PropertyError, SourceNotFound
from envision_core.model.page import slug


def test_a_source_is_still_a_plain_function() -> None:
    app = App("A")

    @app.source
    def double(n: int) -> int:
        return 2 * n

    assert double(n=4) == 8
    assert app.sources["double"] is double


def test_a_page_function_is_returned_as_it_was() -> None:
    app = App("A")

    @app.page("My page")
    def mine() -> list[str]:
        return ["x"]

    assert mine() == ["x"]
    assert list(app.pages) == ["my-page"]


def test_two_pages_with_one_path_keep_the_first_and_name_both_lines() -> None:
    app = App("A")

    @app.page("Home")
    def first() -> None: ...

    @app.page("Home")
    def second() -> None: ...

    (problem,) = app.problems
    assert isinstance(problem, DuplicatePage)
    assert app.pages["home"].function is first
    assert "test_app.py" in str(problem)
    assert "path=" in problem.hint


def test_two_sources_with_one_name_are_a_problem_of_the_second() -> None:
    app = App("A")

    def make() -> None:
        @app.source
        def data() -> int:
            return 1

    make()
    make()

    (problem,) = app.problems
    assert isinstance(problem, DuplicateName)


@pytest.mark.parametrize("name", ["user", "session", "progress"])
def test_a_source_cannot_take_an_injected_name(name: str) -> None:
    function = eval(f"lambda: 1")  # noqa: F541 - a function without a name of its own
    function.__name__ = name

    with pytest.raises(PropertyError, match="injected"):
        App("A").source(function)


def test_the_decorator_without_a_title_says_what_is_missing() -> None:
    with pytest.raises(PropertyError) as raised:

        @App("A").page  # type: ignore[arg-type]
        def home() -> None: ...

    assert '@app.page("My page")' in raised.value.hint


def test_an_unknown_navigation_is_refused_with_the_choices() -> None:
    with pytest.raises(PropertyError) as raised:
        App("A", navigation="menu")  # type: ignore[arg-type]

    assert "'steps'" in raised.value.hint


def test_refreshing_an_unknown_source_names_the_nearest() -> None:
    app = App("A")

    @app.source
    def prices() -> int:
        return 1

    with pytest.raises(SourceNotFound) as raised:
        app.refresh("price")

    assert "prices" in raised.value.hint


def test_refreshing_where_no_app_runs_says_so() -> None:
    app = App("A")

    @app.source
    def prices() -> int:
        return 1

    with pytest.raises(EnvisionError, match="does not run"):
        app.refresh(prices)


def test_a_reserved_method_name_is_refused() -> None:
    with pytest.raises(PropertyError, match=r"rpc\."):
        App("A").rpc_method("rpc.secret")(lambda: 1)


@pytest.mark.parametrize("every", [0, -1])
def test_a_live_source_needs_a_positive_period(every: float) -> None:
    with pytest.raises(PropertyError, match="seconds"):
        App("A").source(every=every)


@pytest.mark.parametrize(
    ("title", "expected"), [("Über uns", "uber-uns"), ("A & B", "a-b"), ("日本", "page"), ("  x  ", "x")]
)
def test_a_title_becomes_a_readable_path(title: str, expected: str) -> None:
    assert slug(title) == expected


@pytest.mark.parametrize("wrong", [{"primary": "blurple"}, {"radius": "xl"}, {"scheme": "night"}, {"font": "a;}"}])
def test_a_wrong_theme_token_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(PropertyError):
        Theme(**wrong)
