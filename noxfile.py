# /// script
# requires-python = ">=3.11"
# dependencies = ["nox[uv]>=2025.5.1"]
# ///
"""Every check of this repository. `make test` runs the default sessions; the others are called by name."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import nox
from nox.command import CommandFailed

nox.needs_version = ">=2025.5.1"
nox.options.default_venv_backend = "uv"
nox.options.reuse_venv = "yes"
nox.options.error_on_missing_interpreters = False
# End-to-end comes last: its closing line is what a build server shows.
nox.options.sessions = ["lint", "js", "build", "tests", "e2e"]

ROOT = Path(__file__).parent
PLUGINS = ("charts", "content", "forms", "layout", "tables")
PYTHON_CODE = ("envision_core", "plugins", "packages", "tests", "examples", "noxfile.py", "hatch_build.py")
# npm of the `node` group, which installs the JavaScript packages first where needed.
NPM = ("python", "-m", "hatch_envision", "npm")
BENCH_FRAMEWORKS = ["envision", "dash:ws", "nicegui", "streamlit"]
CELLS = [(p, d) for p in ("3.11", "3.12", "3.13") for d in ("5.2", "6.0", "6.1") if d == "5.2" or p != "3.11"]


@nox.session
def lint(session: nox.Session) -> None:
    """Style, types and import rules of both languages, and that generated files are fresh."""
    sync(session, "lint")
    plugins = [f"plugins/envision-{name}" for name in PLUGINS]
    checks = [
        ("ruff", "check", *PYTHON_CODE),
        ("ruff", "format", "--check", *PYTHON_CODE),
        ("lint-imports",),
        ("mypy", "envision_core", "packages/hatch-envision/hatch_envision"),
        *(("mypy", f"{plugin}/{Path(plugin).name.replace('-', '_')}") for plugin in plugins),
        ("python", "-m", "envision_core.serialize.codegen", "--check"),
        *(("envision", "plugin", "build", "--check", plugin) for plugin in plugins),
        (*NPM, "exec", "--", "biome", "check", "--colors=off", "--error-on-warnings", "."),
        (*NPM, "run", "types"),
    ]
    failed = [check for check in checks if not passes(session, *check)]
    if failed:
        session.error("failed:\n" + "\n".join(f"  {' '.join(check)}" for check in failed))


@nox.session
def js(session: nox.Session) -> None:
    """Unit tests of the shell and of the plugins' components."""
    sync(session, only="node")
    session.run(*NPM, "test", "--", *session.posargs)


