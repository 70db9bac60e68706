"""Containers for Envision: columns, cards, tabs and expanders."""

from __future__ import annotations

from envision_layout.card import Card
from envision_layout.columns import Columns
from envision_layout.expander import Expander
from envision_layout.tabs import Tab, Tabs

__all__ = ["Card", "Columns", "Expander", "Tab", "Tabs"]
