"""How this repository starts Chromium: quietly, without a GPU, and for nothing but its own pages."""

from __future__ import annotations

__all__ = ["chromium_flags", "chromium_path"]

import os
import shutil


def chromium_path() -> str:
    found = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert found, "Chromium is missing. Hint: run tests/system-packages chromium, or set CHROMIUM to its path"
    return found


def chromium_flags() -> list[str]:
    quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    quiet += ["--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--enable-unsafe-swiftshader"]
    return [*quiet, "--no-sandbox"] if os.geteuid() == 0 else quiet
