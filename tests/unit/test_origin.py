"""Only the app's own pages, and those that the settings name, may open a socket."""

from __future__ import annotations

import pytest

from envision_core.origin import is_allowed_origin


@pytest.mark.parametrize(
    ("origin", "scheme", "expected"),
    [
        ("http://app.example:8000", "http", True),
        ("http://APP.EXAMPLE:8000", "http", True),
        ("https://other.example", "http", True),
        (None, "http", False),
        ("null", "http", False),
        ("file://", "http", False),
        ("https://app.example:8000", "http", False),
        ("http://app.example", "http", False),
        ("http://app.example:8001", "http", False),
        ("ftp://app.example:8000", "http", False),
        ("http://evil.example", "http", False),
        ("http://app.example.evil.example:8000", "http", False),
        ("http://evilapp.example:8000", "http", False),
        ("http://user@app.example:8000", "http", False),
        ("http://app.example.:8000", "http", False),
        ("http://app.example%00:8000", "http", False),
        ("http://[", "http", False),
        ("http://app.example:99999999", "http", False),
        ("http://app.example:8000/", "http", False),
        ("http://app.example:8000/path", "http", False),
    ],
)
def test_origins(origin: str | None, scheme: str, expected: bool) -> None:
    assert is_allowed_origin(origin, "app.example:8000", scheme, ["https://other.example"]) is expected


def test_default_ports_are_the_same_origin() -> None:
    assert is_allowed_origin("https://app.example", "app.example:443", "https", [])
    assert is_allowed_origin("https://app.example:443", "app.example", "https", [])
