"""`envision assets export`: the built files in a folder, for nginx or a CDN in front of the app."""

from __future__ import annotations

import argparse
from pathlib import Path

__all__ = ["export"]


def export(options: argparse.Namespace) -> int:
    """Copy every asset to the path its URL has, with the compressed forms beside it."""
    from envision_core.plugins.assets import SUFFIXES, AssetTable
    from envision_core.plugins.registry import Registry

    table = AssetTable.build(Registry.discover())
    folder = Path(options.directory)
    urls = table.urls()
    for url in urls:
        asset = table.asset(url)
        if asset is None:
            continue
        target = folder / url.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        for encoding in ("", *asset.encodings):
            target.with_name(target.name + SUFFIXES.get(encoding, "")).write_bytes(asset.body(encoding))
    print(f"Copied {len(urls)} files to {folder}; serve {folder / table.prefix.strip('/')} as {table.prefix}")
    return 0
