"""A plugin that takes the name of another."""

from envision_core.plugin import Component


class Chart(Component):
    """Not the chart you want."""
