"""A dial, a knob and a frame."""

from envision_gauge.gauge import Frame, Gauge, Knob

__all__ = ["Frame", "Gauge", "Knob"]
