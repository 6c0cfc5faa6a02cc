"""One stream of events for the page: server-sent, resumable, and never longer than its memory."""

from collections.abc import Awaitable, Callable, Sequence

from aiohttp import web

from playground.web.feed import Entry, Feed

HEARTBEAT = 15.0
RETRY = b"retry: 1000\n\n"
_HEADERS = {"Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-store"}

Happened = Callable[[], Awaitable[Sequence[Entry]]]


class Events:
    def __init__(self, feed: Feed, *, opening: Happened) -> None:
        self._feed, self._opening = feed, opening
        self.readers = 0
        self._closing = False

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/api/events", self._stream)]

    def close(self) -> None:
        self._closing = True
        self._feed.publish("bye", {})

    async def _stream(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers=_HEADERS)
        newest = self._feed.newest
        self.readers += 1
        try:
            await response.prepare(request)
            await response.write(RETRY)
            await self._read(response, _last_seen(request), newest)
        except ConnectionError:
            return response
        finally:
            self.readers -= 1
        return response

    async def _read(self, response: web.StreamResponse, seen: int | None, newest: int) -> None:
        """A reader too slow for the feed's memory is told to begin anew."""
        if seen is None:
            seen = await self._open(response, newest)
        while not self._closing:
            news = self._feed.after(seen)
            if news is None:
                await response.write(Entry(self._feed.newest, "reset", {}).encoded())
                seen = await self._open(response, self._feed.newest)
            elif news:
                await response.write(b"".join(entry.encoded() for entry in news))
                seen = news[-1].id
            elif not await self._feed.rings(seen, within=HEARTBEAT):
                await response.write(b": still here\n\n")

    async def _open(self, response: web.StreamResponse, seen: int) -> int:
        known = [*self._feed.opening(), *await self._opening()]
        await response.write(b"".join(Entry(seen, e.name, e.data).encoded() for e in known))
        return seen


def _last_seen(request: web.Request) -> int | None:
    given = request.headers.get("Last-Event-ID", "")
    return int(given) if given.isdecimal() else None
