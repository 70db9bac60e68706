"""A browser may call a component's own methods, with checked parameters."""

from __future__ import annotations

from typing import Any

import pytest

from envision_core.errors import InvalidParams
from envision_core.plugin import Bound, Component, method


class Table(Component):
    frame: Bound[list[int]]

    @method
    def rows(self, data: list[int], start: int, end: int = 2) -> list[int]:
        return data[start:end]

    @method
    async def whose(self, user: Any, session: Any) -> tuple[Any, Any]:
        return user, session


class Short(Table):
    @method
    def rows(self, data: list[int]) -> list[int]:  # type: ignore[override]
        return data[:1]


class Closed(Table):
    def rows(self, data: list[int], start: int, end: int = 2) -> list[int]:
        return []


def test_parameters_are_checked_and_data_is_injected():
    rows = Table.methods()["rows"]

    assert rows.injected == {"data"}
    assert rows.call(Table([1, 2, 3]), {"start": 1, "end": 3}, {"data": [1, 2, 3], "user": None}) == [2, 3]
    assert rows.call(Table([1, 2, 3]), [1], {"data": [1, 2, 3]}) == [2]


@pytest.mark.parametrize("params", [{}, {"start": "x"}, {"start": 0, "stop": 1}, {"start": 0, "data": []}])
def test_parameters_that_do_not_fit_are_refused(params: dict[str, Any]):
    with pytest.raises(InvalidParams):
        Table.methods()["rows"].call(Table([1]), params, {"data": [1]})


async def test_an_async_method_gives_a_coroutine():
    whose = Table.methods()["whose"]

    assert whose.is_async and not Table.methods()["rows"].is_async
    assert await whose.call(Table([1]), {}, {"user": "ada", "session": 1}) == ("ada", 1)


def test_a_subclass_may_replace_a_method_or_take_it_away():
    assert Short.methods()["rows"].call(Short([1, 2]), [], {"data": [1, 2]}) == [1]
    assert "rows" not in Closed.methods()
