"""What hatch loads: the hook's registration and nothing else."""

from __future__ import annotations

__all__ = ["hatch_register_build_hook"]

from hatchling.plugin import hookimpl

from hatch_envision.hook import EnvisionBuildHook


@hookimpl
def hatch_register_build_hook() -> type[EnvisionBuildHook]:
    return EnvisionBuildHook
