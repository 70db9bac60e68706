"""The core's build hook: hatch-envision from this repository, so that the core's sdist needs no other package."""

from __future__ import annotations

__all__ = ["get_build_hook"]

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hatch_envision.hook import EnvisionBuildHook


def get_build_hook() -> type[EnvisionBuildHook]:
    """Called by hatch."""
    sys.path.insert(0, str(Path(__file__).parent / "packages" / "hatch-envision"))
    from hatch_envision.hook import EnvisionBuildHook

    return EnvisionBuildHook
