"""Photos and documents both ways, as both libraries send and fetch them."""

from collections.abc import Callable
from typing import Any

import pytest

from playground.images import plain_png
from playground.phones import Phone
from tests.playground.clients import Client, inline, plain_refusal, refusal

Asked = Callable[..., Any]
MEGABYTE = 1024 * 1024
JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    b"\xff\xc0\x00\x11\x08\x01\xe0\x02\x80\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01\xff\xd9"
)
WEBP = b"RIFF\0\0\0\0WEBP"


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (JPEG, (640, 480)),
        (plain_png(200, 100), (200, 100)),
        (b"GIF89a\x40\x01\xf0\x00", (320, 240)),
        (WEBP + b"VP8 " + b"\0" * 10 + b"\x40\x01\xf0\x00", (320, 240)),
        (WEBP + b"VP8L" + b"\0" * 5 + b"\x3f\xc1\x3b\x00", (320, 240)),
        (WEBP + b"VP8X" + b"\0" * 8 + b"\x3f\x01\x00\xef\x00\x00", (320, 240)),
    ],
)
async def test_a_photo_reaches_the_phone(
    client: Client, wang: Phone, content: bytes, size: tuple[int, int]
) -> None:
    message = await client.call(
        "sendPhoto",
        chat_id=wang.user_id,
        photo=client.file(content, "map.jpg"),
        caption="<b>网格图</b>",
        parse_mode="HTML",
        reply_markup=inline([("已阅", "read")]),
    )
    largest = message["photo"][-1]
    assert (largest["width"], largest["height"]) == size
    assert message["caption_entities"] == [{"offset": 0, "length": 3, "type": "bold"}]
    assert (wang.sees(), wang.buttons()) == ("网格图", ["已阅"])
    assert wang.downloads(largest["file_id"]) == content


async def test_a_document_keeps_its_name(client: Client, wang: Phone) -> None:
    content = "姓名,手机\n".encode()
    message = await client.call(
        "sendDocument", chat_id=wang.user_id, document=client.file(content, "花名册.csv")
    )
    document = message["document"]
    assert (document["file_name"], document["mime_type"]) == ("花名册.csv", "text/csv")
    assert document["file_size"] == len(content)
    assert wang.downloads(document["file_id"]) == content


async def test_what_a_person_sends_is_fetched(client: Client, wang: Phone) -> None:
    wang.sends_photo(JPEG, "楼道已清理")
    wang.sends_document("清单.txt", b"1. sweep")
    photo, document = [update["message"] for update in await client.call("getUpdates")]
    assert photo["caption"] == "楼道已清理"
    for file_id, content in (
        (photo["photo"][-1]["file_id"], JPEG),
        (document["document"]["file_id"], b"1. sweep"),
    ):
        file = await client.call("getFile", file_id=file_id)
        assert await client.download(file["file_path"]) == content


async def test_a_photo_is_sent_again_by_the_identifier_of_any_size(
    client: Client, wang: Phone
) -> None:
    wang.sends_photo(JPEG)
    sizes = wang.messages[-1]["photo"]
    for size in sizes:
        message = await client.call("sendPhoto", chat_id=wang.user_id, photo=size["file_id"])
        assert message["photo"] == sizes


async def test_a_document_is_sent_again_by_its_identifier(client: Client, wang: Phone) -> None:
    wang.sends_document("清单.txt", b"1. sweep")
    first = wang.messages[-1]["document"]
    target = {"chat_id": wang.user_id, "document": first["file_id"], "caption": "再看一遍"}
    message = await client.call("sendDocument", **target)
    assert (message["document"], wang.sees()) == (first, "再看一遍")


async def test_a_place_is_sent(client: Client, wang: Phone) -> None:
    place = {"latitude": 39.905, "longitude": 116.397}
    message = await client.call("sendLocation", chat_id=wang.user_id, **place)
    assert message["location"] == wang.messages[-1]["location"] == place


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ({"longitude": "1"}, "latitude is empty"),
        ({"latitude": "1"}, "longitude is empty"),
        ({"latitude": "91", "longitude": "0"}, "invalid location specified"),
        ({"latitude": "0", "longitude": "-181"}, "invalid location specified"),
    ],
)
async def test_a_place_that_is_nowhere(
    plainly_refused: Asked, place: dict[str, str], words: str
) -> None:
    assert await plainly_refused("sendLocation", **place) == f"400 Bad Request: {words}"


async def test_what_is_no_number_is_nought(client: Client, wang: Phone) -> None:
    place = {"latitude": "north", "longitude": "inf"}
    message = await client.ask("sendLocation", chat_id=wang.user_id, **place)
    assert message["location"] == {"latitude": 0.0, "longitude": 0.0}


