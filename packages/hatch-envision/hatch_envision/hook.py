"""The hatch build hook: turns its options into a Frontend and builds that when stale."""

from __future__ import annotations

__all__ = ["EnvisionBuildHook"]

from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

from hatch_envision.frontend import Frontend
from hatch_envision.node import NODE_REQUIREMENT, find_node


class EnvisionBuildHook(BuildHookInterface[BuilderConfig]):
    """``[tool.hatch.build.hooks.envision]`` with ``source``, ``output`` and optionally ``watch``."""

    PLUGIN_NAME = "envision"

    def dependencies(self) -> list[str]:
        """Node as a build requirement, only when something must be built and the machine has none."""
        frontend = self._frontend()
        needs_node = frontend.is_stale(release=self._is_release("standard")) and find_node() is None
        return [NODE_REQUIREMENT] if needs_node else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        try:
            self._frontend().build_if_stale(release=self._is_release(version), report=self.app.display_info)
        except RuntimeError as problem:
            self.app.abort(str(problem))  # says it without a traceback

    def _is_release(self, version: str) -> bool:
        return version != "editable"

    def _frontend(self) -> Frontend:
        missing = [name for name in ("source", "output") if not self.config.get(name)]
        if missing:
            raise ValueError(
                f"[tool.hatch.build.hooks.envision] in {self.root} has no {missing[0]!r}. "
                "Hint: see hatch-envision's README"
            )
        root = Path(self.root)
        return Frontend(
            root=root,
            source=root / self.config["source"],
            output=root / self.config["output"],
            watch=tuple(root / extra for extra in self.config.get("watch", ())),
        )
