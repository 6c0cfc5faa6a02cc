"""How both libraries learn what happened: long polling, its queue and its conflicts."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any

import pytest

from playground.clock import MovableClock
from playground.faults import Fault
from playground.phones import Phone
from playground.server import BotApiServer
from playground.telegram import TOKEN, Telegram
from tests.playground.clients import CLIENTS, Client, inline, plain_refusal, refusal


async def texts(client: Client, **params: Any) -> list[str]:
    updates = await client.call("getUpdates", **params)
    return [update["message"]["text"] for update in updates]


async def test_an_update_stays_until_it_is_confirmed(client: Client, wang: Phone) -> None:
    first, second = wang.says("到"), wang.says("领取")
    assert second == first + 1
    assert await texts(client) == ["到", "领取"]
    assert await texts(client, offset=first) == ["到", "领取"]
    assert await texts(client, offset=second) == ["领取"]
    assert await texts(client, offset=second + 1) == []


@pytest.mark.parametrize(("limit", "given"), [(0, 1), (2, 2), (100, 100), (1000, 100)])
async def test_a_batch_is_one_to_a_hundred(
    client: Client, wang: Phone, limit: int, given: int
) -> None:
    for number in range(101):
        wang.says(f"第 {number} 条")
    assert len(await texts(client, limit=limit)) == given


async def test_a_negative_offset_keeps_the_last_ones(client: Client, wang: Phone) -> None:
    for text in ("一", "二", "三"):
        wang.says(text)
    assert await texts(client, offset=-2) == ["二", "三"]
    assert await texts(client) == ["二", "三"]


async def test_the_same_question_at_once_is_given_one(client: Client, wang: Phone) -> None:
    wang.says("一")
    wang.says("二")
    assert await texts(client, offset=5) == ["一", "二"]
    assert await texts(client, offset=5) == ["一"]


async def test_the_same_question_again_waits_three_seconds(
    server: BotApiServer, platform: Telegram
) -> None:
    """Though it asked for none; both libraries at once, each at a server of its own."""
    async with AsyncExitStack() as ends:
        other = BotApiServer(Telegram(now=platform.state.now))
        await other.start()
        ends.push_async_callback(other.stop)
        clients = [
            CLIENTS["aiogram"](server.base, TOKEN),
            CLIENTS["python-telegram-bot"](other.base, TOKEN),
        ]
        for client in clients:
            ends.push_async_callback(client.close)
        await asyncio.gather(*(texts(client, offset=7) for client in clients))
        started = asyncio.get_running_loop().time()
        assert await asyncio.gather(*(texts(client, offset=7) for client in clients)) == [[], []]
        assert 2.9 < asyncio.get_running_loop().time() - started < 10


async def test_an_impatient_question_is_answered_as_soon_as_somebody_speaks(
    client: Client, wang: Phone
) -> None:
    assert await texts(client, offset=7) == []
    waiting = asyncio.create_task(texts(client, offset=7))
    await asyncio.sleep(0.2)
    assert not waiting.done()
    wang.says("到")
    assert await asyncio.wait_for(waiting, 10) == ["到"]


async def test_waiting_ends_when_somebody_speaks(client: Client, wang: Phone) -> None:
    waiting = asyncio.create_task(texts(client, timeout=20))
    await asyncio.sleep(0.2)
    assert not waiting.done()
    wang.says("到")
    assert await asyncio.wait_for(waiting, 10) == ["到"]


async def test_waiting_ends_when_the_time_is_up(client: Client) -> None:
    started = asyncio.get_running_loop().time()
    assert await texts(client, timeout=1) == []
    assert 0.9 < asyncio.get_running_loop().time() - started < 10


async def test_the_kinds_asked_for_are_remembered(client: Client, wang: Phone) -> None:
    await client.call("getUpdates", allowed_updates=["callback_query"])
    assert wang.says("到") == 0
    await client.call("getUpdates", offset=1)
    assert wang.says("到") == 0
    await client.call("getUpdates", offset=2, allowed_updates=[])
    assert wang.says("到") > 0


async def test_kinds_are_chosen_when_something_happens(client: Client, wang: Phone) -> None:
    """What was not asked for then does not come later; what was, stays."""
    await client.call("getUpdates", allowed_updates=["message"])
    wang.says("到")
    wang.blocks()
    await client.call("getUpdates", offset=1, allowed_updates=["my_chat_member"])
    wang.unblocks()
    updates = await client.call("getUpdates", offset=2)
    assert [sorted(one)[0] for one in updates] == ["message", "my_chat_member"]


async def test_presses_live_shorter_than_words(
    client: Client, wang: Phone, clock: MovableClock
) -> None:
    markup = inline([("到岗", "x")])
    await client.call("sendMessage", chat_id=wang.user_id, text="点名", reply_markup=markup)
    wang.presses("到岗")
    wang.says("到")
    clock.advance(timedelta(seconds=149))
    assert len(await client.call("getUpdates", offset=1)) == 2
    clock.advance(timedelta(seconds=1))
    assert await texts(client, offset=2) == ["到"]
    clock.advance(timedelta(hours=24, seconds=-151))
    assert await texts(client, offset=3) == ["到"]
    clock.advance(timedelta(seconds=1))
    assert await texts(client, offset=4) == []


@pytest.fixture
async def second(client: Client, server: BotApiServer) -> AsyncIterator[Client]:
    """The other library, on the same bot."""
    (other,) = (library for library in CLIENTS.values() if not isinstance(client, library))
    second = other(server.base, TOKEN)
    yield second
    await second.close()


async def test_a_second_listener_ends_the_first(client: Client, second: Client) -> None:
    first = asyncio.create_task(refusal(client, "getUpdates", timeout=20))
    await asyncio.sleep(0.2)
    waiting = asyncio.create_task(texts(second, offset=1, timeout=1))
    assert await first == (
        "409 Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running"
    )
    assert await waiting == []


async def test_nobody_listens_beside_a_webhook(client: Client, second: Client) -> None:
    first = asyncio.create_task(refusal(client, "getUpdates", timeout=20))
    await asyncio.sleep(0.2)
    await second.call("setWebhook", url="https://muster.example.com/hook")
    assert await first == "409 Conflict: terminated by setWebhook request"
    assert await refusal(client, "getUpdates") == (
        "409 Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
    await client.call("deleteWebhook")
    assert await texts(client, offset=1) == []


async def test_a_server_that_stops_says_so(client: Client, server: BotApiServer) -> None:
    waiting = asyncio.create_task(refusal(client, "getUpdates", timeout=20))
    await asyncio.sleep(0.2)
    await server.stop()
    assert await waiting == "500 Internal Server Error: restart"


async def test_a_method_nobody_knows(client: Client) -> None:
    assert await plain_refusal(client, "sendPigeon") == "404 Not Found: method not found"


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault.SERVER_ERROR, "500 Internal Server Error"),
        (Fault.TOO_MANY(10_072), "429 Too Many Requests: retry after 10072"),
    ],
)
async def test_accidents_have_the_platforms_words(
    client: Client, server: BotApiServer, fault: Fault, words: str
) -> None:
    server.faults.next("getMe", fault)
    assert await refusal(client, "getMe") == words


async def test_a_proxys_page_is_no_answer(client: Client, server: BotApiServer) -> None:
    server.faults.next("getMe", Fault.HTML_502)
    with pytest.raises(client.unreadable):
        await client.call("getMe")
    assert (await client.call("getMe"))["id"] == 42


@pytest.mark.parametrize("token", ["42:WRONG", "43:PLAYGROUND"])
@pytest.mark.parametrize("library", CLIENTS)
async def test_a_wrong_token_is_turned_away(
    server: BotApiServer, library: str, token: str
) -> None:
    client = CLIENTS[library](server.base, token)
    assert await refusal(client, "getMe") == "401 Unauthorized"
    await client.close()
