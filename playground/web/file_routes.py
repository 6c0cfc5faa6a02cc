"""Photos and documents of the chats: pictures are shown, everything else is saved."""

from urllib.parse import quote

from aiohttp import web

from playground.files import FileKind, StoredFile
from playground.telegram import Telegram

_PICTURES = {
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"RIFF": "image/webp",
}
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, max-age=3600",
}


class Files:
    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram

    def routes(self) -> list[web.RouteDef]:
        return [web.get(r"/api/files/{file:[\w-]+}", self._shows)]

    async def _shows(self, request: web.Request) -> web.Response:
        stored = self._telegram.state.files.known(request.match_info["file"])
        if stored is None:
            raise web.HTTPNotFound
        name = request.query.get("name") or stored.details.get("file_name")
        shown = _picture(stored) if not request.query.get("name") else None
        headers = dict(_HEADERS) if shown else _HEADERS | {"Content-Disposition": _saved_as(name)}
        kind = shown or stored.details.get("mime_type") or "application/octet-stream"
        return web.Response(body=stored.content, headers=headers | {"Content-Type": kind})


def _picture(stored: StoredFile) -> str | None:
    if stored.kind is not FileKind.PHOTO:
        return None
    known = (kind for mark, kind in _PICTURES.items() if stored.content.startswith(mark))
    return next(known, None)


def _saved_as(name: str | None) -> str:
    return f"attachment; filename*=UTF-8''{quote(name or 'file', safe='')}"
