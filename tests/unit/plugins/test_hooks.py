"""Hooks run when they fire; one that raises takes nothing from the others."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest

from envision_core.plugins.hooks import HOOK_NAMES, Hooks, HookSpecs
from envision_core.plugins.registry import Registry

Discover = Callable[..., Registry]


def test_a_hook_module_is_imported_when_its_first_hook_fires(discovered: Discover):
    hooks = Hooks(discovered("good"))

    assert hooks.fire("page_built", page="p", tree=None) == []
    assert "envision_gauge.hooks" not in sys.modules
    hooks.fire("startup", app="the app")
    assert sys.modules["envision_gauge.hooks"].started == ["the app"]


def test_results_of_all_plugins_are_joined(discovered: Discover):
    [problem] = Hooks(discovered("good")).fire("check")

    assert problem.hint == "turn the screw"


def test_a_hook_that_raises_is_logged_and_the_others_run(
    discovered: Discover, made: Callable[..., None], caplog: pytest.LogCaptureFixture
):
    code = (
        "from envision_core.plugin import hookimpl\n"
        "@hookimpl\ndef startup(): raise RuntimeError('dead')\n"
        "@hookimpl\ndef check(): raise RuntimeError('dead')\n"
        "@hookimpl\ndef shutdown(app): return 5"
    )
    hooks = {"module": "acme", "names": ["startup", "check", "shutdown"]}
    made("envision-aaa", "aaa", "acme", code=code, hooks=hooks)
    fired = Hooks(discovered("good"))

    assert fired.fire("startup", app=1) == []
    assert sys.modules["envision_gauge.hooks"].started == [1]
    assert "plugin aaa: its hook startup failed" in caplog.text
    assert [type(item).__name__ for item in fired.fire("check")] == ["PluginError", "EnvisionError"]
    assert fired.fire("shutdown", app=1) == [5]


def test_a_hook_module_that_cannot_be_imported_is_reported_once(
    made: Callable[..., None], caplog: pytest.LogCaptureFixture
):
    made("envision-aaa", "aaa", "acme", hooks={"module": "acme.gone", "names": ["startup", "check"]})
    hooks = Hooks(Registry.discover())

    hooks.fire("startup", app=1)
    hooks.fire("startup", app=1)
    assert caplog.text.count("its hook startup failed") == 1
    assert hooks.fire("check") == []


def test_every_hook_is_documented():
    assert [name for name in HOOK_NAMES if not getattr(HookSpecs, name).__doc__] == []
    assert tuple(name for name in vars(HookSpecs) if not name.startswith("_")) == HOOK_NAMES


def test_specifications_do_nothing_themselves():
    specs: Any = HookSpecs()

    assert specs.startup(app=1) is specs.shutdown(app=1) is specs.page_built(page=1, tree=1) is specs.check() is None
