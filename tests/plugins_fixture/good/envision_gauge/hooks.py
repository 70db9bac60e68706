"""What the fixture plugin does at start."""

from __future__ import annotations

from typing import Any

from envision_core.plugin import EnvisionError, hookimpl

started: list[Any] = []


@hookimpl
def startup(app: Any) -> None:
    started.append(app)


@hookimpl
def check() -> list[EnvisionError]:
    return [EnvisionError("The gauge is not calibrated.", hint="turn the screw")]
