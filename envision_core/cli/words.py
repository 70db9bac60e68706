"""How the command line says an error: the problem, the author's place, what to do."""

from __future__ import annotations

from envision_core.errors import EnvisionError

__all__ = ["describe"]


def describe(error: EnvisionError) -> str:
    """Up to three lines, the place clickable in a terminal."""
    lines = [f"Error: {error.problem}"]
    if error.place is not None:
        lines.append(f"  at {error.place}")
    for field, problems in (error.fields or {}).items():
        lines += [f"  {field}: {problem}" for problem in problems]
    if error.hint:
        lines.append(f"  Hint: {error.hint}")
    return "\n".join(lines)
