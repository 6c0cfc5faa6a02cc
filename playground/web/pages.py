"""The page's own files, as they lie beside this module."""

import hashlib
from pathlib import Path

from aiohttp import web

STATIC = Path(__file__).parent / "static"
_KINDS = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".webmanifest": "application/manifest+json",
}
_TEXTUAL = frozenset({".html", ".css", ".js", ".svg", ".json", ".webmanifest"})


def routes() -> list[web.RouteDef]:
    return [web.get("/", _index), web.get("/static/{name:.+}", _static)]


async def _index(request: web.Request) -> web.StreamResponse:
    return _file(request, STATIC / "index.html")


async def _static(request: web.Request) -> web.StreamResponse:
    return _file(request, STATIC / request.match_info["name"])


def _file(request: web.Request, path: Path) -> web.StreamResponse:
    kind = _KINDS.get(path.suffix)
    if kind is None or not _lies_here(path):
        raise web.HTTPNotFound
    content = path.read_bytes()
    headers = {"Cache-Control": "no-cache"}
    etag = hashlib.sha256(content).hexdigest()[:16]
    known = request.if_none_match or ()
    if any(tag.value == etag for tag in known):
        return web.Response(status=304, headers=headers | {"ETag": f'"{etag}"'})
    response = web.Response(body=content, content_type=kind, headers=headers)
    response.charset = "utf-8" if path.suffix in _TEXTUAL else None
    response.etag = etag
    return response


def _lies_here(path: Path) -> bool:
    try:
        found = path.resolve(strict=True)
    except (OSError, ValueError):
        return False
    return found.is_file() and found.is_relative_to(STATIC.resolve())
