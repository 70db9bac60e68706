"""Envision's own protocol: cookie and boot data from the index page, then JSON-RPC over one WebSocket."""

import json
import re
import uuid

import aiohttp

BOOT = re.compile(r'<script type="application/json" id="envision-boot"[^>]*>(.*?)</script>', re.DOTALL)


class Session:
    def __init__(self, url: str):
        self.url, self.count, self.calls = url, 0, 0

    async def connect(self) -> None:
        self.http = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))  # keeps cookies of IP addresses
        async with self.http.get(self.url) as answer:
            boot = json.loads(BOOT.search(await answer.text())[1])
        self.ws = await self.http.ws_connect(
            self.url + boot["urls"]["socket"], protocols=["envision.1"], headers={"Origin": self.url}, max_msg_size=0
        )
        page = boot["page"]
        await self.call("get_page", page=page["page"], workspace=page["workspace"], known={}, version=page["version"])
        await self.until(lambda m: m.get("id") == self.calls)

    async def call(self, method: str, **params: object) -> None:
        self.calls += 1
        await self.ws.send_str(json.dumps({"jsonrpc": "2.0", "id": self.calls, "method": method, "params": params}))

    async def run(self, action: str) -> None:
        await self.call("run", action=action, args={}, key=uuid.uuid4().hex)

    async def until(self, wanted) -> dict:
        """The next message that is wanted; a batch is several."""
        while True:
            frame = json.loads(await self.ws.receive_str())
            for message in frame if isinstance(frame, list) else [frame]:
                assert "error" not in message, message
                if wanted(message):
                    return message

    async def filled(self, text: str) -> str:
        """The next value with this text that a component is filled with."""

        def holds(message: dict) -> bool:
            return message.get("method") == "refresh_widget" and text in json.dumps(message["params"].get("value"))

        return json.dumps((await self.until(holds))["params"]["value"])

    async def click(self) -> None:
        await self.run("add")
        self.count += 1
        await self.filled(f"count: {self.count}")

    async def push(self) -> None:
        await self.run("push")

    async def pushed(self) -> int:
        """Waits for the next pushed value."""
        while True:
            number = int(re.search(r"push: (\d+)", await self.filled("push: "))[1])
            if number:
                return number

    async def close(self) -> None:
        await self.http.close()
