"""Header values in, decisions out."""

from __future__ import annotations

import pytest

from envision_core.plugins.negotiation import best_encoding, matches_etag

BOTH = ("br", "gzip")


@pytest.mark.parametrize(
    ("header", "offered", "chosen"),
    [
        ("gzip, deflate, br, zstd", BOTH, "br"),
        ("GZIP", BOTH, "gzip"),
        ("br;q=0.5, gzip;q=0.8", BOTH, "gzip"),
        ("br;q=0, gzip;q=0", BOTH, ""),
        ("*", BOTH, "br"),
        ("*;q=0.5, br;q=0", BOTH, "gzip"),
        ("identity, br;q=0.5", BOTH, ""),
        ("br;q=nonsense, gzip", BOTH, "gzip"),
        ("br;level=11", BOTH, "br"),
        ("br;q=7", BOTH, "br"),
        ("", BOTH, ""),
        (",", BOTH, ""),
        ("br, gzip", (), ""),
    ],
)
def test_the_best_liked_of_what_is_offered_is_chosen(header: str, offered: tuple[str, ...], chosen: str):
    assert best_encoding(header, offered) == chosen


@pytest.mark.parametrize(
    ("header", "is_same"),
    [(b'"a"', True), (b'W/"a"', True), (b'"x", W/"a"', True), (b"*", True), (b'"b"', False), (b"", False)],
)
def test_tags_are_compared_weakly(header: bytes, is_same: bool):
    assert matches_etag(header, b'W/"a"') is is_same
