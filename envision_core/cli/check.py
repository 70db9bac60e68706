"""`envision check`: every mistake in an app and its configuration at once, each with its place and what to do."""

from __future__ import annotations

import argparse
import json
import logging
import sys
import tempfile
from pathlib import Path
from typing import Any

from envision_core.cli.run import app_path
from envision_core.cli.words import describe
from envision_core.errors import ConfigurationError, EnvisionError, PluginError

__all__ = ["check"]


def check(options: argparse.Namespace) -> int:
    """Print what is wrong; the exit code is 1 when anything is. The app's own data folder is not touched."""
    path = app_path(options.app)
    # What the checks find is printed below, once; the log would say it again.
    logging.getLogger("envision").setLevel(logging.CRITICAL)
    with tempfile.TemporaryDirectory(prefix="envision-check-", ignore_cleanup_errors=True) as scratch:
        errors, warnings = _problems(path, Path(scratch))
    if options.json:
        print(json.dumps([error.to_data() for error in (*errors, *warnings)], indent=2))
        return 1 if errors else 0
    for error in errors:
        print(describe(error), file=sys.stderr)
    for warning in warnings:
        print(describe(warning).replace("Error:", "Warning:", 1), file=sys.stderr)
    if errors:
        print(f"\n{options.app}: errors found: {len(errors)}.", file=sys.stderr)
        return 1
    print(f"{options.app} is in order.")
    return 0


def _problems(path: Path, data: Path) -> tuple[list[EnvisionError], list[EnvisionError]]:
    """Errors, then warnings: of the configuration, of the plugins, of the app."""
    from envision_core import bootstrap

    try:
        bootstrap.configure(path.parent, data, False)
    except EnvisionError as error:
        return [error], []
    errors, warnings = _configuration()
    registry = bootstrap.registry()
    app = bootstrap.load_app(path)
    errors += bootstrap.check_app(app, registry)
    for report in registry.reports:
        if report.status not in ("ok", "disabled"):
            warnings.append(PluginError(f"Plugin {report.id!r} is {report.status}: {report.reason}", hint=report.hint))
    return _each_once(errors), warnings


def _configuration() -> tuple[list[EnvisionError], list[EnvisionError]]:
    from django.core.checks import ERROR, run_checks

    errors: list[EnvisionError] = []
    warnings: list[EnvisionError] = []
    for message in run_checks():
        target = errors if message.level >= ERROR else warnings
        target.append(ConfigurationError(f"{message.msg} ({message.id})", hint=str(message.hint or "")))
    return errors, warnings


def _each_once(errors: list[EnvisionError]) -> list[EnvisionError]:
    seen: dict[Any, EnvisionError] = {}
    for error in errors:
        seen.setdefault((error.problem, error.place), error)
    return list(seen.values())
