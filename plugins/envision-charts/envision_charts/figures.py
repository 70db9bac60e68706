"""Turns plotly figures into what the browser draws. Knows no component and imports plotly never."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Mapping
from typing import Any

from envision_core.plugin import PropertyError

__all__ = ["TRACE_TYPES", "check_figure", "wire_figure"]

# The trace types of plotly.js 4; each is a file of its own in the browser. Compared with plotly by a test.
# fmt: off
TRACE_TYPES = frozenset({
    "bar", "barpolar", "box", "candlestick", "carpet", "choropleth", "choroplethmap", "cone", "contour",
    "contourcarpet", "densitymap", "funnel", "funnelarea", "heatmap", "histogram", "histogram2d",
    "histogram2dcontour", "icicle", "image", "indicator", "isosurface", "mesh3d", "ohlc", "parcats", "parcoords",
    "pie", "quiver", "sankey", "scatter", "scatter3d", "scattercarpet", "scattergeo", "scattergl", "scattermap",
    "scatterpolar", "scatterpolargl", "scattersmith", "scatterternary", "splom", "streamtube", "sunburst",
    "surface", "table", "treemap", "violin", "volume", "waterfall",
})
# fmt: on
_FIGURE_KEYS = {"data", "layout", "frames", "config"}
_SCALARS = {str, int, float, bool, type(None)}
_TYPED_KINDS = {"i", "u", "f"}  # numpy kinds that travel as binary


def wire_figure(figure: Any) -> dict[str, Any]:
    """The figure as `{data, layout, frames?}` for plotly.js.

    Numeric arrays travel as base64 typed arrays (`{dtype, bdata, shape?}`), which plotly.js reads natively.
    plotly's own default template is left out: without a template the browser applies Envision's theme, with any
    other template the author's choice stands.

    Args:
        figure: a plotly figure, or a dict with `data` (a list of traces) and perhaps `layout` and `frames`.

    Raises:
        PropertyError: anything else; a trace type plotly does not have.
    """
    content = _content(figure)
    data = [_clean(trace) for trace in content["data"]]
    layout = {key: value for key, value in content["layout"].items() if key != "template"}
    wire: dict[str, Any] = {"data": data, "layout": _clean(layout)}
    if frames := content["frames"]:
        wire["frames"] = [_clean(frame) for frame in frames]
    template = content["layout"].get("template")
    if template is not None and not _is_default_template(template):
        wire["layout"]["template"] = _clean(_resolved_template(template))
    return wire


def check_figure(figure: Any) -> None:
    """Nothing when it looks like a figure; quick, for the moment a chart is written.

    Raises:
        PropertyError: it is none; the problem says what it is.
    """
    if isinstance(figure, Mapping):
        _checked(figure)
        return
    if callable(getattr(figure, "to_dict", None)) and hasattr(figure, "data") and hasattr(figure, "layout"):
        return
    raise PropertyError(
        f"Chart needs a plotly figure, not {_described(figure)}.",
        hint=_hint_for(figure),
    )


def _content(figure: Any) -> dict[str, Any]:
    """`{data, layout, frames}` of a figure object or of a dict that has been looked at closely."""
    check_figure(figure)
    if isinstance(figure, Mapping):
        return _checked(figure)
    found = figure.to_dict()
    return {"data": found.get("data", []), "layout": found.get("layout", {}), "frames": found.get("frames", [])}


def _checked(figure: Mapping[Any, Any]) -> dict[str, Any]:
    if "data" not in figure:
        raise PropertyError(
            f"Chart got a dict without 'data' (its keys: {', '.join(map(repr, list(figure)[:5])) or 'none'}).",
            hint='a figure as a dict looks like {"data": [{"type": "bar", "y": [1, 2]}], "layout": {}}',
        )
    if unknown := sorted(str(key) for key in figure if key not in _FIGURE_KEYS):
        raise PropertyError(f"A figure has no {unknown[0]!r}.", hint="its keys are 'data', 'layout' and 'frames'")
    data, layout, frames = figure["data"], figure.get("layout") or {}, figure.get("frames") or []
    if isinstance(data, Mapping):
        data = [data]
    if not isinstance(data, (list, tuple)) or not isinstance(frames, (list, tuple)):
        raise PropertyError("A figure's 'data' and 'frames' are lists.", hint='for example "data": [{"type": "bar"}]')
    layout = _plain(layout, "layout")
    return {
        "data": [_trace(trace, place) for place, trace in enumerate(data)],
        "layout": layout,
        "frames": [_plain(frame, "frame") for frame in frames],
    }


def _trace(trace: Any, place: int) -> dict[str, Any]:
    plain = _plain(trace, f"trace {place}")
    kind = plain.get("type", "scatter")
    if kind not in TRACE_TYPES:
        near = difflib.get_close_matches(str(kind), TRACE_TYPES, 1)
        hint = f"did you mean {near[0]!r}?" if near else "see plotly.com/python for the types of traces"
        raise PropertyError(f"Trace {place} has the type {kind!r}, which plotly does not have.", hint=hint)
    return plain


def _plain(part: Any, name: str) -> dict[str, Any]:
    """A dict or a plotly graph object as a dict."""
    if isinstance(part, Mapping):
        return dict(part)
    to_json = getattr(part, "to_plotly_json", None)
    if callable(to_json):
        return dict(to_json())
    raise PropertyError(f"A figure's {name} is a dict, not {_described(part)}.", hint="pass a dict or a plotly object")


def _clean(value: Any) -> Any:
    """Plain JSON shapes; numeric numpy arrays become base64 typed arrays, other arrays lists."""
    if isinstance(value, Mapping):
        return {str(key): _clean(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        if _SCALARS.issuperset(map(type, value)):
            return value
        return [_clean(entry) for entry in value]
    if isinstance(value, (str, int, float, bool)) or value is None:
        return value
    if hasattr(value, "to_plotly_json"):
        return _clean(value.to_plotly_json())
    if hasattr(value, "to_numpy"):  # pandas, polars
        value = value.to_numpy()
    if hasattr(value, "dtype") and hasattr(value, "ndim"):
        return _array(value)
    return value  # datetimes, Decimals and friends: the encoder knows them


def _array(array: Any) -> Any:
    if array.ndim == 0:
        return array.item()
    if array.dtype.kind in _TYPED_KINDS and array.dtype.itemsize <= 8:
        from _plotly_utils.utils import to_typed_array_spec

        spec = to_typed_array_spec(array)
        if isinstance(spec, dict):
            return spec
    if array.dtype.kind == "M":
        return array.astype("datetime64[us]").astype(str).tolist()
    return _clean(array.tolist())


def _is_default_template(template: Any) -> bool:
    """Whether it is the one plotly puts on every figure: its own default, unless the author changed that."""
    if isinstance(template, str):
        return template == "plotly"
    templates = getattr(sys.modules.get("plotly.io"), "templates", None)
    if templates is None:
        return False
    plain = template if isinstance(template, Mapping) else template.to_plotly_json()
    return bool(plain == templates["plotly"].to_plotly_json())


def _resolved_template(template: Any) -> Any:
    """A template's content; a name (`"ggplot2"`) is looked up, as plotly.js knows none by name."""
    if not isinstance(template, str):
        return template
    import plotly.io

    try:
        return plotly.io.templates[template].to_plotly_json()
    except KeyError:
        near = difflib.get_close_matches(template, list(plotly.io.templates), 1)
        hint = f"did you mean {near[0]!r}?" if near else f"plotly has {', '.join(map(repr, plotly.io.templates))}"
        raise PropertyError(f"There is no template {template!r}.", hint=hint) from None


def _described(value: Any) -> str:
    if value is None:
        return "None"
    return f"{type(value).__module__.split('.')[0]}'s {type(value).__name__}" if _is_foreign(value) else _short(value)


def _is_foreign(value: Any) -> bool:
    return type(value).__module__ not in {"builtins", "__main__"}


def _short(value: Any) -> str:
    text = repr(value)
    return f"{type(value).__name__} {text if len(text) <= 40 else text[:37] + '...'}"


def _hint_for(value: Any) -> str:
    kind = f"{type(value).__module__}.{type(value).__qualname__}"
    if value is None:
        return "does the function return its figure?"
    if kind.startswith("matplotlib."):
        return "use Image (envision-content) for matplotlib figures, or draw it with plotly.express"
    if kind.startswith(("altair.", "bokeh.")):
        return "draw it with plotly.express"
    if kind.startswith(("pandas.", "polars.")):
        return "show a frame with Table (envision-tables), or draw it: plotly.express.line(frame)"
    if callable(value):
        return "decorate the function with @app.source, then pass it: Chart(sales)"
    return "make one with plotly.express, for example px.bar(frame, x='month', y='sales')"
