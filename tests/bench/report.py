"""Writes the harness's results into docs/benchmarks.md. Run: python tests/bench/report.py RESULT.json..."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[2] / "docs" / "benchmarks.md"
BEGIN, END = "<!-- results -->\n", "<!-- /results -->"
ROWS = [
    ("W1", "first 200", "ms"),
    ("W1", "first page works", "ms"),
    ("W1", "memory after first page", "MB"),
    ("W2", "cold visible", "ms"),
    ("W2", "cold works", "ms"),
    ("W2", "warm works", "ms"),
    ("W2", "cold requests", ""),
    ("W2", "cold bytes", "kB"),
    ("W3", "click p50", "ms"),
    ("W3", "click p95", "ms"),
]
REFERENCE = {"channels", "floor"}  # no frameworks; they do not compete


def main() -> None:
    results = [json.loads(Path(name).read_text()) for name in sys.argv[1:]]
    text = TARGET.read_text()
    before, rest = text.split(BEGIN)
    TARGET.write_text(before + BEGIN + table(results) + "\n" + facts(results) + END + rest.split(END)[1])


def table(results: list[dict[str, Any]]) -> str:
    names = [result["framework"] for result in results]
    lines = [f"| | | {' | '.join(names)} |", f"|---|---|{'---|' * len(names)}"]
    for workload, metric, unit in ROWS:
        found = [result["workloads"].get(workload, {}).get("metrics", {}).get(metric, {}) for result in results]
        best = min(
            (m["median"] for n, m in zip(names, found, strict=True) if n not in REFERENCE and "median" in m),
            default=None,
        )
        lines.append(f"| {workload} {metric} | {unit} | {' | '.join(shown(m, best) for m in found)} |")
    return "\n".join(lines) + "\n"


def shown(metric: dict[str, Any], best: float | None) -> str:
    if "median" not in metric:
        return "-"
    value = metric["median"]
    text = f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
    return f"**{text}**" if value == best else text


def facts(results: list[dict[str, Any]]) -> str:
    runs = [run for result in results for run in result["workloads"].values()]
    loads, dates = [run["load_before"] for run in runs], sorted(run["date"] for run in runs)
    versions = "; ".join(
        f"{r['framework']}: {', '.join(f'{k} {v}' for k, v in r['versions'].items())}" for r in results
    )
    return (
        f"\n{dates[0]} to {dates[-1]}; {runs[0]['host']}; {runs[0]['repeat']} repetitions, medians; "
        f"load average before a workload {min(loads):g} to {max(loads):g}.\n\nVersions: {versions}.\n"
    )


if __name__ == "__main__":
    main()
