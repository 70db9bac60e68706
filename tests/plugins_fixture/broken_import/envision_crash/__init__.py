"""A plugin whose import raises."""

raise RuntimeError("no display")
