"""People with phones: what they do becomes an update, what the bot does becomes visible."""

from typing import Any

import pytest

from playground.chats import Message
from playground.phones import Phone
from playground.state import Event, EventKind
from playground.telegram import TOKEN, Telegram
from tests.playground.clients import inline

CONTACT = {"keyboard": [[{"text": "发送手机号", "request_contact": True}], ["取消"]]}


def bot_says(platform: Telegram, text: str, **params: Any) -> Message:
    sent: Message = platform.call(TOKEN, "sendMessage", {"chat_id": 1001, "text": text} | params)
    return sent


def last_update(platform: Telegram) -> dict[str, Any]:
    (update,) = platform.call(TOKEN, "getUpdates", {"offset": -1})
    assert isinstance(update, dict)
    return update


def test_a_typed_command_is_marked(wang: Phone, platform: Telegram) -> None:
    update_id = wang.says("/dispatch 张伟 今天 清理楼道 ")
    update = last_update(platform)
    assert update["update_id"] == update_id
    assert update["message"]["text"] == "/dispatch 张伟 今天 清理楼道"
    assert update["message"]["entities"] == [{"offset": 0, "length": 9, "type": "bot_command"}]


def test_a_long_text_is_sent_in_parts(wang: Phone, platform: Telegram) -> None:
    wang.says("岗" * 5000)
    updates = platform.call(TOKEN, "getUpdates", {})
    assert [len(update["message"]["text"]) for update in updates] == [4096, 904]


def test_nobody_sends_nothing(wang: Phone) -> None:
    with pytest.raises(ValueError, match="empty"):
        wang.says("  ")


def test_a_label_is_pressed_on_the_newest_message_that_has_it(
    wang: Phone, platform: Telegram
) -> None:
    bot_says(platform, "一", reply_markup=inline([("到岗", "first")]))
    second = bot_says(platform, "二", reply_markup=inline([("到岗", "second")]))
    bot_says(platform, "三", reply_markup=inline([("请假", "third")]))
    wang.presses("到岗")
    query = last_update(platform)["callback_query"]
    assert (query["data"], query["message"]["message_id"]) == ("second", second["message_id"])


def test_an_older_message_can_be_named(wang: Phone, platform: Telegram) -> None:
    first = bot_says(platform, "一", reply_markup=inline([("到岗", "first")]))
    bot_says(platform, "二", reply_markup=inline([("到岗", "second")]))
    wang.presses("到岗", message_id=first["message_id"])
    assert last_update(platform)["callback_query"]["data"] == "first"


def test_a_missing_label_names_those_that_are_there(wang: Phone, platform: Telegram) -> None:
    bot_says(platform, "一", reply_markup=inline([("到岗", "a"), ("请假", "b")]))
    with pytest.raises(LookupError, match=r"王芳 finds no button '完成', only \['到岗', '请假'\]"):
        wang.presses("完成")


def test_only_the_newest_message_shows_its_buttons(wang: Phone, platform: Telegram) -> None:
    bot_says(platform, "一", reply_markup=inline([("到岗", "a")], [("请假", "b")]))
    assert wang.buttons() == ["到岗", "请假"]
    wang.says("到")
    assert wang.buttons() == ["到岗", "请假"]
    bot_says(platform, "二")
    assert (wang.sees(), wang.buttons()) == ("二", [])


def test_a_press_on_a_deleted_message_comes_without_it(wang: Phone, platform: Telegram) -> None:
    sent = bot_says(platform, "一", reply_markup=inline([("到岗", "a")]))
    target = {"chat_id": 1001, "message_id": sent["message_id"]}
    platform.call(TOKEN, "deleteMessage", target)
    wang.presses_data("forged", sent["message_id"])
    query = last_update(platform)["callback_query"]
    assert query["data"] == "forged"
    assert query["message"] == {
        "chat": {"id": 1001, "first_name": "王芳", "type": "private"},
        "message_id": sent["message_id"],
        "date": 0,
    }


def test_the_contact_button_sends_ones_own_card(wang: Phone, platform: Telegram) -> None:
    prompt = bot_says(platform, "请发送手机号", reply_markup=CONTACT)
    assert wang.keyboard() == ["发送手机号", "取消"]
    wang.shares_contact()
    message = last_update(platform)["message"]
    assert message["contact"] == {
        "phone_number": "+8613900000001",
        "first_name": "王芳",
        "user_id": 1001,
    }
    assert message["reply_to_message"]["message_id"] == prompt["message_id"]


