"""envision_core.cli.main and the subcommands that need no server."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from envision_core.cli.main import COMMANDS, build_parser, main

Capture = pytest.CaptureFixture[str]


def envision(*arguments: str, cwd: Path | None = None, **variables: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    command = [sys.executable, "-m", "envision_core.cli", *arguments]
    return subprocess.run(command, cwd=cwd, env={**os.environ, **variables}, capture_output=True, text=True, timeout=60)


def test_without_a_command_the_help_is_printed(capsys: Capture) -> None:
    assert main([]) == 0

    assert "run" in capsys.readouterr().out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as caught:
        main([*command.split(), "--help"])

    assert caught.value.code == 0
    assert "usage: envision" in capsys.readouterr().out


def test_the_version_is_the_distribution_s(capsys: Capture) -> None:
    from importlib.metadata import version

    with pytest.raises(SystemExit):
        main(["--version"])

    assert capsys.readouterr().out == f"envision {version('envision-core')}\n"


def test_run_has_the_documented_defaults() -> None:
    options = build_parser().parse_args(["run"])

    assert (options.app, options.host, options.port, options.server) == ("app.py", "127.0.0.1", 8000, "daphne")
    assert (options.reload, options.open, options.debug) == (False, False, False)


@pytest.mark.parametrize("port", ["-1", "65536", "http", "8000.5"])
def test_a_wrong_port_is_refused(port: str, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["run", f"--port={port}"])

    assert caught.value.code == 2
    assert "is not a port" in capsys.readouterr().err


def test_parsing_imports_no_framework() -> None:
    code = (
        "import sys; from envision_core.cli.main import build_parser; build_parser().parse_args(['run']);"
        "print([m for m in ('django', 'marshmallow', 'click', 'twisted', 'pandas', 'asyncio') if m in sys.modules])"
    )

    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert answer.stdout.strip() == "[]"


def test_a_missing_app_file_names_those_that_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    (tmp_path / "main.py").write_text("")
    monkeypatch.chdir(tmp_path)

    assert main(["run"]) == 1

    assert capsys.readouterr().err == "Error: There is no app file app.py.\n  Hint: there is main.py\n"


def test_plugins_are_listed_with_their_state(capsys: Capture) -> None:
    assert main(["plugins"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["Plugin", "State", "Distribution", "Version", "Reason"]
    assert any(line.split()[:3] == ["charts", "ok", "envision-charts"] for line in lines)


def test_plugins_are_listed_as_json(capsys: Capture) -> None:
    assert main(["plugins", "--json"]) == 0

    listed = {item["id"]: item for item in json.loads(capsys.readouterr().out)}
    assert listed["charts"]["status"] == "ok"
    assert listed["charts"]["kinds"] == ["charts.Chart"]


def test_a_switched_off_plugin_says_so(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setenv("ENVISION_BLOCKED_PLUGINS", "charts")

    main(["plugins", "--json"])

    listed = {item["id"]: item for item in json.loads(capsys.readouterr().out)}
    assert listed["charts"]["status"] == "disabled"
    assert listed["tables"]["status"] == "ok"


def test_bad_plugins_are_listed_with_the_reason(tmp_path: Path) -> None:
    installer = Path(__file__).parents[2] / "plugins_fixture" / "install.py"
    subprocess.run([sys.executable, str(installer), str(tmp_path)], check=True)

    answer = envision("plugins", "--json", PYTHONPATH=str(tmp_path))

    states = {(item["id"], item["distribution"]): item for item in json.loads(answer.stdout)}
    assert states["crash", "envision-crash"]["status"] == "broken"
    assert "import fails" in states["crash", "envision-crash"]["reason"]
    assert states["future", "envision-future"]["status"] == "incompatible"
    assert states["charts", "evil-charts"]["status"] != "ok"
    assert states["charts", "envision-charts"]["status"] == "ok"
    assert states["gauge", "envision-gauge"]["status"] == "ok"
    assert answer.returncode == 0


GOOD = 'from envision_core import App\n\napp = App("Checked")\n\n\n@app.page("Home")\ndef home():\n    return []\n'


def check(folder: Path, text: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    (folder / "app.py").write_text(text)
    return envision("check", "app.py", *arguments, cwd=folder)


def test_an_app_in_order_is_told_so(tmp_path: Path) -> None:
    answer = check(tmp_path, GOOD)

    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "app.py is in order.\n", "")
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != "__pycache__") == ["app.py"]


def test_a_syntax_error_is_told_with_its_line(tmp_path: Path) -> None:
    answer = check(tmp_path, GOOD + "\ndef broken(:\n")

    assert answer.returncode == 1
    assert "at app.py:10" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    wrong = "\n\n@app.source\ndef wrong(absent):\n    return absent\n"
    again = GOOD.partition("\n\n\n")[2].replace("def home", "def again")

    answer = check(tmp_path, GOOD + wrong + "\n\n" + again)

    assert answer.returncode == 1
    assert "absent" in answer.stderr
    assert "Two pages have the path 'home'" in answer.stderr
    assert "errors found: 2" in answer.stderr


def test_mistakes_are_told_as_json(tmp_path: Path) -> None:
    answer = check(tmp_path, "x = 1\n", "--json")

    (error,) = json.loads(answer.stdout)
    assert error["slug"] == "app_error"
    assert error["place"] == "app.py:1"
    assert answer.returncode == 1


def test_a_wrong_setting_is_told(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(GOOD)

    answer = envision("check", cwd=tmp_path, ENVISION_ALLOWED_ORIGINS="app.example.com")

    assert answer.returncode == 1
    assert "is not an origin" in answer.stderr


def test_assets_are_exported_by_their_urls(tmp_path: Path, capsys: Capture) -> None:
    assert main(["assets", "export", str(tmp_path / "out")]) == 0

    assert capsys.readouterr().out.startswith("Copied ")


def test_a_folder_that_is_no_plugin_is_explained(tmp_path: Path, capsys: Capture) -> None:
    assert main(["plugin", "build", str(tmp_path)]) == 1

    assert "has no pyproject.toml" in capsys.readouterr().err


def test_the_first_party_plugins_are_up_to_date(capsys: Capture) -> None:
    plugin = Path(__file__).parents[3] / "plugins" / "envision-charts"

    assert main(["plugin", "build", str(plugin), "--check"]) == 0

    assert capsys.readouterr().out == "Everything is up to date.\n"
