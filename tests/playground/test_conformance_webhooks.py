"""Webhooks as both libraries set them, and what the bot's own door then receives."""

import asyncio
from itertools import pairwise
from typing import Any

import pytest
from aiohttp import web

from playground.phones import Phone
from playground.server import BotApiServer
from playground.telegram import Telegram
from tests.playground.clients import Client, inline, refusal
from tests.playground.ears import Door


async def until_taken(platform: Telegram) -> None:
    for _ in range(1000):
        if not len(platform.state.updates):
            return
        await asyncio.sleep(0.01)
    pytest.fail("the bot's door took nothing")


async def test_updates_come_with_the_secret(
    client: Client, door: Door, wang: Phone, platform: Telegram
) -> None:
    wang.says("早来的")
    await client.call("setWebhook", url=door.url, secret_token="Kou-Ling_8")
    wang.says("到")
    assert [await door.next_text(), await door.next_text()] == ["早来的", "到"]
    assert door.secrets == ["Kou-Ling_8"] * 2
    await until_taken(platform)
    assert (await client.call("getWebhookInfo"))["pending_update_count"] == 0


async def test_a_refused_update_comes_again_before_the_next(
    client: Client, door: Door, wang: Phone, platform: Telegram
) -> None:
    door.answers = [web.Response(status=500), web.Response(status=500), web.Response()]
    await client.call("setWebhook", url=door.url)
    wang.says("一")
    wang.says("二")
    assert [await door.next_text() for _ in range(4)] == ["一", "一", "一", "二"]
    await until_taken(platform)
    info = await client.call("getWebhookInfo")
    words = "Wrong response from the webhook: 500 Internal Server Error"
    assert (info["url"], info["last_error_message"]) == (door.url, words)


async def test_the_pauses_grow(
    client: Client, door: Door, wang: Phone, platform: Telegram
) -> None:
    door.answers = [web.Response(status=500) for _ in range(4)]
    await client.call("setWebhook", url=door.url)
    wang.says("一")
    await until_taken(platform)
    pauses = [after - before for before, after in pairwise(door.hours)]
    assert all(
        pause >= hundredths / 100 for pause, hundredths in zip(pauses, (0, 2, 4, 8), strict=True)
    )


async def test_one_persons_trouble_does_not_hold_up_another(
    client: Client, door: Door, wang: Phone, platform: Telegram
) -> None:
    door.answers = [web.Response(status=503, headers={"Retry-After": "3600"})]
    await client.call("setWebhook", url=door.url)
    wang.says("到")
    assert await door.next_text() == "到"
    platform.phone(1002, "李强").says("我也到")
    assert await door.next_text() == "我也到"
    assert len(platform.state.updates) == 1


async def test_a_press_may_overtake_a_message(client: Client, door: Door, wang: Phone) -> None:
    markup = inline([("到岗", "x")])
    await client.call("sendMessage", chat_id=wang.user_id, text="点名", reply_markup=markup)
    door.answers = [web.Response(status=503, headers={"Retry-After": "3600"})]
    await client.call("setWebhook", url=door.url)
    wang.says("到")
    await door.next_text()
    wang.presses("到岗")
    update = await asyncio.wait_for(door.knocks.get(), 10)
    assert update["callback_query"]["data"] == "x"


async def test_an_answer_may_carry_a_call(
    client: Client, door: Door, wang: Phone, platform: Telegram
) -> None:
    reply = {"method": "sendMessage", "chat_id": wang.user_id, "text": "收到"}
    forbidden = {"method": "deleteWebhook"}
    door.answers = [web.json_response(reply), web.json_response(forbidden)]
    await client.call("setWebhook", url=door.url)
    wang.says("到")
    wang.says("在吗")
    await until_taken(platform)
    assert wang.sees() == "收到"
    assert (await client.call("getWebhookInfo"))["url"] == door.url


async def test_deleting_the_webhook_may_drop_what_waits(
    client: Client, wang: Phone, platform: Telegram, server: BotApiServer
) -> None:
    server.faults.offline = True
    platform.call(platform.state.token, "setWebhook", {"url": "https://muster.example.com/"})
    wang.says("到")
    server.faults.offline = False
    await client.call("deleteWebhook", drop_pending_updates=True)
    assert await client.call("getUpdates") == []


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"url": "http://example.com/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"secret_token": "x" * 257}, "secret token is too long"),
        ({"secret_token": "口令"}, "secret token contains unallowed characters"),
    ],
)
async def test_a_webhook_that_cannot_be_set(
    client: Client, params: dict[str, Any], words: str
) -> None:
    asked = {"url": "https://muster.example.com/"} | params
    assert await refusal(client, "setWebhook", **asked) == f"400 Bad Request: {words}"


async def test_a_webhook_is_set_once_a_second(client: Client) -> None:
    await client.call("setWebhook", url="https://muster.example.com/")
    words = "429 Too Many Requests: retry after 1"
    assert await refusal(client, "setWebhook", url="https://muster.example.com/") == words
    await client.call("deleteWebhook")
