"""The committed files are what the messages say now."""

from __future__ import annotations

from pathlib import Path

import pytest

from envision_core.errors import error_classes
from envision_core.protocol.messages import METHODS, PUSHES
from envision_core.serialize.codegen import generated_files, main, protocol_md, stale_files

ROOT = Path(__file__).parents[3]


def test_no_generated_file_is_stale():
    assert stale_files(ROOT) == [], "run python -m envision_core.serialize.codegen"


def test_files_are_written_once_and_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["--check"], tmp_path) == 1
    assert "docs/reference/protocol.md is stale. Hint: run" in capsys.readouterr().err

    assert main([], tmp_path) == 0
    assert capsys.readouterr().out.count("wrote ") == 2
    assert main(["--check"], tmp_path) == 0
    assert main([], tmp_path) == 0
    assert capsys.readouterr().out == ""
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*")} == set(generated_files())


def test_a_changed_file_is_stale(tmp_path: Path):
    main([], tmp_path)
    (tmp_path / "docs" / "reference" / "protocol.md").write_text("old")

    assert stale_files(tmp_path) == [tmp_path / "docs" / "reference" / "protocol.md"]


def test_another_argument_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["--chekc"], tmp_path) == 2
    assert capsys.readouterr().err.startswith("usage: ")


def test_the_reference_names_every_method_push_and_error():
    text = protocol_md()

    assert all(f"### `{name}`\n" in text for name in (*METHODS, *PUSHES))
    assert all(f"`{cls.slug}`" in text for cls in error_classes()[1:])
    assert "| `max_frame_bytes` | 262,144 |" in text
