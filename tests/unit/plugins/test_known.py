"""The index of known plugins agrees with their manifests in this repository."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from envision_core.plugins.known import known_plugins

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("id", sorted(known_plugins()))
def test_a_known_plugin_is_described_as_it_is(id: str):
    known = known_plugins()[id]
    file = ROOT / "plugins" / known.distribution / known.package / "envision.json"
    manifest = json.loads(file.read_text())
    properties = {kind: entry["schema"]["properties"] for kind, entry in manifest["components"].items()}
    inputs = {
        kind.partition(".")[2] for kind, names in properties.items() if {"name", "help", "disabled"} <= set(names)
    }

    assert known.accepts == manifest["accepts"]
    assert known.inputs == inputs