def test_without_the_button_no_contact_is_shared(wang: Phone, platform: Telegram) -> None:
    with pytest.raises(LookupError, match="王芳"):
        wang.shares_contact()
    bot_says(platform, "请发送手机号", reply_markup=CONTACT)
    bot_says(platform, "谢谢", reply_markup={"remove_keyboard": True})
    assert wang.keyboard() == []
    with pytest.raises(LookupError, match="王芳"):
        wang.shares_contact()


def test_somebody_elses_card_carries_their_number(wang: Phone, platform: Telegram) -> None:
    wang.shares_contact_of(None, "+8613900000009", "陌生人")
    message = last_update(platform)["message"]
    assert message["contact"] == {"phone_number": "+8613900000009", "first_name": "陌生人"}
    assert "reply_to_message" not in message


def test_a_keyboard_for_one_use_is_put_away(wang: Phone, platform: Telegram) -> None:
    bot_says(platform, "选", reply_markup=CONTACT | {"one_time_keyboard": True})
    wang.says("取消")
    assert wang.keyboard() == []


def test_pictures_places_and_stickers_are_sent(wang: Phone, platform: Telegram) -> None:
    wang.sends_photo(caption="楼道已清理")
    photo = last_update(platform)["message"]
    assert photo["caption"] == "楼道已清理"
    assert wang.downloads(photo["photo"][-1]["file_id"]).startswith(b"\x89PNG")
    assert photo["photo"][0]["width"] < photo["photo"][-1]["width"] == 640
    wang.sends_location(39.9, 116.4)
    location = last_update(platform)["message"]["location"]
    assert location == {"latitude": 39.9, "longitude": 116.4}
    wang.sends_sticker()
    assert last_update(platform)["message"]["sticker"]["emoji"] == "👍"


def test_an_own_message_can_be_edited(wang: Phone, platform: Telegram) -> None:
    wang.says("楼道清里了")
    own = wang.messages[-1]["message_id"]
    wang.edits(own, "楼道清理了")
    edited = last_update(platform)["edited_message"]
    assert (edited["message_id"], edited["text"]) == (own, "楼道清理了")
    assert "edit_date" in edited
    sent = bot_says(platform, "收到")
    with pytest.raises(PermissionError, match="王芳"):
        wang.edits(sent["message_id"], "没收到")


def test_who_blocked_the_bot_says_nothing_until_they_start_again(
    wang: Phone, platform: Telegram
) -> None:
    wang.blocks()
    with pytest.raises(RuntimeError, match="王芳 has blocked the bot"):
        wang.says("到")
    wang.starts()
    kinds = [sorted(one) for one in platform.call(TOKEN, "getUpdates", {})]
    assert [kind[0] for kind in kinds] == ["my_chat_member", "my_chat_member", "message"]


def test_a_phone_is_the_same_phone_when_asked_again(platform: Telegram, wang: Phone) -> None:
    assert platform.phone(1001, "王芳") is wang is platform.phones[1001]


def test_who_watches_sees_everything_as_it_happens(platform: Telegram, wang: Phone) -> None:
    seen: list[Event] = []
    leave = platform.subscribe(seen.append)
    sent = bot_says(platform, "点名", reply_markup=inline([("到岗", "a")]))
    wang.presses("到岗")
    press = last_update(platform)["callback_query"]["id"]
    platform.call(TOKEN, "answerCallbackQuery", {"callback_query_id": press, "text": "好"})
    target = {"chat_id": 1001, "message_id": sent["message_id"]}
    platform.call(TOKEN, "editMessageText", target | {"text": "已记录"})
    platform.call(TOKEN, "deleteMessage", target)
    leave()
    wang.says("到")
    assert [event.kind for event in seen] == [
        EventKind.SENT,
        EventKind.QUEUED,
        EventKind.ANSWERED,
        EventKind.EDITED,
        EventKind.DELETED,
    ]
    assert {event.chat_id for event in seen} == {1001}


def test_calls_are_written_down_with_their_outcome(platform: Telegram, wang: Phone) -> None:
    bot_says(platform, "点名")
    wang.blocks()
    with pytest.raises(Exception, match="blocked"):
        bot_says(platform, "点名")
    good, bad = platform.calls
    assert (good.method, good.chat_id, good.ok) == ("sendMessage", 1001, True)
    assert (bad.ok, bad.error) == (False, "Forbidden: bot was blocked by the user")


def test_only_so_many_calls_are_remembered(platform: Telegram) -> None:
    short = Telegram(now=platform.state.now, remembered_calls=2)
    for _ in range(3):
        short.call(TOKEN, "getMe", {})
    assert len(short.calls) == 2
