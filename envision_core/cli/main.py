"""The arguments of `envision` and the way to its subcommands. Knows no Django: a subcommand imports what it needs.

argparse, not click: it is imported in 6 ms instead of 55, and every start of an app pays for it.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, cast

__all__ = ["build_parser", "main"]

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

# subcommand -> "module:function" that takes the parsed arguments and returns the exit code
COMMANDS = {
    "run": "envision_core.cli.run:run",
    "new": "envision_core.cli.new:new",
    "check": "envision_core.cli.check:check",
    "plugins": "envision_core.cli.plugins:plugins",
    "plugin build": "envision_core.cli.plugins:build",
    "assets export": "envision_core.cli.assets:export",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand; the exit code is 0 for success, 1 for a problem, 2 for wrong arguments."""
    parser = build_parser()
    options = parser.parse_args(arguments)
    if options.command is None:
        parser.print_help()
        return 0
    try:
        return _command(options.command)(options)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of a pipe (`envision plugins | head`) went away: nobody is left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        text = _explained(error)
        if text is None:
            raise
        print(text, file=sys.stderr)
        return 1


def build_parser() -> argparse.ArgumentParser:
    """The whole command line, with the help texts that `docs/reference/cli.md` shows."""
    parser = argparse.ArgumentParser(prog="envision", description="Live web apps from Python functions.")
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and exit")
    parser.set_defaults(command=None)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add_run(commands)
    _add_new(commands)
    _add_check(commands)
    _add_plugins(commands)
    _add_assets(commands)
    return parser


def _add_run(commands: Commands) -> None:
    run = commands.add_parser("run", help="serve an app file", description="Serve an app file until Ctrl-C.")
    run.set_defaults(command="run")
    run.add_argument("app", nargs="?", default="app.py", metavar="APP", help="the app file (default: app.py)")
    run.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    run.add_argument("--port", type=_port, default=8000, help="0 takes a free one (default: %(default)s)")
    run.add_argument(
        "--reload",
        action=argparse.BooleanOptionalAction,
        default=False,
        help="start again when a Python file beside the app changes (default: no)",
    )
    run.add_argument("--open", action="store_true", help="open the app in a browser when it is ready")
    run.add_argument("--server", choices=["daphne", "uvicorn"], default="daphne", help="default: %(default)s")
    run.add_argument("--debug", action="store_true", help="log every request, show details of errors in the page")


def _add_new(commands: Commands) -> None:
    new = commands.add_parser("new", help="make a folder with a small app and its test")
    new.set_defaults(command="new")
    new.add_argument("name", metavar="NAME", help="the folder; must not exist or be empty")


def _add_check(commands: Commands) -> None:
    check = commands.add_parser("check", help="look for errors in an app and its configuration, without serving it")
    check.set_defaults(command="check")
    check.add_argument("app", nargs="?", default="app.py", metavar="APP", help="the app file (default: app.py)")
    check.add_argument("--json", action="store_true", help="one JSON list, for editors and CI")


def _add_plugins(commands: Commands) -> None:
    plugins = commands.add_parser("plugins", help="list the installed plugins, their state and why")
    plugins.set_defaults(command="plugins")
    plugins.add_argument("--json", action="store_true", help="one JSON list")
    plugin = commands.add_parser("plugin", help="work on a plugin of your own")
    actions = plugin.add_subparsers(title="commands", metavar="COMMAND", required=True)
    build = actions.add_parser("build", help="write a plugin's manifest and TypeScript types from its classes")
    build.set_defaults(command="plugin build")
    build.add_argument("path", metavar="PATH", help="the folder of the plugin's pyproject.toml")
    build.add_argument("--check", action="store_true", help="write nothing; exit with 1 when a file is out of date")


def _add_assets(commands: Commands) -> None:
    assets = commands.add_parser("assets", help="work with the built JavaScript and CSS")
    actions = assets.add_subparsers(title="commands", metavar="COMMAND", required=True)
    export = actions.add_parser("export", help="copy all assets to a folder, for nginx or a CDN")
    export.set_defaults(command="assets export")
    export.add_argument("directory", metavar="DIR", help="made when missing")


class _Version(argparse.Action):
    """Reads the version only when asked: importlib.metadata costs 20 ms."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"envision {version('envision-core')}")
        parser.exit()


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: 0 to 65535")
    return int(text)


def _command(name: str) -> Callable[[argparse.Namespace], int]:
    module, function = COMMANDS[name].split(":")
    return cast("Callable[[argparse.Namespace], int]", getattr(import_module(module), function))


def _explained(error: Exception) -> str | None:
    """What an error that says itself what to do is printed as; None for others, whose traceback is needed."""
    from envision_core.cli.words import describe
    from envision_core.errors import EnvisionError

    return describe(error) if isinstance(error, EnvisionError) else None
