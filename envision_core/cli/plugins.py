"""`envision plugins` and `envision plugin build`."""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from envision_core.plugins.registry import Registry
    from envision_core.plugins.report import Report

__all__ = ["build", "plugins"]

HEADINGS = ("Plugin", "State", "Distribution", "Version", "Reason")


def plugins(options: argparse.Namespace) -> int:
    """Print what is installed; a plugin that cannot be used is news, not a failure of the command."""
    from envision_core.plugins.registry import Registry

    blocked = os.environ.get("ENVISION_BLOCKED_PLUGINS", "").replace(",", " ").split()
    registry = Registry.discover(block=blocked)
    _import_all(registry)
    reports = registry.reports
    if options.json:
        print(json.dumps([_plain(report) for report in reports], indent=2))
        return 0
    if not reports:
        print("No plugins are installed. Most apps begin with: pip install envision-charts envision-content")
        return 0
    print(_table([HEADINGS, *(_row(report) for report in reports)]))
    for report in reports:
        if report.hint:
            print(f"\n{report.id}: {report.hint}")
    return 0


def build(options: argparse.Namespace) -> int:
    """Write a plugin's generated files, or with --check only say which are out of date."""
    from envision_core.plugins.build import build as write

    stale = write(options.path, check=options.check)
    if not stale:
        print("Everything is up to date.")
        return 0
    verb = "is out of date" if options.check else "written"
    for name in stale:
        print(f"{name} {verb}", file=sys.stderr if options.check else sys.stdout)
    if options.check:
        print(f"Hint: envision plugin build {options.path}", file=sys.stderr)
    return 1 if options.check else 0


def _import_all(registry: Registry) -> None:
    """Try what a running app does only when a page needs it: an import that fails is worth knowing beforehand."""
    from envision_core.errors import PluginError

    logging.disable()  # the reason is in the table; the log would add a traceback
    try:
        for kind in registry.kinds():
            with suppress(PluginError):
                registry.load(kind)
    finally:
        logging.disable(logging.NOTSET)


def _plain(report: Report) -> dict[str, Any]:
    return {**asdict(report), "kinds": list(report.kinds)}


def _row(report: Report) -> tuple[str, ...]:
    return (report.id, report.status, report.distribution, report.version, report.reason)


def _table(rows: Sequence[Iterable[str]]) -> str:
    """Columns as wide as their widest cell, two spaces apart."""
    cells = [[*row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in cells]
    return "\n".join(line.rstrip() for line in lines)
