"""Edits, replies, deletions, presses and menus, as both libraries try them on the platform."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from playground.clock import MovableClock
from playground.phones import Phone
from playground.telegram import Telegram
from tests.playground.clients import Client, inline, refusal

Asked = Callable[..., Any]
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)


async def test_an_edit_changes_the_text_and_drops_the_keyboard(
    client: Client, send: Asked, wang: Phone, clock: MovableClock
) -> None:
    sent = await send("点名", reply_markup=inline([("到岗", "x")]))
    clock.advance(timedelta(minutes=1))
    edited = await client.call(
        "editMessageText", chat_id=1001, message_id=sent["message_id"], text="已记录：到岗"
    )
    assert (wang.sees(), wang.buttons()) == ("已记录：到岗", [])
    assert edited["edit_date"] - edited["date"] == 60
    assert "reply_markup" not in edited


@pytest.mark.parametrize(
    ("method", "params", "words"),
    [
        (
            "editMessageText",
            {"text": "点名", "reply_markup": inline([("到岗", "x")])},
            NOT_MODIFIED,
        ),
        ("editMessageReplyMarkup", {"reply_markup": inline([("到岗", "x")])}, NOT_MODIFIED),
        ("editMessageText", {"text": "晚了", "message_id": 999}, "message to edit not found"),
        ("editMessageText", {"text": "晚了", "message_id": 1}, "message can't be edited"),
        ("editMessageText", {"text": " "}, "text must be non-empty"),
        ("editMessageCaption", {"caption": "晚"}, "there is no caption in the message to edit"),
        ("deleteMessage", {"message_id": 999}, "message to delete not found"),
    ],
)
async def test_an_edit_that_cannot_be_made(
    refused: Asked, send: Asked, method: str, params: dict[str, Any], words: str
) -> None:
    sent = await send("点名", reply_markup=inline([("到岗", "x")]))
    target = {"message_id": sent["message_id"]} | params
    assert await refused(method, **target) == f"400 Bad Request: {words}"


CONTACT = {"keyboard": [[{"text": "发送手机号", "request_contact": True}]]}


@pytest.mark.parametrize("keyboard", [CONTACT, {"remove_keyboard": True}, {"force_reply": True}])
async def test_a_message_with_a_reply_keyboard_is_never_edited(
    refused: Asked, send: Asked, keyboard: dict[str, Any]
) -> None:
    sent = await send("请发送手机号", reply_markup=keyboard)
    assert "reply_markup" not in sent
    target = {"message_id": sent["message_id"], "text": "谢谢"}
    words = "400 Bad Request: message can't be edited"
    assert await refused("editMessageText", **target) == words


async def test_what_was_forwarded_is_never_edited(
    client: Client, refused: Asked, send: Asked, wang: Phone
) -> None:
    sent = await send("点名", reply_markup=inline([("到岗", "x")]))
    there = {"chat_id": wang.user_id, "from_chat_id": wang.user_id}
    forwarded = await client.call("forwardMessage", message_id=sent["message_id"], **there)
    assert (forwarded["text"], forwarded["forward_origin"]["type"]) == ("点名", "user")
    assert "reply_markup" not in forwarded
    target = {"message_id": forwarded["message_id"], "text": "谢谢"}
    words = "400 Bad Request: message can't be edited"
    assert await refused("editMessageText", **target) == words
    said = await refused("forwardMessage", from_chat_id=wang.user_id, message_id=999)
    assert said == "400 Bad Request: message to forward not found"


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"chat_id": None}, "message identifier is not specified"),
        ({"chat_id": None, "inline_message_id": "x"}, "MESSAGE_ID_INVALID"),
        ({"chat_id": None, "message_id": 1}, "chat_id is empty"),
        ({}, "message to edit not found"),
    ],
)
async def test_an_edit_needs_a_chat_and_a_message(
    plainly_refused: Asked, params: dict[str, Any], words: str
) -> None:
    said = await plainly_refused("editMessageText", text="点名", **params)
    assert said == f"400 Bad Request: {words}"


async def test_a_text_needs_a_chat(plainly_refused: Asked) -> None:
    assert await plainly_refused(chat_id=None, text="点名") == "400 Bad Request: chat_id is empty"
    assert await plainly_refused(chat_id="", text="点名") == "400 Bad Request: chat_id is empty"
    said = await plainly_refused(chat_id="@somewhere", text="点名")
    assert said == "400 Bad Request: chat not found"
    said = await plainly_refused(text="点名", reply_parameters="{")
    assert said == "400 Bad Request: can't parse reply parameters JSON object"


async def test_a_reply_goes_to_a_message_that_is_there(send: Asked, refused: Asked) -> None:
    first = await send("点名")
    reply = await send("补充", reply_parameters={"message_id": first["message_id"]})
    assert reply["reply_to_message"]["text"] == "点名"
    missing = {"message_id": 999}
    words = "400 Bad Request: message to be replied not found"
    assert await refused(text="补充", reply_parameters=missing) == words
    lenient = missing | {"allow_sending_without_reply": True}
    assert "reply_to_message" not in await send("补充", reply_parameters=lenient)


async def test_a_deleted_message_is_gone(client: Client, send: Asked, wang: Phone) -> None:
    sent = await send("点名")
    target = {"chat_id": 1001, "message_id": sent["message_id"]}
    assert await client.call("deleteMessage", **target) is True
    assert wang.sees() == ""
    words = "400 Bad Request: message to delete not found"
    assert await refusal(client, "deleteMessage", **target) == words


async def test_two_days_later_nothing_is_deleted_for_everyone(
    refused: Asked, send: Asked, clock: MovableClock
) -> None:
    sent = await send("点名")
    clock.advance(timedelta(hours=48, seconds=1))
    words = "400 Bad Request: message can't be deleted for everyone"
    assert await refused("deleteMessage", message_id=sent["message_id"]) == words


async def test_who_cannot_be_written_to(
    client: Client, platform: Telegram, wang: Phone, refused: Asked
) -> None:
    assert await refused(chat_id=777, text="您好") == "400 Bad Request: chat not found"
    li = platform.phone(1002, "李强")
    assert await refused(chat_id=1002, text="您好") == "400 Bad Request: chat not found"
    wang.shares_contact_of(1002, "+8613900000002", "李强")
    words = "403 Forbidden: bot can't initiate conversation with a user"
    assert await refused(chat_id=1002, text="您好") == words
    li.starts()
    await client.call("sendMessage", chat_id=1002, text="您好")
    li.deletes_account()
    far = {"message_id": 999}
    words = "403 Forbidden: user is deactivated"
    assert await refused(chat_id=1002, text="在吗", reply_parameters=far) == words
    assert await refused("editMessageText", chat_id=1002, text="在吗", message_id=1) == words
    assert await refused("sendChatAction", chat_id=1002, action="typing") == words
    assert (await client.call("getChat", chat_id=1002))["first_name"] == "李强"


@pytest.mark.parametrize("method", ["sendMessage", "sendChatAction"])
async def test_who_blocked_the_bot_hears_nothing(
    client: Client, wang: Phone, refused: Asked, method: str
) -> None:
    wang.blocks()
    params = {"sendMessage": {"text": "点名"}, "sendChatAction": {"action": "typing"}}[method]
    words = "403 Forbidden: bot was blocked by the user"
    assert await refused(method, **params) == words
    (update,) = await client.call("getUpdates")
    change = update["my_chat_member"]
    statuses = (change["old_chat_member"]["status"], change["new_chat_member"]["status"])
    assert statuses == ("member", "kicked")


async def test_the_earlier_check_speaks_first(refused: Asked, wang: Phone) -> None:
    wang.blocks()
    far = {"message_id": 999}
    long, data = "岗" * 4097, inline([("到岗", "岗" * 22)])
    broken: dict[str, Any] = {"inline_keyboard": [[{"text": "到岗"}]]}
    steps: list[tuple[dict[str, Any], str]] = [
        ({"text": "", "reply_markup": broken, "chat_id": 777}, "400 Bad Request: message text"),
        ({"text": long, "reply_markup": broken, "chat_id": 777}, "400 Bad Request: can't parse"),
        ({"text": long, "chat_id": 777, "reply_parameters": far}, "400 Bad Request: chat not"),
        ({"text": long, "reply_parameters": far}, "400 Bad Request: message to be replied"),
        ({"text": long, "reply_markup": data}, "400 Bad Request: message is too long"),
        ({"text": "点名", "reply_markup": data}, "403 Forbidden: bot was blocked by the user"),
    ]
    for params, words in steps:
        assert (await refused(**params)).startswith(words)


async def test_a_press_is_answered_once_and_in_time(
    client: Client, send: Asked, wang: Phone, clock: MovableClock
) -> None:
    await send("点名", reply_markup=inline([("到岗", "x")]))
    wang.presses("到岗")
    (update,) = await client.call("getUpdates")
    press = {"callback_query_id": update["callback_query"]["id"]}
    long = await refusal(client, "answerCallbackQuery", text="岗" * 201, **press)
    assert long == "400 Bad Request: MESSAGE_TOO_LONG"
    clock.advance(timedelta(seconds=60))
    assert await client.call("answerCallbackQuery", text="已记录", **press) is True
    assert wang.popups == ["已记录"]
    assert await refusal(client, "answerCallbackQuery", **press) == TOO_OLD


TOO_OLD = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"


async def test_a_press_answered_after_a_minute_is_too_old(
    client: Client, send: Asked, wang: Phone, clock: MovableClock
) -> None:
    await send("点名", reply_markup=inline([("到岗", "x")]))
    wang.presses("到岗")
    (update,) = await client.call("getUpdates")
    clock.advance(timedelta(seconds=61))
    late = await refusal(
        client, "answerCallbackQuery", callback_query_id=update["callback_query"]["id"]
    )
    assert late == TOO_OLD


async def test_commands_are_set_per_chat_and_language(client: Client, wang: Phone) -> None:
    await client.call("setMyCommands", commands=client.commands(("help", "Help")))
    assert wang.commands() == [("help", "Help")]
    chinese = client.commands(("help", "帮助"))
    await client.call("setMyCommands", commands=chinese, language_code="zh")
    assert wang.commands() == [("help", "帮助")]
    own = client.commands(("today", "今天的任务"), ("leave", "请假"))
    scope = client.scope("chat", chat_id=wang.user_id)
    await client.call("setMyCommands", commands=own, scope=scope)
    assert wang.commands() == [("today", "今天的任务"), ("leave", "请假")]
    listed = await client.call("getMyCommands", scope=scope)
    assert [one["command"] for one in listed] == ["today", "leave"]
    await client.call("deleteMyCommands", scope=scope)
    assert wang.commands() == [("help", "帮助")]


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("", "今天"), "command must be non-empty"),
        (("a" * 33, "今天"), "command length must not exceed 32"),
        (("today", " "), "command description must be non-empty"),
        (("today", "天" * 257), "command description length must not exceed 256"),
        (("Today", "今天"), "BOT_COMMAND_INVALID"),
    ],
)
async def test_a_command_that_cannot_be_set(
    client: Client, command: tuple[str, str], words: str
) -> None:
    commands = client.commands(command)
    assert await refusal(client, "setMyCommands", commands=commands) == f"400 Bad Request: {words}"


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"commands": "["}, "can't parse commands JSON object"),
        ({"commands": "{}"}, "expected an Array of BotCommand"),
        ({"commands": "[1]"}, "can't parse BotCommand: expected an Object"),
        ({"commands": '[{"command": "a"}]'},
         "can't parse BotCommand: Can't find field \"description\""),
        ({"commands": json.dumps([{"command": "a", "description": "b"}] * 101)},
         "BOT_COMMANDS_TOO_MUCH"),
        ({"scope": "1"}, "can't parse BotCommandScope: expected an Object"),
        ({"scope": "{}"}, "can't parse BotCommandScope: Can't find field \"type\""),
        ({"scope": '{"type": "x"}'},
         "can't parse BotCommandScope: Unsupported type specified"),
        ({"scope": '{"type": "chat"}'}, "chat not found"),
        ({"scope": '{"type": "chat", "chat_id": 777}'}, "chat not found"),
    ],
)  # fmt: skip
async def test_a_menu_that_cannot_be_set(
    plainly_refused: Asked, params: dict[str, str], words: str
) -> None:
    assert await plainly_refused("setMyCommands", **params) == f"400 Bad Request: {words}"


async def test_a_chat_can_be_looked_up(client: Client, wang: Phone, refused: Asked) -> None:
    assert (await client.call("getChat", chat_id=wang.user_id))["first_name"] == "王芳"
    assert await refused("getChat", chat_id=777) == "400 Bad Request: chat not found"
    words = "400 Bad Request: wrong parameter action in request"
    assert await refused("sendChatAction", action="dancing") == words
    assert await client.call("sendChatAction", chat_id=wang.user_id, action="typing") is True
