"""The plain shape of calls over HTTP, without a library's habits."""

import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from playground.phones import Phone
from playground.server import BotApiServer
from playground.telegram import TOKEN


@pytest.fixture
async def http(server: BotApiServer) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(server.base) as http:
        yield http


KEYBOARD = {"inline_keyboard": [[{"text": "到岗", "callback_data": "x"}]]}


@pytest.mark.parametrize("by", ["query", "form", "json", "parts"])
async def test_parameters_come_in_four_shapes(
    http: aiohttp.ClientSession, wang: Phone, by: str
) -> None:
    typed = {"chat_id": wang.user_id, "text": "点名", "reply_markup": KEYBOARD}
    written = {"chat_id": "1001", "text": "点名", "reply_markup": json.dumps(KEYBOARD)}
    parts = aiohttp.FormData(written, default_to_multipart=True)
    shapes: dict[str, dict[str, Any]] = {
        "query": {"params": written},
        "form": {"data": written},
        "json": {"json": typed},
        "parts": {"data": parts},
    }
    verb = "GET" if by == "query" else "POST"
    async with http.request(verb, f"/bot{TOKEN}/SENDmessage", **shapes[by]) as answer:
        body = await answer.json()
    assert (answer.status, body["ok"]) == (200, True)
    assert (wang.sees(), wang.buttons()) == ("点名", ["到岗"])


@pytest.mark.parametrize("named", ["photo", "attach://picture"])
async def test_a_file_is_attached_under_its_own_or_another_name(
    http: aiohttp.ClientSession, wang: Phone, named: str
) -> None:
    form = aiohttp.FormData({"chat_id": "1001"})
    if named == "photo":
        form.add_field("photo", b"GIF89a\x40\x01\xf0\x00", filename="a.gif")
    else:
        form.add_field("photo", named)
        form.add_field("picture", b"GIF89a\x40\x01\xf0\x00", filename="a.gif")
    async with http.post(f"/bot{TOKEN}/sendPhoto", data=form) as answer:
        body = await answer.json()
    assert body["result"]["photo"][-1]["width"] == 320


@pytest.mark.parametrize(
    ("path", "code", "words"),
    [
        (f"/bot{TOKEN}/sendPigeon", 404, "Not Found: method not found"),
        ("/bot42:OTHER/getMe", 401, "Unauthorized"),
        ("/", 404, "Not Found"),
        (f"/file/bot{TOKEN}/photos/file_9.jpg", 404, "Not Found"),
        (f"/bot{TOKEN}/sendMessage", 400, "Bad Request: message text is empty"),
    ],
)
async def test_the_status_repeats_the_code(
    http: aiohttp.ClientSession, path: str, code: int, words: str
) -> None:
    async with http.get(path) as answer:
        assert answer.status == code
        assert await answer.json() == {"ok": False, "error_code": code, "description": words}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("{", "can't parse JSON object"),
        ("[]", "JSON object expected"),
        ('"text"', "JSON object expected"),
        ('{"chat_id": 1001, "text": "\\ud83d"}', "strings must be encoded in UTF-8"),
    ],
)
async def test_a_body_that_cannot_be_read_is_refused(
    http: aiohttp.ClientSession, body: str, words: str
) -> None:
    headers = {"Content-Type": "application/json"}
    async with http.post(f"/bot{TOKEN}/sendMessage", data=body, headers=headers) as answer:
        assert answer.status == 400
        assert (await answer.json())["description"] == f"Bad Request: {words}"


async def test_parts_are_written_in_utf_8(http: aiohttp.ClientSession) -> None:
    form = aiohttp.MultipartWriter("form-data")
    form.append("点名".encode("gbk")).set_content_disposition("form-data", name="text")
    async with http.post(f"/bot{TOKEN}/sendMessage", data=form) as answer:
        assert (await answer.json())["description"] == (
            "Bad Request: strings must be encoded in UTF-8"
        )
