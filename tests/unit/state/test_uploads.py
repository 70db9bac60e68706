"""Files come in parts and belong to somebody."""

from __future__ import annotations

import asyncio
import secrets
import uuid
from pathlib import Path

import pytest

from envision_core.errors import InvalidInput, TooLarge, UploadNotFound
from envision_core.state.uploads import MAX_FILE_BYTES, MAX_PART_BYTES, PartMismatch, Uploads, clean_name
from envision_core.state.workspace import Identity

pytestmark = pytest.mark.usefixtures("django")


def receive(uploads: Uploads, identity: Identity, id: str, offset: int, total: int, body: bytes) -> int:
    return uploads.receive(id, identity, offset=offset, total=total, name="a.csv", content_type="text/csv", body=body)


@pytest.fixture
def uploads(tmp_path: Path) -> Uploads:
    return Uploads(tmp_path / "uploads", lambda run: run())


@pytest.fixture
def owner() -> Identity:
    return Identity(secrets.token_urlsafe(12))


def test_a_file_in_two_parts_is_whole_and_under_a_name_of_our_own(uploads: Uploads, owner: Identity) -> None:
    id = str(uuid.uuid4())

    assert receive(uploads, owner, id, 0, 6, b"abc") == 3
    assert receive(uploads, owner, id, 3, 6, b"def") == 6
    file = uploads.find(id, owner)

    with file.open() as content:
        assert content.read() == b"abcdef"
    assert file.name == "a.csv"
    assert file.path.name == uuid.UUID(id).hex


def test_a_part_out_of_place_tells_where_to_go_on(uploads: Uploads, owner: Identity) -> None:
    id = str(uuid.uuid4())
    receive(uploads, owner, id, 0, 6, b"abc")

    with pytest.raises(PartMismatch) as raised:
        receive(uploads, owner, id, 0, 6, b"abc")

    assert raised.value.received == 3


def test_an_incomplete_file_is_not_found(uploads: Uploads, owner: Identity) -> None:
    id = str(uuid.uuid4())
    receive(uploads, owner, id, 0, 6, b"abc")

    with pytest.raises(UploadNotFound):
        uploads.find(id, owner)


def test_somebody_elses_file_is_neither_found_nor_written(uploads: Uploads, owner: Identity) -> None:
    id = str(uuid.uuid4())
    receive(uploads, owner, id, 0, 3, b"abc")

    with pytest.raises(UploadNotFound):
        uploads.find(id, Identity("another"))
    with pytest.raises(UploadNotFound):
        receive(uploads, Identity("another"), id, 0, 3, b"xyz")


@pytest.mark.parametrize(
    ("total", "body"), [(MAX_FILE_BYTES + 1, b"x"), (10**7, b"x" * (MAX_PART_BYTES + 1)), (1, b"xy")]
)
def test_what_is_too_large_is_refused(uploads: Uploads, owner: Identity, total: int, body: bytes) -> None:
    with pytest.raises(TooLarge):
        receive(uploads, owner, str(uuid.uuid4()), 0, total, body)


@pytest.mark.parametrize("id", ["../../etc/passwd", "", "1", "x" * 36])
def test_an_id_that_is_no_uuid_is_refused(uploads: Uploads, owner: Identity, id: str) -> None:
    with pytest.raises(InvalidInput):
        receive(uploads, owner, id, 0, 1, b"x")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("../../x.csv", "x.csv"), ("..\\..\\x", "x"), ("a\x00b", "ab"), ("", "file"), ("C:\\a\\ü.csv", "ü.csv")],
)
def test_a_name_keeps_no_folder_and_no_control_character(name: str, expected: str) -> None:
    assert clean_name(name) == expected


async def test_uploads_inside_values_become_files(tmp_path: Path, owner: Identity) -> None:
    id = str(uuid.uuid4())
    uploads = Uploads(tmp_path, asyncio.to_thread)
    await asyncio.to_thread(receive, uploads, owner, id, 0, 3, b"abc")

    prepared = await uploads.prepare({"a": 1, "files": [{"upload": id}]}, owner)

    assert prepared["files"][0].size == 3
    assert prepared["a"] == 1


async def test_a_value_without_files_is_left_alone(uploads: Uploads, owner: Identity) -> None:
    value = {"a": [1, 2]}

    assert await uploads.prepare(value, owner) is value
