"""The playground's page as a browser uses it: real HTTP, and the stream read line by line."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO

from aiohttp import ClientSession, ClientTimeout, FormData

FOREVER = ClientTimeout(total=None)


class Stream:
    def __init__(self, content):
        self._content = content
        self.last_id = 0
        self.names = []

    async def next(self):
        """Name and data of the next event."""
        name, data = "", None
        while line := (await self._content.readline()).decode().rstrip("\n"):
            field, _, value = line.partition(": ")
            match field:
                case "id":
                    self.last_id = int(value)
                case "event":
                    name = value
                case "data":
                    data = json.loads(value)
        if name:
            self.names.append(name)
        return name, data

    async def hears(self, name, where=lambda _: True, *, seconds=30):
        """The data of the next event of this name that is the one meant."""
        async with asyncio.timeout(seconds):
            while True:
                heard, data = await self.next()
                if heard == name and where(data):
                    return data


class Page:
    def __init__(self, http, address):
        self.http, self.address = http, address.rstrip("/")

    @classmethod
    @asynccontextmanager
    async def open(cls, address) -> AsyncIterator["Page"]:
        async with ClientSession(headers={"Origin": address.rstrip("/")}) as http:
            yield cls(http, address)

    async def get(self, path, **params):
        async with self.http.get(self.address + path, params=params) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def refused(self, path):
        async with self.http.get(self.address + path) as answer:
            return answer.status, (await answer.json())["error"]

    async def post(self, path, **body):
        async with self.http.post(self.address + path, json=body) as answer:
            return answer.status, await answer.json()

    async def sends(self, path, content, *, name="照片.png", caption=""):
        form = FormData(quote_fields=False)
        form.add_field("file", BytesIO(content), filename=name)
        form.add_field("caption", caption)
        async with self.http.post(self.address + path, data=form) as answer:
            return answer.status, await answer.json()

    @asynccontextmanager
    async def events(self, *, after=None) -> AsyncIterator[Stream]:
        headers = {"Last-Event-ID": str(after)} if after else {}
        url = f"{self.address}/api/events"
        async with self.http.get(url, headers=headers, timeout=FOREVER) as answer:
            assert answer.content_type == "text/event-stream"
            yield Stream(answer.content)

    async def sees(self, account):
        """What stands last in this person's chat."""
        chat = await self.get(f"/api/phones/{account}")
        last = chat["messages"][-1] if chat["messages"] else {}
        return last.get("text", last.get("caption", ""))

    async def until(self, account, start, *, seconds=30):
        """Waits until the last message begins so."""
        async with asyncio.timeout(seconds):
            while not (seen := await self.sees(account)).startswith(start):
                await asyncio.sleep(0.05)
        return seen

    async def presses(self, account, label):
        """The newest button of this label."""
        chat = await self.get(f"/api/phones/{account}")
        for message in reversed(chat["messages"]):
            for row in message.get("reply_markup", {}).get("inline_keyboard", []):
                for button in row:
                    if button["text"] == label:
                        press = {"data": button["callback_data"]}
                        return await self.post(
                            f"/api/phones/{account}/presses",
                            message_id=message["message_id"],
                            **press,
                        )
        raise LookupError(label)
