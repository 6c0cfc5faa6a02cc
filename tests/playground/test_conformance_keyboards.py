"""Keyboards, right and wrong, as both libraries send them."""

from collections.abc import Callable
from typing import Any

import pytest

from playground.phones import Phone
from tests.playground.clients import Client, inline

Asked = Callable[..., Any]


@pytest.mark.parametrize(
    ("keyboard", "words"),
    [
        (inline([("到岗", "岗" * 22)]), "BUTTON_DATA_INVALID"),
        (
            {"inline_keyboard": [[{"text": "到岗"}]]},
            "can't parse inline keyboard button: "
            "Text buttons are unallowed in the inline keyboard",
        ),
        (
            inline([("到岗", "")]),
            "can't parse inline keyboard button: "
            "Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"inline_keyboard": [[{"text": "看", "url": "http://localhost/a"}]]},
            "inline keyboard button URL 'http://localhost/a' is invalid: Wrong HTTP URL",
        ),
        (
            {"inline_keyboard": [[{"text": "看", "web_app": {"url": "http://example.com"}}]]},
            "inline keyboard button Web App URL 'http://example.com' is invalid: "
            "Only HTTPS links are allowed",
        ),
        (inline(*([("岗", "x")] for _ in range(101))), "reply markup is too long"),
    ],
)
async def test_a_keyboard_that_cannot_be_sent(
    refused: Asked, keyboard: dict[str, Any], words: str
) -> None:
    assert await refused(text="点名", reply_markup=keyboard) == f"400 Bad Request: {words}"


async def test_a_keyboard_is_shown_and_pressed(client: Client, send: Asked, wang: Phone) -> None:
    await send("点名", reply_markup=inline([("到岗", "岗" * 21), ("请假", "leave")]))
    assert wang.buttons() == ["到岗", "请假"]
    wang.presses("到岗")
    (update,) = await client.call("getUpdates")
    assert update["callback_query"]["data"] == "岗" * 21
    assert update["callback_query"]["message"]["text"] == "点名"
    assert update["callback_query"]["from"]["id"] == wang.user_id


async def test_more_than_twelve_in_a_row_are_dropped(send: Asked, wang: Phone) -> None:
    await send("点名", reply_markup=inline([(str(number), "x") for number in range(14)]))
    assert wang.buttons() == [str(number) for number in range(12)]


async def test_an_empty_inline_keyboard_is_none(send: Asked) -> None:
    assert "reply_markup" not in await send("点名", reply_markup={"inline_keyboard": []})


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("{", "can't parse reply keyboard markup JSON object"),
        ("[]", "object expected as reply markup"),
        ('"到岗"', "object expected as reply markup"),
        ('{"inline_keyboard": 1}', 'field "inline_keyboard" must be of type Array'),
        ('{"inline_keyboard": [1]}', 'field "inline_keyboard" must be an Array of Arrays'),
        (
            '{"inline_keyboard": [[1]]}',
            "can't parse inline keyboard button: InlineKeyboardButton must be an Object",
        ),
        (
            '{"inline_keyboard": [[{"callback_data": "x"}]]}',
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        (
            '{"inline_keyboard": [[{"text": [], "callback_data": "x"}]]}',
            'can\'t parse inline keyboard button: Field "text" must be of type String',
        ),
        (
            '{"inline_keyboard": [[{"text": "看", "web_app": 1}]]}',
            'can\'t parse inline keyboard button: Field "web_app" must be of type Object',
        ),
        (
            '{"inline_keyboard": [[{"text": " ", "callback_data": "x"}]]}',
            "inline keyboard button text must be non-empty",
        ),
        ('{"keyboard": 1}', 'field "keyboard" must be of type Array'),
        ('{"keyboard": [[1]]}', "can't parse keyboard button: KeyboardButton must be an Object"),
        ('{"keyboard": [[{}]]}', "can't parse keyboard button: Can't find field \"text\""),
        ('{"keyboard": [[" "]]}', "keyboard button text must be non-empty"),
    ],
)
async def test_a_keyboard_that_is_no_keyboard(
    plainly_refused: Asked, markup: str, words: str
) -> None:
    said = await plainly_refused(text="点名", reply_markup=markup)
    assert said == f"400 Bad Request: {words}"


@pytest.mark.parametrize("data", ["岗" * 21, "ж" * 32, "🙂" * 16, "x" * 64])
async def test_sixty_four_bytes_fit_under_a_button(
    send: Asked, refused: Asked, wang: Phone, data: str
) -> None:
    await send("点名", reply_markup=inline([("到岗", data)]))
    assert wang.buttons() == ["到岗"]
    longer = inline([("到岗", data + data[0] * 2)])
    words = "400 Bad Request: BUTTON_DATA_INVALID"
    assert await refused(text="点名", reply_markup=longer) == words


async def test_a_reply_keyboard_may_hold_three_hundred(send: Asked, refused: Asked) -> None:
    most = {"keyboard": [[{"text": "岗"}] for _ in range(300)]}
    await send("点名", reply_markup=most)
    most["keyboard"].append([{"text": "岗"}])
    words = "400 Bad Request: reply markup is too long"
    assert await refused(text="点名", reply_markup=most) == words


async def test_an_edit_takes_only_inline_keyboards(send: Asked, plainly_refused: Asked) -> None:
    sent = await send("点名")
    target = {"message_id": sent["message_id"], "text": "晚点名"}
    for keyboard in ({"keyboard": [["到"]]}, {"remove_keyboard": True}, {"force_reply": True}):
        said = await plainly_refused("editMessageText", reply_markup=keyboard, **target)
        assert said == "400 Bad Request: inline keyboard expected"


async def test_an_edit_with_an_empty_keyboard_takes_the_old_one_away(
    client: Client, send: Asked, wang: Phone
) -> None:
    sent = await send("点名", reply_markup=inline([("到岗", "x")]))
    target = {"chat_id": wang.user_id, "message_id": sent["message_id"]}
    empty: dict[str, Any] = {"inline_keyboard": []}
    edited = await client.call("editMessageReplyMarkup", reply_markup=empty, **target)
    assert (wang.sees(), wang.buttons()) == ("点名", [])
    assert "reply_markup" not in edited
