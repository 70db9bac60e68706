"""The component author's module is complete and light."""

from __future__ import annotations

import subprocess
import sys

import pytest

import envision_core.plugin as plugin

HEAVY = ("django", "marshmallow", "orjson", "pluggy", "pandas", "numpy", "plotly", "channels")


def test_every_public_name_exists():
    assert [name for name in plugin.__all__ if not hasattr(plugin, name)] == []
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = plugin.nothing  # type: ignore[attr-defined]


def test_importing_it_imports_nothing_heavy():
    code = f"import sys, envision_core.plugin; print([m for m in {HEAVY} if m in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert result.stdout.strip() == "[]"
