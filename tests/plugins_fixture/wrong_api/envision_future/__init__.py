"""A plugin for an Envision to come."""

from envision_core.plugin import Component


class Clock(Component):
    """Shows the time."""
