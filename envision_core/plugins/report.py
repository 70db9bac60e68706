"""The state of one installed plugin and what to say about it. Knows not how it was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from envision_core.errors import PluginBroken, PluginDisabled, PluginError, PluginIncompatible

__all__ = ["Report", "Status", "error_for", "named", "rebuild_hint", "status_of"]

Status = Literal["ok", "disabled", "incompatible", "broken"]
ERRORS: dict[str, type[PluginError]] = {
    "disabled": PluginDisabled,
    "incompatible": PluginIncompatible,
    "broken": PluginBroken,
}


@dataclass(frozen=True, slots=True)
class Report:
    """One installed plugin, for ``envision plugins``."""

    id: str
    distribution: str
    version: str
    package: str  # its top-level Python package
    status: Status
    reason: str = ""  # continues "envision-charts 0.1 ...": "its import fails: ..."
    hint: str = ""
    kinds: tuple[str, ...] = ()


def status_of(exc: PluginError) -> Status:
    """The state of a plugin that was refused with this error."""
    if isinstance(exc, PluginDisabled):
        return "disabled"
    return "incompatible" if isinstance(exc, PluginIncompatible) else "broken"


def named(report: Report) -> str:
    return f"{report.distribution} {report.version}".strip()


def error_for(problem: str, report: Report) -> PluginError:
    return ERRORS[report.status](f"{problem}: {report.reason}.", hint=report.hint)


def rebuild_hint(report: Report | None) -> str:
    again = f"pip install --force-reinstall {report.distribution}" if report else "reinstall it"
    return f"{again}; in a checkout: `npm run build` in its frontend folder"
