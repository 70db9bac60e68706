"""Pictures of any kind become an address."""

from __future__ import annotations

import base64
import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest

from envision_content.picture import NotAPicture, encode_png, media_type, to_url

PNG = encode_png(np.zeros((2, 3), np.uint8))


def content(url: str) -> bytes:
    return base64.b64decode(url.split(",", 1)[1])


def pixels(png: bytes) -> bytes:
    """Rows of a PNG without filters, as the encoder writes it."""
    length = struct.unpack(">I", png[33:37])[0]
    return zlib.decompress(png[41 : 41 + length])


@pytest.mark.parametrize("url", ["https://example.org/a.png", "/static/a.png", "data:image/png;base64,AA=="])
def test_an_address_stays_as_it_is(url):
    assert to_url(url) == url


def test_bytes_become_a_data_address_of_their_own_kind():
    assert to_url(PNG).startswith("data:image/png;base64,")
    assert content(to_url(PNG)) == PNG
    assert to_url(b"\xff\xd8\xff\xe0x").startswith("data:image/jpeg;")
    assert to_url(b"<svg xmlns='http://www.w3.org/2000/svg'/>").startswith("data:image/svg+xml;")


def test_the_name_of_a_file_is_found_in_the_apps_folder(tmp_path):
    (tmp_path / "a.png").write_bytes(PNG)

    assert content(to_url("a.png", folder=tmp_path)) == PNG
    assert content(to_url(Path("a.png"), folder=tmp_path)) == PNG
    assert content(to_url(tmp_path / "a.png", folder=Path("/"))) == PNG


@pytest.mark.parametrize("name", ["../secret.png", "a/../../secret.png", "..\\secret.png", "C:secret.png", "a\0.png"])
def test_a_text_never_leaves_the_apps_folder(tmp_path, name):
    (tmp_path / "secret.png").write_bytes(PNG)
    (tmp_path / "app").mkdir()

    with pytest.raises(NotAPicture):
        to_url(name, folder=tmp_path / "app")


def test_a_file_that_is_no_picture_is_not_sent(tmp_path):
    (tmp_path / "app.py").write_text("SECRET = 1")

    with pytest.raises(NotAPicture, match="no PNG"):
        to_url("app.py", folder=tmp_path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(NotAPicture, match=r"'gone\.png'"):
        to_url("gone.png", folder=tmp_path)


def test_an_array_becomes_a_png():
    png = encode_png(np.array([[[255, 0, 0], [0, 255, 0]]], np.uint8))

    assert media_type(png) == "image/png"
    assert struct.unpack(">II", png[16:24]) == (2, 1)
    assert pixels(png) == b"\0\xff\0\0\0\xff\0"


def test_fractions_are_scaled_and_cut_off():
    assert pixels(encode_png(np.array([[0.0, 0.5, 2.0, float("nan")]]))) == b"\0\x00\x80\xff\x00"
    assert pixels(encode_png(np.array([[True, False]]))) == b"\0\xff\x00"


@pytest.mark.parametrize("shape", [(3,), (2, 2, 2), (0, 3), (1, 1, 1, 3)])
def test_an_array_of_another_shape_is_refused(shape):
    with pytest.raises(NotAPicture, match="shape"):
        encode_png(np.zeros(shape))


def test_a_figure_is_drawn_and_a_pillow_image_saved():
    class Figure:
        def savefig(self, file, **options):
            file.write(PNG)

    class Picture:
        mode = "RGB"

        def save(self, file, format):
            file.write(PNG)

    assert content(to_url(Figure())) == PNG
    assert content(to_url(Picture())) == PNG
    assert content(to_url(io.BytesIO(PNG))) == PNG


def test_anything_else_is_named():
    with pytest.raises(NotAPicture, match="'dict'"):
        to_url({})
