"""The Chart component. Knows no connection; plotly is loaded by whoever makes figures, not here."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from envision_charts.figures import check_figure, wire_figure
from envision_charts.picked import checked_points
from envision_core.plugin import Bound, Component, InputSpec, Length, Range, Source

__all__ = ["Chart"]


class Chart(Component):
    """A plotly figure, drawn in the browser in the colours of the app.

    The figure fills the width it is given and follows light and dark. Zoom and hidden traces are kept when its data
    changes. A figure with a template of its own keeps its colours.

    Args:
        figure: a plotly figure, a dict `{"data": [...], "layout": {...}}`, or a source that returns one.
        height: px, its title included. Default: the height the figure sets for itself, else 400.
        selection: name of an input that holds the points a person picks by click, box or lasso: a list of
            `{"x", "y", "customdata", "curve", "point"}`, empty while nothing is picked. `curve` numbers the trace,
            `point` the point in it; `customdata` is what the figure gave the point (plotly express: `custom_data=`).
        title: heading above the chart. Also what screen readers say first.
        config: options of plotly.js, such as `{"displayModeBar": False}` or `{"scrollZoom": True}`.
    """

    js: ClassVar[str] = "chart"
    min_height: ClassVar[int] = 400

    figure: Bound[Any]
    height: Annotated[int, Range(min=80, max=5_000)] | None = None
    selection: Annotated[str, Length(min=1, max=64)] | None = None
    title: str = ""
    config: dict[str, Any] | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.figure, Source):
            check_figure(self.figure)

    def dump_data(self, data: Any) -> dict[str, Any]:
        return wire_figure(data)

    def inputs(self) -> list[InputSpec]:
        if self.selection is None:
            return []
        return [InputSpec(self.selection, [], checked_points, self.title or self.selection)]
