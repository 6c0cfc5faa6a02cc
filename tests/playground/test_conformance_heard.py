"""What reaches the bot, by polling and by webhook, as both libraries understand it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from playground.clock import MovableClock
from playground.phones import Phone
from playground.telegram import TOKEN, Telegram
from tests.playground.clients import Client, inline
from tests.playground.ears import Ears

Asked = Callable[..., Any]
CONTACT = {
    "keyboard": [
        [{"text": "发送手机号", "request_contact": True}],
        [{"text": "发送位置", "request_location": True}],
    ]
}


async def test_a_command_comes_marked(ears: Ears, wang: Phone) -> None:
    wang.says("/dispatch 张伟 今天 清理楼道")
    message = (await ears.hears())["message"]
    assert (message["text"], message["from"]["first_name"]) == (
        "/dispatch 张伟 今天 清理楼道",
        "王芳",
    )
    assert message["entities"] == [{"offset": 0, "length": 9, "type": "bot_command"}]
    assert message["chat"] == {"id": 1001, "first_name": "王芳", "type": "private"}


async def test_ones_own_number_is_a_reply_to_the_question(
    send: Asked, ears: Ears, wang: Phone
) -> None:
    asked = await send("请发送手机号", reply_markup=CONTACT)
    wang.shares_contact()
    message = (await ears.hears())["message"]
    assert message["contact"]["user_id"] == message["from"]["id"] == 1001
    assert message["contact"]["phone_number"] == "+8613900000001"
    assert message["reply_to_message"]["message_id"] == asked["message_id"]


@pytest.mark.parametrize(("whose", "known"), [(1002, {"user_id": 1002}), (None, {})])
async def test_somebody_elses_number_says_whose_or_nothing(
    ears: Ears, wang: Phone, whose: int | None, known: dict[str, int]
) -> None:
    wang.shares_contact_of(whose, "8613900000002", "李强")
    message = (await ears.hears())["message"]
    card = {"phone_number": "8613900000002", "first_name": "李强"}
    assert message["contact"] == card | known
    assert "reply_to_message" not in message


async def test_a_place_by_the_button_is_a_reply_too(send: Asked, ears: Ears, wang: Phone) -> None:
    asked = await send("请发送位置", reply_markup=CONTACT)
    wang.sends_location(39.905, 116.397)
    message = (await ears.hears())["message"]
    assert message["location"] == {"latitude": 39.905, "longitude": 116.397}
    assert message["reply_to_message"]["message_id"] == asked["message_id"]


async def test_a_press_brings_its_message(send: Asked, ears: Ears, wang: Phone) -> None:
    sent = await send("点名", reply_markup=inline([("到岗", "x")]))
    wang.presses("到岗")
    query = (await ears.hears())["callback_query"]
    assert (query["data"], query["from"]["id"]) == ("x", 1001)
    assert query["message"]["message_id"] == sent["message_id"]
    assert query["message"]["text"] == "点名"


async def test_a_press_on_a_deleted_message_brings_it_without_content(
    client: Client, send: Asked, ears: Ears, wang: Phone
) -> None:
    sent = await send("点名", reply_markup=inline([("到岗", "x")]))
    await client.call("deleteMessage", chat_id=1001, message_id=sent["message_id"])
    wang.presses_data("x", sent["message_id"])
    message = (await ears.hears())["callback_query"]["message"]
    assert (message["message_id"], message["date"]) == (sent["message_id"], 0)
    assert "text" not in message


async def test_an_edit_comes_as_an_edit(ears: Ears, wang: Phone) -> None:
    wang.says("楼道清里了")
    await ears.hears()
    wang.edits(wang.messages[-1]["message_id"], "楼道清理了")
    edited = (await ears.hears())["edited_message"]
    assert edited["text"] == "楼道清理了"
    assert edited["edit_date"] >= edited["date"]


async def test_who_blocks_and_returns_is_heard_of(ears: Ears, wang: Phone) -> None:
    wang.blocks()
    wang.unblocks()
    changes = [(await ears.hears())["my_chat_member"] for _ in range(2)]
    statuses = [
        (one["old_chat_member"]["status"], one["new_chat_member"]["status"]) for one in changes
    ]
    assert statuses == [("member", "kicked"), ("kicked", "member")]


async def test_pictures_documents_and_stickers_come_whole(
    client: Client, ears: Ears, wang: Phone
) -> None:
    wang.sends_photo(caption="楼道已清理")
    wang.sends_document("清单.txt", b"1. sweep")
    wang.sends_sticker()
    photo, document, sticker = [(await ears.hears())["message"] for _ in range(3)]
    assert photo["caption"] == "楼道已清理"
    assert [size["width"] for size in photo["photo"]] == [90, 640]
    assert document["document"]["file_name"] == "清单.txt"
    assert sticker["sticker"]["emoji"] == "👍"
    file = await client.call("getFile", file_id=document["document"]["file_id"])
    assert await client.download(file["file_path"]) == b"1. sweep"


async def test_after_an_outage_presses_are_gone_and_words_are_not(
    client: Client, ears: Ears, wang: Phone, platform: Telegram, clock: MovableClock
) -> None:
    """The same on the office's clock whichever way the bot listens."""
    platform.call(TOKEN, "deleteWebhook", {})
    markup = inline([("到岗", "x")])
    await client.call("sendMessage", chat_id=1001, text="点名", reply_markup=markup)
    wang.presses("到岗")
    wang.says("到")
    clock.advance(timedelta(seconds=150))
    await ears.opens()
    assert (await ears.hears())["message"]["text"] == "到"
    platform.call(TOKEN, "deleteWebhook", {})
    wang.says("昨天的")
    clock.advance(timedelta(hours=24))
    wang.says("今天的")
    await ears.opens()
    assert (await ears.hears())["message"]["text"] == "今天的"


async def test_only_what_was_asked_for_comes(client: Client, door: Any, wang: Phone) -> None:
    """allowed_updates of setWebhook are remembered by a poller afterwards."""
    await client.call("setWebhook", url=door.url, allowed_updates=["my_chat_member"])
    assert wang.says("到") == 0
    wang.blocks()
    assert "my_chat_member" in await door.knocks.get()
    info = await client.call("getWebhookInfo")
    assert info["allowed_updates"] == ["my_chat_member"]
    await client.call("deleteWebhook")
    wang.unblocks()
    assert wang.says("在") == 0
    (update,) = await client.call("getUpdates", offset=-1)
    assert "my_chat_member" in update