async def test_a_caption_is_edited(client: Client, wang: Phone) -> None:
    sent = await client.call(
        "sendPhoto", chat_id=wang.user_id, photo=client.file(JPEG, "a.jpg"), caption="旧"
    )
    target = {"chat_id": wang.user_id, "message_id": sent["message_id"]}
    await client.call("editMessageCaption", caption="新", **target)
    assert wang.sees() == "新"
    words = await refusal(client, "editMessageText", text="文字", **target)
    assert words == "400 Bad Request: there is no text in the message to edit"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "400 Bad Request: file must be non-empty"),
        (b"not a picture", "400 Bad Request: IMAGE_PROCESS_FAILED"),
        (JPEG[:12], "400 Bad Request: IMAGE_PROCESS_FAILED"),
        (b"\xff\xd8\xff\xc0\0", "400 Bad Request: IMAGE_PROCESS_FAILED"),
        (WEBP + b"VP9 ", "400 Bad Request: IMAGE_PROCESS_FAILED"),
        (plain_png(4200, 200), "400 Bad Request: PHOTO_INVALID_DIMENSIONS"),
        (plain_png(9000, 1001), "400 Bad Request: PHOTO_INVALID_DIMENSIONS"),
        (JPEG + b"\0" * 10 * MEGABYTE, "413 Request Entity Too Large"),
    ],
)
async def test_a_photo_that_cannot_be_sent(
    client: Client, wang: Phone, content: bytes, words: str
) -> None:
    photo = client.file(content, "a.jpg")
    assert await refusal(client, "sendPhoto", chat_id=wang.user_id, photo=photo) == words


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"photo": ""}, "there is no photo in the request"),
        ({"photo": "http://example.com/a.jpg"}, "failed to get HTTP URL content"),
        (
            {"photo": "какой-то"},
            "wrong remote file identifier specified: Wrong character in the string",
        ),
        ({"photo": "AgACx"}, "wrong remote file identifier specified: Wrong string length"),
        (
            {"photo": "AgACxyz"},
            "wrong remote file identifier specified: can't unserialize it. Wrong last symbol",
        ),
    ],
)
async def test_a_photo_named_wrongly(
    client: Client, wang: Phone, params: dict[str, Any], words: str
) -> None:
    expected = f"400 Bad Request: {words}"
    assert await refusal(client, "sendPhoto", chat_id=wang.user_id, **params) == expected


async def test_a_document_is_no_photo(client: Client, wang: Phone) -> None:
    wang.sends_document("清单.txt", b"1. sweep")
    document = wang.messages[-1]["document"]["file_id"]
    words = await refusal(client, "sendPhoto", chat_id=wang.user_id, photo=document)
    assert words == "400 Bad Request: can't use file of type Document as Photo"
    wang.sends_photo(JPEG)
    photo = wang.messages[-1]["photo"][-1]["file_id"]
    words = await refusal(client, "sendDocument", chat_id=wang.user_id, document=photo)
    assert words == "400 Bad Request: can't use file of type Photo as Document"


async def test_a_document_has_fifty_megabytes(client: Client, wang: Phone) -> None:
    whole = client.file(b"0" * (50 * MEGABYTE + 1), "大.bin")
    said = await refusal(client, "sendDocument", chat_id=wang.user_id, document=whole)
    assert said == "413 Request Entity Too Large"
    assert wang.sees() == ""


async def test_a_caption_has_its_own_length(client: Client, wang: Phone) -> None:
    photo = client.file(JPEG, "a.jpg")
    words = await refusal(
        client, "sendPhoto", chat_id=wang.user_id, photo=photo, caption="岗" * 1025
    )
    assert words == "400 Bad Request: message caption is too long"
    await client.call("sendPhoto", chat_id=wang.user_id, photo=photo, caption="岗" * 1024)


async def test_a_file_that_cannot_be_fetched(client: Client, wang: Phone) -> None:
    assert await refusal(client, "getFile", file_id="x") == "400 Bad Request: invalid file_id"
    assert await plain_refusal(client, "getFile") == "400 Bad Request: file_id not specified"
    wang.sends_document("大.bin", b"\0" * (20 * MEGABYTE + 1))
    large = wang.messages[-1]["document"]["file_id"]
    assert await refusal(client, "getFile", file_id=large) == "400 Bad Request: file is too big"
    wang.sends_document("大.bin", b"\0" * 20 * MEGABYTE)
    await client.call("getFile", file_id=wang.messages[-1]["document"]["file_id"])
