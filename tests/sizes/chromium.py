"""How this repository starts Chromium for measuring."""

from __future__ import annotations

__all__ = ["chromium_flags", "chromium_path"]

import os
import shutil


def chromium_path() -> str:
    found = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert found, "Chromium is missing. Hint: tests/system-packages chromium"
    return found


def chromium_flags() -> list[str]:
    quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    quiet += ["--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--enable-unsafe-swiftshader"]
    return [*quiet, "--no-sandbox"] if os.geteuid() == 0 else quiet
