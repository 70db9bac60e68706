"""A manifest is checked before anything of its plugin is used."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from envision_core.errors import PluginBroken, PluginError, PluginIncompatible
from envision_core.plugins.manifest import Manifest, parse_manifest, read_manifest

GOOD: dict[str, Any] = {
    "manifest": 1,
    "id": "gauge",
    "api": "1.0",
    "components": {
        "gauge.Gauge": {
            "python": "acme.gauge:Gauge", "js": "gauge", "export": "Gauge", "min_height": 180, "bound": "value"
        }
    },
    "accepts": {"acme.Reading": "gauge.Gauge"},
    "hooks": {"module": "acme.hooks", "names": ["startup"]},
}  # fmt: skip


def parsed(**changes: Any) -> Manifest:
    return parse_manifest(json.dumps({**GOOD, **changes}), plugin_id="gauge", package="acme")


def component(**changes: Any) -> dict[str, Any]:
    return {"gauge.Gauge": {**GOOD["components"]["gauge.Gauge"], **changes}}


def test_a_good_manifest_is_read():
    manifest = parsed()

    assert manifest.components["gauge.Gauge"].bound == "value"
    assert (manifest.hook_module, manifest.hook_names) == ("acme.hooks", {"startup"})


@pytest.mark.parametrize(
    ("changes", "error", "reason"),
    [
        ({"manifest": 2}, PluginIncompatible, "its manifest has format 2, this Envision reads 1"),
        ({"api": "9.0"}, PluginIncompatible, "it needs plugin API 9.0, this Envision has 1.0"),
        ({"api": "1.7"}, PluginIncompatible, "it needs plugin API 1.7, this Envision has 1.0"),
        ({"api": "0.9"}, PluginIncompatible, "it was made for plugin API 0.9, this Envision has 1.0"),
        ({"api": "one"}, PluginBroken, "its manifest has no usable plugin API version ('one')"),
        ({"api": None}, PluginBroken, "its manifest has no usable plugin API version (None)"),
        ({"id": "dial"}, PluginBroken, "its entry point is named 'gauge' and its manifest 'dial'"),
        ({"components": None}, PluginBroken, "its manifest lacks or misuses"),
        ({"components": component(js=None)}, PluginBroken, "its manifest lacks or misuses 'js'"),
        ({"components": component(min_height="tall")}, PluginBroken, "its manifest lacks or misuses"),
        (
            {"components": {"charts.Chart": GOOD["components"]["gauge.Gauge"]}},
            PluginBroken,
            "its component 'charts.Chart' carries another plugin's name",
        ),
        (
            {"components": component(python="envision_charts.chart:Chart")},
            PluginBroken,
            "its component 'gauge.Gauge' points at envision_charts.chart:Chart, outside its own package acme",
        ),
        ({"accepts": {"str": "content.Markdown"}}, PluginBroken, "it accepts a type for 'content.Markdown'"),
    ],
)
def test_a_wrong_manifest_is_refused_with_a_reason_and_a_hint(
    changes: dict[str, Any], error: type[PluginError], reason: str
):
    with pytest.raises(error) as caught:
        parsed(**changes)
    assert caught.value.problem.startswith(reason) and caught.value.hint


@pytest.mark.parametrize("text", ["{", "[]"])
def test_what_is_no_json_object_is_refused(text: str):
    with pytest.raises(PluginBroken, match="its manifest is not"):
        parse_manifest(text, plugin_id="gauge", package="acme")


def test_a_file_that_is_missing_is_refused(tmp_path: Path):
    with pytest.raises(PluginBroken, match=r"its manifest envision\.json is missing"):
        read_manifest(tmp_path / "envision.json", plugin_id="gauge", package="acme")
