"""Errors say the problem, its place in the author's code and one hint."""

from __future__ import annotations

import os
import pickle
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from envision_core import errors
from envision_core.errors import (
    EnvisionError,
    InternalError,
    PageNotFound,
    Place,
    PropertyError,
    UnknownParameter,
    author_place,
    calling_place,
    error_classes,
    nearest,
)


def run(source: str, file: Path | str, **names: Any) -> dict[str, Any]:
    """Runs source as if it stood in the file."""
    names.setdefault("__name__", "app")
    exec(compile(source, str(file), "exec"), names)
    return names


def raised(source: str, file: Path | str, **names: Any) -> BaseException:
    try:
        run(source, file, **names)
    except BaseException as error:
        return error
    raise AssertionError("nothing was raised")


def test_a_place_below_the_working_directory_is_shown_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)

    assert str(Place(str(tmp_path / "app.py"), 12)) == "app.py:12"
    assert str(Place(os.path.join(os.sep, "srv", "app.py"), 3)) == os.path.join(os.sep, "srv", "app.py:3")


def test_an_error_reads_as_problem_place_and_hint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    place = Place(str(tmp_path / "app.py"), 12)

    assert str(EnvisionError("It broke.")) == "It broke."
    assert str(EnvisionError("It broke.", hint="mend it", place=place)) == "It broke. (app.py:12) Hint: mend it"


def test_the_data_of_an_error_holds_what_a_browser_may_see(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    error = PropertyError("No.", hint="yes", place=Place(str(tmp_path / "app.py"), 1), fields={"a": ["b"]})

    assert EnvisionError("No.").to_data() == {"slug": "error", "problem": "No.", "hint": ""}
    assert error.to_data() == {
        "slug": "property_error",
        "problem": "No.",
        "hint": "yes",
        "fields": {"a": ["b"]},
        "place": "app.py:1",
    }


def test_errors_survive_the_way_from_a_job_process():
    error = PropertyError("No.", hint="yes", place=Place("app.py", 1), fields={"a": ["b"]})

    copy = pickle.loads(pickle.dumps(error))

    assert (type(copy), copy.to_data()) == (PropertyError, error.to_data())


def test_codes_and_slugs_are_unique_and_in_range():
    classes = error_classes()

    assert len({cls.code for cls in classes}) == len({cls.slug for cls in classes}) == len(classes)
    assert all(-32099 <= cls.code <= -32000 or cls.code in (-32601, -32602, -32603) for cls in classes)
    assert all(cls.__doc__ for cls in classes)
    assert InternalError in classes


def test_all_errors_are_public():
    assert {cls.__name__ for cls in error_classes()} <= set(errors.__all__)


def test_a_name_not_found_comes_with_the_nearest():
    error = PageNotFound.among("explor", ["explore", "results"])

    assert (error.problem, error.hint) == ("There is no page 'explor'.", "did you mean 'explore'?")


def test_without_a_near_name_the_known_ones_are_listed():
    assert PageNotFound.among("zzz", ["b", "a"]).hint == "known pages are a, b"
    assert PageNotFound.among("zzz", []).hint == ""
    assert PageNotFound.among("zzz", [f"page{n:02}" for n in range(13)]).hint.endswith("page11, ...")


def test_an_unknown_parameter_names_function_and_place():
    error = UnknownParameter.among("irisis", "chosen", ["irises", "bins"], place=Place("app.py", 3))

    assert error.problem == "chosen() asks for 'irisis', which is neither an input nor a source."
    assert (error.hint, error.place) == ("did you mean 'irises'?", Place("app.py", 3))


def test_nearest_ignores_case_and_gives_nothing_when_nothing_is_near():
    assert nearest("COLOR", ["colour", "size"]) == "colour"
    assert nearest("x", ["colour"]) is None


def test_the_place_of_an_exception_is_the_authors_innermost_line(tmp_path: Path):
    error = raised("def f():\n    return int('x')\n\nf()", tmp_path / "app.py")

    assert author_place(error) == Place(str(tmp_path / "app.py"), 2)


def test_lines_of_libraries_and_plugins_are_not_the_authors(tmp_path: Path):
    library = run("def f(): return g()\ndef g(): raise KeyError", tmp_path / "site-packages" / "lib.py")
    plugin = run("def f(g): return g()", tmp_path / "chart.py", __package__="envision_charts")

    error = raised("p(f)", tmp_path / "app.py", f=library["f"], p=plugin["f"])

    assert author_place(error) == Place(str(tmp_path / "app.py"), 1)

    elsewhere = raised("f(None)", "<string>", f=plugin["f"])
    assert elsewhere.__traceback__ and elsewhere.__traceback__.tb_next
    assert author_place(elsewhere.with_traceback(elsewhere.__traceback__.tb_next.tb_next)) is None


def test_an_app_loaded_under_the_name_envision_app_is_the_authors(tmp_path: Path):
    error = raised("1/0", tmp_path / "app.py", __name__="envision_app", __package__="")

    assert author_place(error) == Place(str(tmp_path / "app.py"), 1)


def test_a_syntax_error_points_at_the_broken_line(tmp_path: Path):
    file = tmp_path / "app.py"

    assert author_place(raised("x = 1\ny = = 2", file)) == Place(str(file), 2)
    assert author_place(SyntaxError("no line", (str(file), None, None, None))) == Place(str(file), 1)
    assert author_place(SyntaxError("no file")) is None


def test_the_place_of_the_cause_counts_when_the_error_has_none(tmp_path: Path):
    cause = raised("1/0", tmp_path / "app.py")

    try:
        raise EnvisionError("It failed.") from cause
    except EnvisionError as error:
        wrapped = error.with_traceback(None)

    assert author_place(wrapped) == Place(str(tmp_path / "app.py"), 1)


def test_an_error_that_knows_its_place_keeps_it():
    assert author_place(EnvisionError("No.", place=Place("app.py", 9))) == Place("app.py", 9)


def test_the_calling_place_is_the_first_line_of_the_author(tmp_path: Path):
    plugin = run(
        "def make(): return calling_place()", tmp_path / "c.py", __package__="envision_x.y", calling_place=calling_place
    )
    app = run("x = 1\nfound = make()", tmp_path / "app.py", make=plugin["make"])

    assert app["found"] == Place(str(tmp_path / "app.py"), 2)


def test_a_frame_outside_of_the_authors_files_has_no_place():
    library = str(Path(os.__file__).parent / "lib.py")
    found: dict[str, Any] = run("def note(): found.append(getframe())", library, found=[], getframe=sys._getframe)

    thread = threading.Thread(target=found["note"])  # below it are frames of the standard library only
    thread.start()
    thread.join()

    assert author_place(found["found"][0]) is None
