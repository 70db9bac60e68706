"""The socket: who may open it, how much it takes, when it is closed."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from types import SimpleNamespace
from typing import Any

import pytest

from tests.unit.browser import new_app

pytestmark = pytest.mark.usefixtures("django")

Open = Callable[..., Awaitable[Any]]


class Socket:
    """One connection to the ASGI application, without a server."""

    def __init__(self, application: Any, cookie: str) -> None:
        headers = [(b"host", b"localhost"), (b"origin", b"http://localhost"), (b"cookie", cookie.encode())]
        scope = {"type": "websocket", "path": "/ws/", "headers": headers, "subprotocols": ["envision.1"]}
        self._to_app: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._from_app: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.task = asyncio.create_task(application(scope, self._to_app.get, self._from_app.put))
        self._to_app.put_nowait({"type": "websocket.connect"})

    def send(self, frame: Any) -> None:
        self._to_app.put_nowait({"type": "websocket.receive", "text": json.dumps(frame)})

    async def receive(self) -> Any:
        message = await asyncio.wait_for(self._from_app.get(), 5)
        return message["code"] if message["type"] == "websocket.close" else json.loads(message.get("text", "null"))

    async def call(self, method: str, **params: Any) -> Any:
        self.send({"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
        while True:
            answer = await self.receive()
            if isinstance(answer, int) or answer.get("id") == 1:
                return answer

    async def close(self) -> None:
        self._to_app.put_nowait({"type": "websocket.disconnect", "code": 1006})
        await asyncio.wait([self.task], timeout=5)


def session() -> Any:
    from django.contrib.sessions.backends.db import SessionStore

    from envision_core.identity import OWNER_KEY

    store = SessionStore()
    store[OWNER_KEY] = secrets.token_urlsafe(12)
    store.save()
    return store


@pytest.fixture
async def runtime() -> AsyncIterator[Any]:
    from envision_core import bootstrap

    app = new_app()

    @app.page("Home")
    def home() -> list[Any]:
        return []

    @app.rpc_method
    async def wait() -> None:
        await asyncio.sleep(0.2)

    runtime = bootstrap.build_runtime(app)
    yield runtime
    await runtime.close()


@pytest.fixture
async def connect(runtime: Any) -> AsyncIterator[Open]:
    from envision_core.asgi import get_asgi_application

    application, sockets = get_asgi_application(runtime), []

    async def connect(session: Any) -> Socket:
        socket = Socket(application, f"envision_session={session.session_key}")
        sockets.append(socket)
        assert await socket.receive() is None  # accepted
        return socket

    yield connect
    for socket in sockets:
        await socket.close()


async def test_a_session_that_ended_elsewhere_is_noticed(connect: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    from envision_core import consumers

    mine = await asyncio.to_thread(session)
    socket = await connect(mine)
    assert "result" in await socket.call("get_page", page="")
    await asyncio.to_thread(mine.delete)
    monkeypatch.setattr(consumers, "ASK_AGAIN_S", 0.0)

    assert await socket.call("get_page", page="") == 4401


async def test_signing_in_opens_the_browser_s_other_sockets_again(connect: Open) -> None:
    from django.contrib.auth.models import User
    from django.contrib.auth.signals import user_logged_in

    from envision_core.models import Workspace

    mine, others = await asyncio.to_thread(session), await asyncio.to_thread(session)
    socket, stranger = await connect(mine), await connect(others)
    page = (await socket.call("get_page", page=""))["result"]
    await stranger.call("get_page", page="")

    def sign_in() -> Any:
        user = User.objects.create(username=secrets.token_hex(6))
        user_logged_in.send(User, request=SimpleNamespace(session=mine), user=user)
        return user

    user = await asyncio.to_thread(sign_in)

    assert await socket.receive() == 1012
    assert "result" in await stranger.call("ping")
    owner = await asyncio.to_thread(lambda: Workspace.objects.get(pk=page["workspace"]).owner)
    assert owner == user


async def test_signing_out_closes_the_session_s_sockets(connect: Open) -> None:
    from django.contrib.auth.signals import user_logged_out

    mine = await asyncio.to_thread(session)
    socket = await connect(mine)
    await socket.call("get_page", page="")
    await asyncio.to_thread(user_logged_out.send, None, request=SimpleNamespace(session=mine), user=None)

    assert await socket.receive() == 4401


async def test_a_batch_counts_by_its_calls_and_is_refused_as_one(connect: Open) -> None:
    socket = await connect(await asyncio.to_thread(session))
    for start in (0, 50):
        socket.send([{"jsonrpc": "2.0", "id": start + n, "method": "wait"} for n in range(50)])
    first = await socket.receive()

    assert len(first) == 50
    assert {reply["error"]["data"]["slug"] for reply in first} == {"too_many_calls"}


async def test_a_connection_whose_server_fails_is_forgotten(
    runtime: Any, connect: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    from envision_core.consumers import SocketConsumer

    socket = await connect(await asyncio.to_thread(session))
    await socket.call("get_page", page="")

    async def fails(self: Any, message: Any) -> None:
        raise OSError("the server broke off")

    monkeypatch.setattr(SocketConsumer, "websocket_receive", fails)
    socket.send({})
    await asyncio.wait([socket.task], timeout=5)

    assert isinstance(socket.task.exception(), OSError)
    assert runtime.engine.hub.count == 0
