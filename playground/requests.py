"""How a call travels over HTTP: its parameters by query, form, JSON or parts, and its answer."""

import json
from typing import Any

from aiohttp import BodyPartReader, MultipartReader, web

from playground.files import Upload
from playground.refusals import Refused, bad_request

Params = dict[str, Any]
Files = dict[str, Upload]


async def read_request(request: web.Request) -> tuple[Params, Files]:
    params: Params = dict(request.query)
    if request.method != "POST":
        return params, {}
    match request.content_type:
        case "application/json":
            return params | _json_body(await request.read()), {}
        case "application/x-www-form-urlencoded":
            return params | dict(await request.post()), {}
        case "multipart/form-data":
            fields, files = await read_parts(await request.multipart())
            return params | fields, files
    return params, {}


def answered(result: Any) -> web.Response:
    return _body(200, {"ok": True, "result": result})


def refused(refusal: Refused) -> web.Response:
    response = _body(refusal.code, refusal.json())
    if "retry_after" in refusal.parameters:
        response.headers["Retry-After"] = str(refusal.parameters["retry_after"])
    return response


def not_found() -> web.Response:
    return refused(Refused(404, "Not Found"))


def bad_gateway() -> web.Response:
    page = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n</html>\r\n"
    return web.Response(status=502, text=page, content_type="text/html")


def cut(request: web.Request) -> web.Response:
    """The connection breaks; what is returned never arrives."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)


def _body(status: int, body: dict[str, Any]) -> web.Response:
    text = json.dumps(body, ensure_ascii=False)
    return web.Response(status=status, text=text, content_type="application/json")


def _json_body(raw: bytes) -> Params:
    if not raw.strip():
        return {}
    try:
        body = json.loads(raw)
    except ValueError as broken:
        raise bad_request("Can't parse JSON object") from broken
    if not isinstance(body, dict):
        raise bad_request("JSON object expected")
    return body


def _text(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as broken:
        raise bad_request("Strings must be encoded in UTF-8") from broken


async def read_parts(parts: MultipartReader) -> tuple[Params, Files]:
    fields: Params = {}
    files: Files = {}
    async for part in parts:
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        content = bytes(await part.read())
        if part.filename is None:
            fields[part.name] = _text(content)
        else:
            kind = part.headers.get("Content-Type", "")
            files[part.name] = Upload(part.filename, content, kind)
    return fields, files
