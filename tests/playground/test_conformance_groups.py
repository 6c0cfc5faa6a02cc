"""Groups and supergroups, as both libraries find them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from playground.clock import MovableClock
from playground.groups import Group
from playground.phones import Phone
from playground.telegram import Telegram
from tests.playground.clients import Client, inline, refusal
from tests.playground.ears import Ears

Asked = Callable[..., Any]


@pytest.fixture
def li(platform: Telegram) -> Phone:
    return platform.phone(1002, "李强")


@pytest.fixture
def grid(platform: Telegram, wang: Phone, li: Phone) -> Group:
    """第三网格: a plain group of 王芳 and 李强 with the bot, which has heard so."""
    group = platform.group("第三网格", [wang, li])
    platform.state.updates.clear()
    return group


@pytest.fixture
def station(platform: Telegram, wang: Phone, li: Phone) -> Group:
    """三里工作站: the same people in a supergroup."""
    group = platform.group("三里工作站", [wang, li]).upgrades(wang)
    platform.state.updates.clear()
    return group


async def test_a_text_reaches_the_group(client: Client, grid: Group, station: Group) -> None:
    plain = await client.call("sendMessage", chat_id=grid.id, text="八点点名")
    assert plain["chat"] == {
        "id": grid.id,
        "title": "第三网格",
        "type": "group",
        "all_members_are_administrators": True,
    }
    above = await client.call("sendMessage", chat_id=station.id, text="九点开会")
    assert above["chat"] == {"id": station.id, "title": "三里工作站", "type": "supergroup"}
    assert (grid.sees(), station.sees()) == ("八点点名", "九点开会")
    assert grid.id < 0
    assert str(station.id).startswith("-100")


async def test_a_group_can_be_looked_up(client: Client, grid: Group, station: Group) -> None:
    chats = [await client.call("getChat", chat_id=group.id) for group in (grid, station)]
    shown = [(chat["id"], chat["type"], chat["title"]) for chat in chats]
    assert shown == [(grid.id, "group", "第三网格"), (station.id, "supergroup", "三里工作站")]


async def test_a_group_the_bot_never_saw_is_not_found(
    client: Client, platform: Telegram, wang: Phone
) -> None:
    strange = platform.group("棋友", [wang], with_bot=False)
    words = "400 Bad Request: chat not found"
    assert await refusal(client, "sendMessage", chat_id=strange.id, text="您好") == words


async def test_the_bot_hears_that_it_came_rose_and_went(
    ears: Ears, platform: Telegram, wang: Phone, li: Phone
) -> None:
    group = platform.group("第三网格", [wang, li])
    assert standings(await ears.hears()) == ("left", "member")
    (bot,) = (await ears.hears())["message"]["new_chat_members"]
    assert bot["username"] == "muster_bot"
    group.promotes_bot(wang)
    assert standings(await ears.hears()) == ("member", "administrator")
    group.removes_bot(li)
    gone = (await ears.hears())["message"]
    assert (gone["left_chat_member"]["id"], gone["from"]["first_name"]) == (42, "李强")
    assert standings(await ears.hears()) == ("administrator", "left")


def standings(update: dict[str, Any]) -> tuple[str, str]:
    change = update["my_chat_member"]
    return change["old_chat_member"]["status"], change["new_chat_member"]["status"]


async def test_in_a_group_the_bot_hears_what_is_meant_for_it(
    client: Client, ears: Ears, grid: Group, wang: Phone, li: Phone
) -> None:
    sent = await client.call("sendMessage", chat_id=grid.id, text="八点点名")
    assert grid.says(wang, "大家早") == 0
    assert grid.says(wang, "/today@weather_bot") == 0
    assert grid.says(wang, "看 /today") == 0
    assert grid.says(wang, "我也早", reply_to=sent["message_id"] + 1) == 0
    grid.says(wang, "/today@Muster_bot 三里")
    grid.says(li, "/today")
    grid.says(li, "到", reply_to=sent["message_id"])
    heard = [(await ears.hears())["message"] for _ in range(3)]
    assert [one["text"] for one in heard] == ["/today@Muster_bot 三里", "/today", "到"]
    assert [one["from"]["first_name"] for one in heard] == ["王芳", "李强", "李强"]
    assert heard[0]["entities"][0]["length"] == len("/today@Muster_bot")
    assert heard[2]["reply_to_message"]["text"] == "八点点名"
    assert {one["chat"]["id"] for one in heard} == {grid.id}


async def test_an_administrator_hears_everything(
    ears: Ears, grid: Group, wang: Phone, li: Phone
) -> None:
    grid.promotes_bot(wang)
    grid.says(li, "大家早")
    await ears.hears()
    assert (await ears.hears())["message"]["text"] == "大家早"


async def test_members_come_and_go(
    client: Client, grid: Group, wang: Phone, li: Phone, platform: Telegram
) -> None:
    """An administrator hears it twice, if it asked for chat_member."""
    zhang = platform.phone(1003, "张伟")
    grid.promotes_bot(wang)
    grid.adds(wang, zhang)
    kinds = [kind_of(one) for one in await client.call("getUpdates")]
    assert kinds == ["my_chat_member", "message"]
    await client.call("getUpdates", offset=-1, allowed_updates=["message", "chat_member"])
    grid.removes(wang, li)
    updates = [client.reads(one) for one in await client.call("getUpdates", offset=1)]
    assert [kind_of(one) for one in updates] == ["message", "message", "chat_member"]
    assert updates[1]["message"]["left_chat_member"]["first_name"] == "李强"
    assert updates[2]["chat_member"]["new_chat_member"]["status"] == "left"
    with pytest.raises(LookupError, match="李强 is not in 第三网格"):
        grid.says(li, "/today")


def kind_of(update: dict[str, Any]) -> str:
    return next(kind for kind in update if kind != "update_id")


async def test_a_press_in_a_group(
    client: Client, ears: Ears, grid: Group, li: Phone, platform: Telegram
) -> None:
    markup = inline([("到岗", "x")])
    await client.call("sendMessage", chat_id=grid.id, text="点名", reply_markup=markup)
    assert grid.buttons() == ["到岗"]
    grid.presses(li, "到岗")
    query = (await ears.hears())["callback_query"]
    assert (query["from"]["id"], query["message"]["chat"]["id"]) == (1002, grid.id)
    await client.call("answerCallbackQuery", callback_query_id=query["id"], text="已记录")
    assert li.popups == ["已记录"]
    with pytest.raises(LookupError, match=r"李强 finds no button '请假', only \['到岗'\]"):
        grid.presses(li, "请假")


async def test_an_upgrade_says_where_the_group_went(
    client: Client, ears: Ears, grid: Group, wang: Phone
) -> None:
    above = grid.upgrades(wang)
    left, came = (await ears.hears())["message"], (await ears.hears())["message"]
    assert (left["chat"]["id"], left["migrate_to_chat_id"]) == (grid.id, above.id)
    assert (came["chat"]["id"], came["migrate_from_chat_id"]) == (above.id, grid.id)
    words = "400 Bad Request: group chat was upgraded to a supergroup chat"
    for method, params in (
        ("sendMessage", {"text": "点名"}),
        ("sendChatAction", {"action": "typing"}),
    ):
        assert await refusal(client, method, chat_id=grid.id, **params) == words
        assert client.heard["parameters"] == {"migrate_to_chat_id": above.id}
    await client.call("sendMessage", chat_id=above.id, text="点名")
    assert (grid.sees(), above.sees()) == ("", "点名")


async def test_who_was_sent_away_is_told_so(
    client: Client, grid: Group, station: Group, wang: Phone
) -> None:
    for group, kind in ((grid, "group"), (station, "supergroup")):
        group.removes_bot(wang)
        words = f"403 Forbidden: bot was kicked from the {kind} chat"
        assert await refusal(client, "sendMessage", chat_id=group.id, text="点名") == words
        assert group.says(wang, "/today") == 0
    words = "403 Forbidden: bot was kicked from the supergroup chat"
    assert await refusal(client, "getChat", chat_id=station.id) == words
    assert (await client.call("getChat", chat_id=grid.id))["title"] == "第三网格"


async def test_who_left_is_told_so(
    client: Client, grid: Group, station: Group, wang: Phone
) -> None:
    for group, kind in ((grid, "group"), (station, "supergroup")):
        assert await client.call("leaveChat", chat_id=group.id) is True
        words = f"403 Forbidden: bot is not a member of the {kind} chat"
        assert await refusal(client, "sendMessage", chat_id=group.id, text="点名") == words
        group.adds_bot(wang)
        await client.call("sendMessage", chat_id=group.id, text="又来了")
    words = "400 Bad Request: chat member status can't be changed in private chats"
    assert await refusal(client, "leaveChat", chat_id=wang.user_id) == words


async def test_a_deleted_group(client: Client, grid: Group, station: Group) -> None:
    grid.deletes()
    station.deletes()
    words = "403 Forbidden: the group chat was deleted"
    assert await refusal(client, "sendMessage", chat_id=grid.id, text="点名") == words
    words = "403 Forbidden: bot was kicked from the supergroup chat"
    assert await refusal(client, "sendMessage", chat_id=station.id, text="点名") == words


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        ("request_contact", "phone number can be requested in private chats only"),
        ("request_location", "location can be requested in private chats only"),
    ],
)
async def test_nobodys_number_or_place_is_asked_for_before_all(
    client: Client, grid: Group, request_: str, words: str
) -> None:
    asked = {"keyboard": [[{"text": "发送", request_: True}]]}
    said = await refusal(client, "sendMessage", chat_id=grid.id, text="请", reply_markup=asked)
    assert said == f"400 Bad Request: {words}"
    plain = {"keyboard": [[{"text": "到"}]]}
    await client.call("sendMessage", chat_id=grid.id, text="请", reply_markup=plain)
    assert grid.keyboard() == ["到"]


async def test_what_others_wrote_stays_unless_one_administers(
    client: Client, grid: Group, station: Group, wang: Phone, clock: MovableClock
) -> None:
    for group, words in (
        (grid, "message can't be deleted for everyone"),
        (station, "message can't be deleted"),
    ):
        group.says(wang, "大家早")
        theirs = {"chat_id": group.id, "message_id": group.messages[-1]["message_id"]}
        refused = f"400 Bad Request: {words}"
        assert await refusal(client, "deleteMessage", **theirs) == refused
        group.promotes_bot(wang)
        assert await client.call("deleteMessage", **theirs) is True
        own = await client.call("sendMessage", chat_id=group.id, text="点名")
        clock.advance(timedelta(hours=48, seconds=1))
        target = {"chat_id": group.id, "message_id": own["message_id"]}
        assert await refusal(client, "deleteMessage", **target) == refused


async def test_a_group_has_menus_of_its_own(
    client: Client, grid: Group, wang: Phone, li: Phone
) -> None:
    """The narrowest that exists is shown; 王芳 made the group and administers it."""
    scopes: list[dict[str, Any]] = [
        {"kind": "all_group_chats"},
        {"kind": "all_chat_administrators"},
        {"kind": "chat", "chat_id": grid.id},
        {"kind": "chat_administrators", "chat_id": grid.id},
        {"kind": "chat_member", "chat_id": grid.id, "user_id": li.user_id},
    ]
    shown = []
    await client.call("setMyCommands", commands=client.commands(("default", "默认")))
    for scope in scopes:
        commands = client.commands((scope["kind"], "菜单"))
        await client.call("setMyCommands", commands=commands, scope=client.scope(**scope))
        shown.append([grid.menu_of(who)[0][0] for who in (wang, li)])
    assert shown == [
        ["all_group_chats", "all_group_chats"],
        ["all_chat_administrators", "all_group_chats"],
        ["chat", "chat"],
        ["chat_administrators", "chat"],
        ["chat_administrators", "chat_member"],
    ]
    assert [command for command, _ in wang.commands()] == ["default"]


@pytest.mark.parametrize("kind", ["chat_administrators", "chat_member"])
async def test_a_private_chat_has_no_administrators(
    client: Client, wang: Phone, kind: str
) -> None:
    named = {"chat_id": wang.user_id} | ({"user_id": 1} if kind == "chat_member" else {})
    scope, commands = client.scope(kind, **named), client.commands(("today", "今天"))
    words = "400 Bad Request: can't use specified scope in private chats"
    assert await refusal(client, "setMyCommands", commands=commands, scope=scope) == words
