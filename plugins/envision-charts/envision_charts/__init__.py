"""Charts for Envision: any plotly figure as a live component. Importing this package loads no plotly."""

from __future__ import annotations

from envision_charts.chart import Chart

__all__ = ["Chart"]
