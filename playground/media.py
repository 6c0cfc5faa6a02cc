"""What photos, documents and stickers become inside a message."""

import mimetypes
import re
from typing import Any

from playground.arguments import Arguments
from playground.files import (
    LARGEST_PHOTO,
    LARGEST_UPLOAD,
    FileKind,
    FileStore,
    StoredFile,
    Upload,
)
from playground.images import measured, plain_png
from playground.refusals import bad_request, too_large

SMALL_SIDE = 90
_IDENTIFIER = re.compile(r"[A-Za-z0-9_-]+")
_ODD_REST = 1

Given = Upload | str


def read_file(arguments: Arguments, name: str, *, largest: int = LARGEST_UPLOAD) -> Given:
    """The file of a request: uploaded with it, or named by identifier or address."""
    upload = arguments.upload(name)
    if upload is not None and len(upload.content) > largest:
        raise too_large()
    given = upload or arguments.text(name)
    if not given:
        raise bad_request(f"There is no {name} in the request")
    return given


def read_photo(arguments: Arguments) -> Given:
    return read_file(arguments, "photo", largest=LARGEST_PHOTO)


def find_file(files: FileStore, given: Given, *, kind: FileKind) -> Upload | StoredFile:
    if isinstance(given, Upload):
        if not given.content:
            raise bad_request("File must be non-empty")
        return given
    if given.startswith(("http://", "https://")):
        raise bad_request("Failed to get HTTP URL content")
    stored = files.known(given)
    if stored is None:
        raise bad_request(f"Wrong remote file identifier specified: {_flaw(given)}")
    if stored.kind is not kind:
        raise bad_request(f"Can't use file of type {stored.kind} as {kind}")
    return stored


def photo_content(files: FileStore, found: Upload | StoredFile) -> dict[str, Any]:
    """A photo in the sizes people are shown, the smallest first."""
    if isinstance(found, StoredFile):
        return {"photo": [size.json() for size in files.sizes_of(found)]}
    width, height = measured(found.content)
    sizes = []
    if max(width, height) > SMALL_SIDE:
        scale = SMALL_SIDE / max(width, height)
        small = (max(1, round(width * scale)), max(1, round(height * scale)))
        sizes.append(_photo(files, plain_png(*small), size=small))
    sizes.append(_photo(files, found.content, size=(width, height)))
    return {"photo": [size.json() for size in files.bind(sizes)]}


def document_content(files: FileStore, found: Upload | StoredFile) -> dict[str, Any]:
    if isinstance(found, StoredFile):
        return {"document": found.json()}
    guessed, _ = mimetypes.guess_type(found.filename)
    kind = guessed or found.content_type or "application/octet-stream"
    details = {"file_name": found.filename, "mime_type": kind}
    stored = files.keep(
        found.content, kind=FileKind.DOCUMENT, name=found.filename, details=details
    )
    return {"document": stored.json()}


def sticker_content(files: FileStore, emoji: str) -> dict[str, Any]:
    details = {
        "width": 512, "height": 512, "emoji": emoji, "type": "regular",
        "is_animated": False, "is_video": False,
    }  # fmt: skip
    stored = files.keep(b"RIFF\0\0\0\0WEBP", kind=FileKind.STICKER, name="s.webp", details=details)
    return {"sticker": stored.json()}


def _photo(files: FileStore, content: bytes, *, size: tuple[int, int]) -> StoredFile:
    details = {"width": size[0], "height": size[1]}
    return files.keep(content, kind=FileKind.PHOTO, name="photo.jpg", details=details)


def _flaw(identifier: str) -> str:
    if not _IDENTIFIER.fullmatch(identifier):
        return "Wrong character in the string"
    if len(identifier) % 4 == _ODD_REST:
        return "Wrong string length"
    return "can't unserialize it. Wrong last symbol"
