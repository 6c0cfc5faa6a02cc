"""What a page sends, read with care: whatever is wrong with it has a code and a sentence."""

import json
from enum import StrEnum
from typing import Any

from aiohttp import web

LARGEST_BODY = 64 * 1024
LARGEST_NUMBER = 2**52


class Reason(StrEnum):
    """Why something was refused; the page has its own words for each."""

    MALFORMED = "malformed"
    STRANGER = "stranger"
    NOT_THERE = "not_there"
    TOO_LARGE = "too_large"
    EMPTY = "empty"
    GONE = "gone"
    JUMPING = "jumping"
    BLOCKED = "blocked"
    NO_BUTTON = "no_button"
    NOT_YOURS = "not_yours"
    NOT_TAKEN = "not_taken"


USUAL = {
    403: Reason.STRANGER,
    404: Reason.NOT_THERE,
    413: Reason.TOO_LARGE,
}


class Said(Exception):
    """A refusal with its status: a code for the page, a sentence for whoever reads along."""

    def __init__(self, status: int, sentence: str, *, reason: Reason | None = None) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence
        self.reason = reason or USUAL.get(status, Reason.MALFORMED)


class Body:
    """One JSON object; each field is asked for by its kind."""

    def __init__(self, fields: dict[str, Any]) -> None:
        self._fields = fields

    def given(self, name: str) -> bool:
        return self._fields.get(name) is not None

    def text(self, name: str) -> str:
        value = self._fields.get(name)
        if not isinstance(value, str):
            raise Said(400, f"The field {name} must be a text.")
        return value

    def number(self, name: str) -> float:
        value = self._fields.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise Said(400, f"The field {name} must be a number.")
        if not abs(value) < LARGEST_NUMBER:
            raise Said(400, f"The field {name} is too large.")
        return value

    def integer(self, name: str) -> int:
        value = self.number(name)
        if value != int(value):
            raise Said(400, f"The field {name} must be a whole number.")
        return int(value)

    def integers(self, name: str) -> list[int]:
        value = self._fields.get(name, [])
        if not isinstance(value, list) or not all(type(each) is int for each in value):
            raise Said(400, f"The field {name} must be a list of whole numbers.")
        return value


def answered(data: Any, *, status: int = 200) -> web.Response:
    text = json.dumps(data, ensure_ascii=False)
    return web.Response(text=text, status=status, content_type="application/json")


def refused(said: Said) -> web.Response:
    return answered({"error": said.reason, "text": said.sentence}, status=said.status)


async def read_body(request: web.Request) -> Body:
    if (request.content_length or 0) > LARGEST_BODY:
        raise Said(413, "That is too much for one request.")
    try:
        fields = json.loads(await request.text() or "{}")
    except (ValueError, RecursionError):
        raise Said(400, "The request is not JSON.") from None
    if not isinstance(fields, dict):
        raise Said(400, "The request must be a JSON object.")
    return Body(fields)


async def read_file(request: web.Request, *, largest: int) -> tuple[str, bytes, str]:
    """Name, content and caption of an upload."""
    if request.content_type != "multipart/form-data":
        raise Said(400, "A file is sent as multipart/form-data.")
    try:
        form = await request.post()
    except ValueError:
        raise Said(400, "The form could not be read.") from None
    upload, caption = form.get("file"), form.get("caption", "")
    if not isinstance(upload, web.FileField) or not isinstance(caption, str):
        raise Said(400, "The form needs a file and may have a caption.")
    content = upload.file.read(largest + 1)
    if len(content) > largest:
        raise Said(413, f"The file is larger than {largest // 1024 // 1024} MB.")
    if not content:
        raise Said(400, "The file is empty.", reason=Reason.EMPTY)
    return upload.filename, content, caption
