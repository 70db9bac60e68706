"""The two apps whose pages are weighed."""

from __future__ import annotations

__all__ = ["APPS"]

TEXT = """
from envision_core import App
from envision_content import Markdown

app = App("Text")


@app.page("Text")
def text():
    return [Markdown("# Text\\n\\nNothing but **words** on this page.", id="ready")]
"""

CHART = """
import plotly.graph_objects as go
from envision_charts import Chart
from envision_core import App

app = App("Chart")


@app.page("Chart")
def chart():
    return [Chart(go.Figure(go.Bar(x=["a", "b", "c"], y=[3, 1, 2])), id="ready")]
"""

APPS = {"text": TEXT, "chart": CHART}
