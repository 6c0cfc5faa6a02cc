"""How large a picture is, read from its first bytes, and plain pictures to stand for others."""

import struct
import zlib

from playground.refusals import bad_request

PNG = b"\x89PNG\r\n\x1a\n"
LARGEST_SUM = 10_000
LARGEST_RATIO = 20
_MARK = b"\xff"
_FRAMES = frozenset(bytes([code]) for code in range(0xC0, 0xD0)) - {b"\xc4", b"\xc8", b"\xcc"}
_BARE = frozenset(bytes([code]) for code in (0x01, *range(0xD0, 0xD9), 0xFF))


def measured(content: bytes) -> tuple[int, int]:
    """Width and height of a picture the platform would take, else its refusal."""
    try:
        size = _size(content)
    except struct.error as broken:
        raise bad_request("IMAGE_PROCESS_FAILED") from broken
    if size is None or 0 in size:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    if width + height > LARGEST_SUM or max(size) > LARGEST_RATIO * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height


def plain_png(width: int, height: int, *, shade: int = 200) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = (b"\x00" + bytes([shade]) * width) * height
    body = _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")
    return PNG + body


def _chunk(name: bytes, data: bytes) -> bytes:
    checksum = zlib.crc32(name + data)
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", checksum)


def _size(content: bytes) -> tuple[int, int] | None:
    if content.startswith(PNG) and content[12:16] == b"IHDR":
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if content.startswith((b"GIF87a", b"GIF89a")):
        width, height = struct.unpack("<HH", content[6:10])
        return width, height
    if content.startswith(b"\xff\xd8\xff"):
        return _jpeg_size(content)
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return _webp_size(content)
    return None


def _webp_size(content: bytes) -> tuple[int, int] | None:
    match content[12:16]:
        case b"VP8 ":
            width, height = struct.unpack("<HH", content[26:30])
            return width & 0x3FFF, height & 0x3FFF
        case b"VP8L":
            (bits,) = struct.unpack("<I", content[21:25])
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8X":
            low, high, lower, higher = struct.unpack("<HBHB", content[24:30])
            return (high << 16 | low) + 1, (higher << 16 | lower) + 1
    return None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    at = 2
    while content[at : at + 1] == _MARK:
        marker = content[at + 1 : at + 2]
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 1 if marker == _MARK else 2
        if marker not in _BARE:
            (length,) = struct.unpack(">H", content[at : at + 2])
            at += length
    return None
