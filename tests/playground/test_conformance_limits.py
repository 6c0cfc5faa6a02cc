"""How fast a bot may speak, as both libraries are told; the clock stands still until moved."""

from datetime import timedelta

import aiohttp

from playground.clock import MovableClock
from playground.pace import Limits
from playground.phones import Phone
from playground.server import BotApiServer
from playground.telegram import TOKEN, Telegram
from tests.playground.clients import Client, inline, refusal

WAIT_A_SECOND = "429 Too Many Requests: retry after 1"


async def test_without_limits_nobody_waits(
    client: Client, wang: Phone, platform: Telegram
) -> None:
    assert platform.limits is None
    for _ in range(35):
        await client.call("sendMessage", chat_id=wang.user_id, text="点名")


async def test_one_a_second_to_a_chat_after_a_short_burst(
    client: Client, wang: Phone, clock: MovableClock, platform: Telegram
) -> None:
    platform.limits = Limits()
    message = {"chat_id": wang.user_id, "text": "点名"}
    for _ in range(5):
        await client.call("sendMessage", **message)
    assert await refusal(client, "sendMessage", **message) == WAIT_A_SECOND
    assert client.heard["parameters"] == {"retry_after": 1}
    clock.advance(timedelta(seconds=1))
    await client.call("sendMessage", **message)
    assert await refusal(client, "sendMessage", **message) == WAIT_A_SECOND


async def test_thirty_a_second_in_all(
    client: Client, platform: Telegram, clock: MovableClock
) -> None:
    platform.limits = Limits(per_second=30)
    for number in range(31):
        platform.phone(2000 + number, f"住{number}").starts()
    for number in range(30):
        platform.call(TOKEN, "sendMessage", {"chat_id": 2000 + number, "text": "通知"})
    last = {"chat_id": 2030, "text": "通知"}
    assert await refusal(client, "sendMessage", **last) == WAIT_A_SECOND
    clock.advance(timedelta(milliseconds=40))
    await client.call("sendMessage", **last)


async def test_twenty_a_minute_to_a_group(
    client: Client, wang: Phone, platform: Telegram, clock: MovableClock
) -> None:
    """Even to one that is written to no faster than any chat may be."""
    platform.limits = Limits(per_chat=10, burst=20)
    group = platform.group("第三网格", [wang])
    message = {"chat_id": group.id, "text": "点名"}
    for _ in range(20):
        await client.call("sendMessage", **message)
    words = "429 Too Many Requests: retry after 3"
    assert await refusal(client, "sendMessage", **message) == words
    clock.advance(timedelta(seconds=3))
    await client.call("sendMessage", **message)
    await client.call("sendMessage", chat_id=wang.user_id, text="这里不限")


async def test_edits_count_and_answers_to_presses_do_not(
    client: Client, wang: Phone, platform: Telegram
) -> None:
    platform.limits = Limits(burst=2)
    target = {"chat_id": wang.user_id, "text": "点名"}
    sent = await client.call("sendMessage", reply_markup=inline([("到岗", "x")]), **target)
    wang.presses("到岗")
    edited = {"chat_id": wang.user_id, "message_id": sent["message_id"]}
    await client.call("editMessageText", text="已记录", **edited)
    assert await refusal(client, "editMessageText", text="晚了", **edited) == WAIT_A_SECOND
    press = next(iter(platform.state.presses))
    await client.call("answerCallbackQuery", callback_query_id=press, text="已记录")
    await client.call("sendChatAction", chat_id=wang.user_id, action="typing")


async def test_limits_are_lowered_and_lifted_while_it_runs(
    client: Client, wang: Phone, platform: Telegram
) -> None:
    message = {"chat_id": wang.user_id, "text": "点名"}
    await client.call("sendMessage", **message)
    platform.limits = Limits(per_second=0.0001, burst=100)
    assert await refusal(client, "sendMessage", **message) == (
        "429 Too Many Requests: retry after 9999"
    )
    platform.limits = None
    await client.call("sendMessage", **message)


async def test_who_must_wait_reads_it_in_the_header_too(
    server: BotApiServer, wang: Phone, platform: Telegram
) -> None:
    platform.limits = Limits(per_chat=0.1, burst=1)
    message = {"chat_id": wang.user_id, "text": "点名"}
    platform.call(TOKEN, "sendMessage", message)
    async with aiohttp.ClientSession() as http:
        url = f"{server.base}/bot{TOKEN}/sendMessage"
        async with http.post(url, json=message) as answer:
            assert (answer.status, answer.headers["Retry-After"]) == (429, "10")
            assert await answer.json() == {
                "ok": False,
                "error_code": 429,
                "description": "Too Many Requests: retry after 10",
                "parameters": {"retry_after": 10},
            }
