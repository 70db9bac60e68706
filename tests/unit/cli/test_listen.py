"""envision_core.cli.listen"""

from __future__ import annotations

import os
import socket

import pytest

from envision_core.cli import listen as listening
from envision_core.cli.listen import CannotListen, inherited, listen, url_of


def test_port_0_takes_a_free_one() -> None:
    with listen("127.0.0.1", 0) as sock:
        port = sock.getsockname()[1]

    assert port > 0


def test_a_browser_may_connect_before_anything_is_served() -> None:
    with listen("127.0.0.1", 0) as sock, socket.create_connection(sock.getsockname()) as client:
        assert client.getpeername() == sock.getsockname()


def test_small_frames_are_sent_at_once() -> None:
    with listen("127.0.0.1", 0) as sock, socket.create_connection(sock.getsockname()):
        accepted, _ = sock.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_busy_port_is_named_with_the_next_free_one() -> None:
    with listen("127.0.0.1", 0) as sock:
        port = sock.getsockname()[1]
        with pytest.raises(CannotListen) as caught:
            listen("127.0.0.1", port)

    assert f"Port {port} is in use" in caught.value.problem
    assert "is free: --port" in caught.value.hint


def test_an_unknown_address_is_explained() -> None:
    with pytest.raises(CannotListen) as caught:
        listen("no.such.host.invalid", 8000)

    assert "no.such.host.invalid" in caught.value.problem


def test_an_address_of_another_machine_is_explained() -> None:
    with pytest.raises(CannotListen) as caught:
        listen("192.0.2.1", 0)

    assert "192.0.2.1" in caught.value.problem


def test_a_port_for_root_only_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(family: int, address: object) -> socket.socket:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(listening, "_bound", refuse)

    with pytest.raises(CannotListen) as caught:
        listen("127.0.0.1", 80)

    assert "root" in caught.value.problem


@pytest.mark.parametrize(
    ("host", "expected"), [("127.0.0.1", "http://127.0.0.1:{}/"), ("0.0.0.0", "http://127.0.0.1:{}/")]
)
def test_the_url_is_one_that_works_here(host: str, expected: str) -> None:
    with listen(host, 0) as sock:
        assert url_of(sock) == expected.format(sock.getsockname()[1])


def test_a_socket_is_inherited_by_number(monkeypatch: pytest.MonkeyPatch) -> None:
    with listen("127.0.0.1", 0) as sock:
        copy = os.dup(sock.fileno())
        monkeypatch.setenv(listening.VARIABLE, str(copy))
        taken = inherited()

        assert taken is not None
        with taken:
            assert taken.getsockname() == sock.getsockname()
            assert not taken.get_inheritable()
        assert listening.VARIABLE not in os.environ


def test_nothing_is_inherited_without_a_reloader() -> None:
    assert inherited() is None
