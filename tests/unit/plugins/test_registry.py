"""Plugins are found without importing them; each bad one loses only itself and says why."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from envision_core.errors import (
    PluginBroken,
    PluginError,
    PluginIncompatible,
    PluginMissing,
    PropertyError,
)
from envision_core.plugin import Component
from envision_core.plugins.registry import Registry
from envision_core.plugins.report import Report
from tests.plugins_fixture.install import install

Discover = Callable[..., Registry]
Made = Callable[..., None]


class Homeless(Component):
    pass


def report_of(registry: Registry, distribution: str) -> Report:
    return next(report for report in registry.reports if report.distribution == distribution)


def manifest_of(id: str, kind: str, python: str, **more: Any) -> dict[str, Any]:
    entry = {"python": python, "js": "x", "export": python.rpartition(":")[2]}
    return {"manifest": 1, "id": id, "api": "1.0", "components": {kind: entry}, **more}


def test_a_good_plugin_is_ok_and_its_kinds_are_known(discovered: Discover):
    registry = discovered("good")

    [report] = registry.reports
    assert (report.status, report.distribution, report.version) == ("ok", "envision-gauge", "1.2.0")
    assert report.kinds == ("gauge.Gauge", "gauge.Knob", "gauge.Frame") and registry.kinds() == list(report.kinds)
    entry = registry.entry("gauge.Gauge")
    assert entry is not None and entry.min_height == 180


def test_no_plugin_is_imported_to_find_it(discovered: Discover):
    discovered("good", "broken_import", "wrong_api", "squatter")

    assert not {"envision_gauge", "envision_crash", "envision_future", "evil_charts"} & set(sys.modules)


def test_each_bad_plugin_loses_only_itself(discovered: Discover):
    registry = discovered("good", "wrong_api", "squatter")

    assert {report.distribution: report.status for report in registry.reports} == {
        "envision-gauge": "ok",
        "envision-future": "incompatible",
        "evil-charts": "disabled",
    }
    future = report_of(registry, "envision-future")
    assert future.reason == "it needs plugin API 9.0, this Envision has 1.0"
    assert future.hint == "pip install -U envision-core"


def test_a_known_id_belongs_to_its_plugin_even_when_that_is_absent(discovered: Discover):
    registry = discovered("squatter")

    squatter = report_of(registry, "evil-charts")
    assert squatter.reason == "it uses the id 'charts', which belongs to envision-charts"
    assert squatter.hint == "pip uninstall evil-charts"
    missing = registry.missing("charts", "Chart")
    assert isinstance(missing, PluginMissing) and missing.hint == "pip install envision-charts"


def test_of_two_plugins_with_one_id_the_official_one_wins(made: Made):
    made("aaa-dials", "dials", "acme")
    made("envision-dials", "dials", "acme")

    registry = Registry.discover()

    assert report_of(registry, "envision-dials").status == "ok"
    assert report_of(registry, "aaa-dials").reason == "it uses the id 'dials', which belongs to envision-dials"
    found = registry.report("dials")
    assert found is not None and found.status == "ok"


def test_an_older_copy_later_on_the_path_is_ignored(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    second = install(tmp_path / "second", ["good"])
    install(site, ["good"])
    monkeypatch.setattr("envision_core.plugins.discovery._search_path", lambda: [str(site), str(second)])

    assert len(Registry.discover().reports) == 1


def test_a_blocked_plugin_is_disabled(discovered: Discover):
    [report] = discovered("good", block=["gauge"]).reports

    assert (report.status, report.reason) == ("disabled", "it is blocked by the settings")


def test_a_package_that_is_gone_is_broken(site: Path, discovered: Discover):
    import shutil

    install(site, ["good"])
    shutil.rmtree(site / "envision_gauge")
    [report] = discovered().reports

    assert (report.status, report.reason) == ("broken", "its package 'envision_gauge' cannot be found")


def test_a_package_that_cannot_be_looked_up_is_broken(made: Made, monkeypatch: pytest.MonkeyPatch):
    made("envision-x", "x", "acme")
    module = type(sys)("acme")
    module.__spec__ = None
    monkeypatch.setitem(sys.modules, "acme", module)

    assert Registry.discover().reports[0].status == "broken"


def test_a_plugin_may_live_in_a_subpackage_that_is_not_imported(made: Made):
    made("envision-dials", "dials", "acme.dials", manifest_of("dials", "dials.D", "acme.dials:D"))

    assert Registry.discover().reports[0].status == "ok"
    assert "acme" not in sys.modules


def test_strict_raises_for_the_first_plugin_that_is_not_ok(discovered: Discover):
    discovered("good", strict=True)
    with pytest.raises(PluginIncompatible, match=r"The plugin envision-future 2\.0\.0 cannot be used: it needs"):
        discovered("wrong_api", strict=True)


def test_a_class_and_an_authors_subclass_of_it_have_a_kind(discovered: Discover):
    registry = discovered("good")
    from envision_gauge import Gauge  # type: ignore[import-not-found]

    class Mine(Gauge):  # type: ignore[misc]
        pass

    assert registry.kind_of(Gauge) == registry.kind_of(Mine) == "gauge.Gauge"
    assert registry.kind_of(Mine) == "gauge.Gauge"


def test_a_class_in_no_manifest_says_how_to_list_it(discovered: Discover):
    with pytest.raises(PluginError, match=r"test_registry:Homeless is in no plugin's manifest") as caught:
        discovered("good").kind_of(Homeless)
    assert "[tool.envision.plugin]" in caught.value.hint


def test_a_class_of_an_incompatible_plugin_says_so(discovered: Discover):
    registry = discovered("wrong_api")
    from envision_future import Clock  # type: ignore[import-not-found]

    with pytest.raises(
        PluginIncompatible, match=r"Clock needs envision-future 2\.0\.0, which cannot be used: it needs"
    ):
        registry.kind_of(Clock)


def test_a_class_of_a_plugin_marked_broken_later_says_so(discovered: Discover):
    registry = discovered("good")
    from envision_gauge import Gauge

    assert registry.kind_of(Gauge) == "gauge.Gauge"
    registry.mark_broken("gauge", RuntimeError("no"))
    with pytest.raises(PluginBroken, match="its import fails: RuntimeError: no"):
        registry.kind_of(Gauge)


def test_a_plain_object_is_shown_by_the_plugin_that_accepts_it(discovered: Discover):
    registry = discovered("good")

    cls = registry.adapter_for(Fraction(1, 2))

    assert cls is not None and cls.__name__ == "Gauge"
    assert registry.adapter_for(Fraction(1, 3)) is cls
    assert registry.adapter_for(object()) is None
    assert registry.accepts() == {"fractions.Fraction": "gauge.Gauge"}


def test_a_plain_object_of_an_absent_plugin_says_what_to_install(discovered: Discover):
    with pytest.raises(PluginMissing) as caught:
        discovered("good").adapter_for("text")
    assert caught.value.problem == "Markdown needs envision-content, which is not installed."
    assert caught.value.hint == "pip install envision-content"


def test_of_two_plugins_that_accept_a_type_the_first_by_id_wins(made: Made):
    made("b", "b", "acme.b", manifest_of("b", "b.B", "acme.b:B", accepts={"int": "b.B"}))
    made("a", "a", "acme.a", manifest_of("a", "a.A", "acme.a:A", accepts={"int": "a.A", "str": "a.A"}))

    assert Registry.discover().accepts() == {"int": "a.A", "str": "a.A"}


def test_loading_a_class_whose_import_raises_marks_its_plugin_broken(
    discovered: Discover, caplog: pytest.LogCaptureFixture
):
    registry = discovered("good", "broken_import")

    with pytest.raises(
        PluginBroken, match=r"Crash needs envision-crash 0\.1\.0, which cannot be used: its import fails"
    ):
        registry.load("crash.Crash")
    with pytest.raises(PluginBroken):
        registry.load("crash.Crash")
    assert report_of(registry, "envision-crash").status == "broken"
    assert registry.load("gauge.Gauge").__name__ == "Gauge"
    assert "no display" in caplog.text


def test_a_missing_module_is_named_in_the_hint(discovered: Discover):
    registry = discovered("good")

    registry.mark_broken("gauge", ModuleNotFoundError("No module named 'big_lib'", name="big_lib.sub"))

    assert registry.reports[0].hint == "pip install big-lib"


def test_an_unknown_component_of_an_installed_plugin_hints_at_the_nearest(discovered: Discover):
    registry = discovered("good")

    assert registry.missing("gauge", "Gauges").hint == "did you mean Gauge?"
    assert registry.missing("gauge", "Xyzzy").hint == "pip install -U envision-gauge"
    assert registry.missing("maps", "Map").hint == "pip install envision-maps"
    with pytest.raises(PluginError):
        registry.load("gauge.Gauges")


def test_the_module_of_a_kind_names_its_files(discovered: Discover):
    module = discovered("good").module("gauge.Gauge")

    assert module == {
        "plugin": "gauge",
        "url": "/_envision/p/gauge/gauge-CgW6Mtsc.js",
        "css": ["/_envision/p/gauge/gauge-we1jOXJi.css", "/_envision/p/gauge/c-Ee5Ff6Gg.css"],
        "preload": ["/_envision/p/gauge/c-Dg0abcd1.js"],
        "export": "Gauge",
        "min_height": 180,
        "bound": "value",
        "state": "ok",
    }


def test_modules_are_those_of_all_usable_plugins(discovered: Discover):
    modules = discovered("good", "wrong_api").modules("/static/")

    assert list(modules) == ["gauge.Gauge", "gauge.Knob", "gauge.Frame"]
    assert modules["gauge.Knob"]["url"] == "/static/p/gauge/knob-Aa1Bb2Cc.js" and "bound" not in modules["gauge.Knob"]


def test_a_module_that_cannot_be_used_says_why(discovered: Discover):
    registry = discovered("good", "broken_import", "wrong_api")

    assert registry.module("tables.Table")["state"] == "missing"
    assert registry.module("tables.Table")["hint"] == "pip install envision-tables"
    assert registry.module("future.Clock")["state"] == "incompatible"
    not_built = registry.module("crash.Crash")
    assert not_built["state"] == "broken" and "npm run build" in not_built["hint"]
    registry.mark_broken("gauge", RuntimeError("no"))
    assert registry.module("gauge.Gauge")["reason"] == "its import fails: RuntimeError: no"


def test_hooks_and_rpc_methods_are_those_of_plugins_that_are_ok(discovered: Discover):
    registry = discovered("good", "broken_import")

    assert registry.hook_modules() == {"gauge": ("envision_gauge.hooks", frozenset({"startup", "check"}))}
    assert registry.rpc_methods() == {"gauge.limits": "envision_gauge.gauge:limits"}
    registry.mark_broken("gauge", RuntimeError("no"))
    assert registry.hook_modules() == registry.rpc_methods() == {}


def test_the_plugin_whose_import_raised_is_the_culprit(discovered: Discover):
    registry = discovered("good", "broken_import")

    with pytest.raises(RuntimeError) as caught:
        import envision_crash  # type: ignore[import-not-found]  # noqa: F401
    assert registry.culprit(caught.value) == "crash"


def test_a_plugin_with_a_syntax_error_is_the_culprit(made: Made):
    made("envision-x", "x", "acme", code="def (")
    registry = Registry.discover()

    with pytest.raises(SyntaxError) as caught:
        import acme  # type: ignore[import-not-found]  # noqa: F401
    assert registry.culprit(caught.value) == "x"


def test_an_error_in_the_authors_own_code_has_no_culprit(discovered: Discover):
    registry = discovered("good")
    from envision_gauge import Gauge

    with pytest.raises(PropertyError) as wrong:
        Gauge(1).dump_data("fast")
    assert registry.culprit(wrong.value) is None
    assert registry.culprit(SyntaxError("bad", ("app.py", 1, 1, "x"))) is None


def test_thirty_plugins_are_found_quickly_and_none_is_imported(site: Path, made: Made):
    for number in range(30):
        id = f"p{number}"
        made(f"envision-{id}", id, f"acme.{id}", manifest_of(id, f"{id}.C", f"acme.{id}:C"))
    code = f"""
import sys, time
sys.path.insert(0, {str(site)!r})
from envision_core.plugins.registry import Registry
import importlib.metadata
began = time.perf_counter()
found = [report for report in Registry.discover().reports if report.distribution.startswith("envision-p")]
print(len(found), {{report.status for report in found}}, "acme" in sys.modules, time.perf_counter() - began)
"""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    count, status, imported, seconds = result.stdout.split()

    assert (count, status, imported) == ("30", "{'ok'}", "False")
    assert float(seconds) < 0.15