@nox.session
def build(session: nox.Session) -> None:
    """Wheels and sdists, installed into empty environments without Node, serve an app."""
    sync(session, only="build")
    session.run("pytest", "tests/build", "--timeout=600", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Python unit, integration, live-server and architecture tests."""
    sync(session, "tests")
    session.run("pytest", *session.posargs)


@nox.session
def e2e(session: nox.Session) -> None:
    """Examples in a real browser, and the size budgets; apart from the asyncio tests, which Playwright would break."""
    sync(session, "e2e")
    system_packages(session, "chromium")
    session.run("pytest", "tests/e2e", "tests/sizes", "--timeout=180", *session.posargs)


@nox.session
@nox.parametrize("python,django", CELLS, ids=[f"py{p}-dj{d}" for p, d in CELLS])
def matrix(session: nox.Session, django: str) -> None:
    """The Python tests with every supported Python and Django; one cell: `nox -s "matrix(py3.12-dj6.0)"`."""
    plugins = [part for name in PLUGINS for part in ("-e", f"plugins/envision-{name}")]
    session.install("-e", ".", *plugins, "--group", "tests", f"django~={django}.0")
    session.run("pytest", *session.posargs)


@nox.session
def sizes(session: nox.Session) -> None:
    """Measures what a browser loads and writes docs/sizes.json and the README's table."""
    sync(session, "e2e", "node")
    system_packages(session, "chromium")
    session.run("python", "-m", "hatch_envision", "build", "--release")
    session.run("python", "-m", "tests.sizes.measure", "--write")


@nox.session
def screenshots(session: nox.Session) -> None:
    """Pictures of every example into docs/screenshots."""
    sync(session, "e2e")
    system_packages(session, "chromium")
    session.run("python", "tests/e2e/screenshots.py", *session.posargs)


@nox.session(venv_backend="none")
def bench(session: nox.Session) -> None:
    """Side by side with other frameworks; arguments: frameworks and workloads, e.g. `-- envision dash W1 W3`."""
    harness = Path(os.environ.get("BENCH_HARNESS", ROOT.parent / "shared" / "bench"))
    if not (harness / "run.py").is_file():
        session.error(f"no benchmark harness in {harness}. Hint: set BENCH_HARNESS to its folder")
    system_packages(session, "chromium")
    envs, results, peers = ROOT / ".nox" / "bench", ROOT / ".nox" / "bench-results", ROOT / "tests" / "bench" / "peers"
    workloads = [word for word in session.posargs if re.fullmatch(r"W\d", word)] or ["W1", "W2", "W3"]
    frameworks = [word for word in session.posargs if word not in workloads] or BENCH_FRAMEWORKS
    environment = {"BENCH_ENVS": str(envs), "BENCH_ADAPTERS": str(peers)}
    adapters = sorted({name.partition(":")[0] for name in frameworks})
    others = [name for name in adapters if not (peers / name).is_dir()]
    session.run(str(harness / "setup.sh"), *(others or ["floor"]), external=True, env=environment)
    for name in set(adapters) - set(others):
        session.run(str(peers / name / "setup.sh"), str(envs / name), external=True, env=environment)
    python = str(envs / "runner" / "bin" / "python")
    files = [str(results / f"{name.replace(':', '-')}.json") for name in frameworks]
    for name, file in zip(frameworks, files, strict=True):
        for workload in workloads:
            command = [python, str(harness / "run.py"), "--framework", name, "--workload", workload, "--json", file]
            session.run(*command, external=True, env=environment)
    session.run(python, str(harness / "compare.py"), *files, external=True)


def sync(session: nox.Session, *groups: str, only: str | None = None) -> None:
    """Install the workspace's packages and these dependency groups into the session's environment."""
    wanted = ["--only-group", only] if only else [f"--group={group}" for group in groups]
    location = session.virtualenv.location
    environment = {"UV_PROJECT_ENVIRONMENT": location, "VIRTUAL_ENV": location}
    session.run_install("uv", "sync", "--quiet", *wanted, env=environment, external=True)


def passes(session: nox.Session, *command: str) -> bool:
    """Run one of several checks; the others run also when it fails."""
    try:
        session.run(*command)
    except CommandFailed:
        return False
    return True


def system_packages(session: nox.Session, *names: str) -> None:
    session.run(str(ROOT / "tests" / "system-packages"), *names, external=True)


def offer_pyenv_interpreters() -> None:
    """pyenv's shims only find the versions that PYENV_VERSION names: name the newest of each kind.

    A value that is there already says nothing: it is what the shim of uv sets for its children.
    """
    folder = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions")
    if not folder.is_dir() or shutil.which("pyenv") is None:
        return
    found: dict[tuple[int, int], tuple[int, int, int]] = {}
    for name in (entry.name for entry in folder.iterdir()):
        if match := re.fullmatch(r"3\.(\d+)\.(\d+)", name):
            minor, patch = int(match[1]), int(match[2])
            found[3, minor] = max(found.get((3, minor), (0, 0, 0)), (3, minor, patch))
    usable = [version for version in sorted(found.values()) if version >= (3, 11, 0)]
    if usable:
        os.environ["PYENV_VERSION"] = ":".join(".".join(map(str, version)) for version in usable)


offer_pyenv_interpreters()
if __name__ == "__main__":
    nox.main()
