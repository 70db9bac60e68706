"""Tables for Envision: frames of any length, sorted and paged by the server. Importing it loads no pandas."""

from __future__ import annotations

from envision_tables.table import Table

__all__ = ["Table"]
