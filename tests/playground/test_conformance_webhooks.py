"""Webhooks as both libraries set them, and what the bot's own door then receives."""

import asyncio
from datetime import timedelta
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest
from aiogram import Bot, Dispatcher
from aiogram.methods import SendMessage
from aiogram.types import Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from playground.clock import MovableClock
from playground.phones import Phone
from playground.server import BotApiServer
from playground.telegram import TOKEN, Telegram
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
    """At once, after 2, 4; as long as the bot asks; after 8. A second lasts a hundredth here."""
    asking = web.Response(status=429, headers={"Retry-After": "7"})
    door.answers = [
        *(web.Response(status=500) for _ in range(3)),
        asking,
        web.Response(status=500),
    ]
    await client.call("setWebhook", url=door.url)
    wang.says("一")
    await until_taken(platform)
    pauses = [after - before for before, after in pairwise(door.hours)]
    assert all(
        pause >= hundredths / 100
        for pause, hundredths in zip(pauses, (0, 2, 4, 7, 8), strict=True)
    )


async def test_a_webhook_set_anew_is_tried_at_once(
    client: Client, door: Door, wang: Phone, clock: MovableClock
) -> None:
    door.answers = [web.Response(status=503, headers={"Retry-After": "3600"})]
    await client.call("setWebhook", url=door.url)
    wang.says("到")
    assert await door.next_text() == "到"
    clock.advance(timedelta(seconds=1))
    await client.call("setWebhook", url=door.url)
    assert await door.next_text() == "到"


async def test_what_would_come_too_late_is_dropped(
    client: Client, door: Door, wang: Phone, platform: Telegram
) -> None:
    """A press lives 150 s: a bot that asks for ten minutes never sees it again."""
    markup = inline([("到岗", "x")])
    await client.call("sendMessage", chat_id=wang.user_id, text="点名", reply_markup=markup)
    door.answers = [web.Response(status=503, headers={"Retry-After": "600"})]
    await client.call("setWebhook", url=door.url)
    wang.presses("到岗")
    await until_taken(platform)
    assert len(door.hours) == 1


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"status": 302, "headers": {"Location": "/hook"}}, "302 Found"),
        ({"status": 403}, "403 Forbidden"),
        ({"status": 404}, "404 Not Found"),
        ({"status": 502, "text": "<html></html>", "content_type": "text/html"}, "502 Bad Gateway"),
    ],
)
async def test_a_wrong_answer_is_written_down(
    client: Client,
    door: Door,
    wang: Phone,
    platform: Telegram,
    answer: dict[str, Any],
    words: str,
) -> None:
    door.answers = [web.Response(**answer)]
    await client.call("setWebhook", url=door.url)
    wang.says("到")
    assert [await door.next_text(), await door.next_text()] == ["到", "到"]
    await until_taken(platform)
    info = await client.call("getWebhookInfo")
    assert info["last_error_message"] == f"Wrong response from the webhook: {words}"


async def test_a_door_that_is_shut_is_written_down(
    client: Client, door: Door, wang: Phone, platform: Telegram
) -> None:
    closed = door.url.replace("127.0.0.1", "127.0.0.2")
    await client.call("setWebhook", url=closed)
    wang.says("到")
    for _ in range(500):
        if "last_error_message" in (info := await client.call("getWebhookInfo")):
            break
        await asyncio.sleep(0.01)
    assert (info["last_error_message"], info["pending_update_count"]) == ("Connection refused", 1)


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


FORM = {"method": "sendMessage", "chat_id": "1001", "text": "收到"}


@pytest.mark.parametrize("by", ["json", "form", "parts"])
async def test_an_answer_may_carry_a_call(
    client: Client, door: Door, wang: Phone, platform: Telegram, by: str
) -> None:
    answers = {
        "json": web.json_response(FORM),
        "form": web.Response(
            text=urlencode(FORM), content_type="application/x-www-form-urlencoded"
        ),
        "parts": web.Response(body=aiohttp.FormData(FORM, default_to_multipart=True)()),
    }
    door.answers = [answers[by]]
    await client.call("setWebhook", url=door.url)
    wang.says("到")
    await until_taken(platform)
    assert wang.sees() == "收到"


@pytest.mark.parametrize(
    "call",
    [
        {"method": "deleteWebhook"},
        {"method": "SETWEBHOOK", "url": ""},
        {"method": "getUpdates"},
        {"method": "close"},
        {"method": "logOut"},
        {"method": "sendMessage", "chat_id": 1001, "text": ""},
        {"method": "sendPigeon"},
        {"method": ["sendMessage"]},
        ["sendMessage"],
        "ok",
    ],
)
async def test_some_answers_are_no_calls(
    client: Client, door: Door, wang: Phone, platform: Telegram, call: Any
) -> None:
    """The update counts as taken all the same, and nobody hears of the refusal."""
    door.answers = [web.json_response(call)]
    await client.call("setWebhook", url=door.url)
    calls = len(platform.calls)
    wang.says("到")
    await until_taken(platform)
    assert [one.ok for one in list(platform.calls)[calls:]] in ([], [False])
    info = await client.call("getWebhookInfo")
    assert info["url"] == door.url
    assert "last_error_message" not in info


async def test_parts_that_cannot_be_read_are_no_call(
    client: Client, door: Door, wang: Phone, platform: Telegram
) -> None:
    door.answers = [
        web.Response(body=b"--x", headers={"Content-Type": "multipart/form-data"}),
        web.Response(body=b"{", headers={"Content-Type": "application/json"}),
    ]
    await client.call("setWebhook", url=door.url)
    wang.says("一")
    wang.says("二")
    assert [await door.next_text(), await door.next_text()] == ["一", "二"]
    await until_taken(platform)


async def test_aiograms_own_handler_answers_with_a_call(
    platform: Telegram, server: BotApiServer, wang: Phone
) -> None:
    """What a handler of that library returns travels back in the answer to the webhook."""
    office, bot = Dispatcher(), Bot(TOKEN)
    office.message.register(AnswersAlways.hears)
    app = web.Application()
    handler = SimpleRequestHandler(office, bot, handle_in_background=False)
    handler.register(app, "/hook")
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    platform.call(TOKEN, "setWebhook", {"url": url})
    wang.says("到")
    await until_taken(platform)
    assert wang.sees() == "已收到“到”"
    platform.call(TOKEN, "deleteWebhook", {})
    await runner.cleanup()


class AnswersAlways:
    @staticmethod
    async def hears(message: Message) -> SendMessage:
        return message.answer(f"已收到“{message.text}”")


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
