"""Accidents on the line, as they are ordered and as a caller meets them."""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from playground.faults import ANY, Fault
from playground.phones import Phone
from playground.server import BotApiServer
from playground.telegram import TOKEN, Telegram


class Caller:
    def __init__(self, base: str, http: aiohttp.ClientSession) -> None:
        self._base, self._http = base, http

    async def call(self, method: str, **params: Any) -> aiohttp.ClientResponse:
        url = f"{self._base}/bot{TOKEN}/{method}"
        async with self._http.post(url, json=params) as answer:
            await answer.read()
            return answer


@pytest.fixture
async def caller(server: BotApiServer) -> AsyncIterator[Caller]:
    async with aiohttp.ClientSession() as http:
        yield Caller(server.base, http)


async def test_a_proxy_answers_with_a_page(caller: Caller, server: BotApiServer) -> None:
    server.faults.next("sendMessage", Fault.HTML_502)
    answer = await caller.call("sendMessage", chat_id=1, text="点名")
    assert (answer.status, answer.content_type) == (502, "text/html")


async def test_faults_wait_for_their_method_and_their_turn(
    caller: Caller, server: BotApiServer
) -> None:
    server.faults.next("getMe", Fault.TOO_MANY(7), times=2)
    server.faults.next("getMe", Fault.SERVER_ERROR)
    assert (await caller.call("getWebhookInfo")).status == 200
    answers = [await caller.call("getme") for _ in range(4)]
    assert [answer.status for answer in answers] == [429, 429, 500, 200]
    assert answers[0].headers["Retry-After"] == "7"
    assert (await answers[0].json())["parameters"] == {"retry_after": 7}
    assert (await answers[2].json())["description"] == "Internal Server Error"


async def test_a_fault_may_wait_for_any_method(caller: Caller, server: BotApiServer) -> None:
    server.faults.next(ANY, Fault.SERVER_ERROR)
    statuses = [(await caller.call(method)).status for method in ("getMe", "getMe")]
    assert statuses == [500, 200]


@pytest.mark.parametrize(
    ("fault", "arrived"), [(Fault.DROP_BEFORE, ""), (Fault.DROP_AFTER, "点名")]
)
async def test_a_cut_connection_leaves_the_deed_done_or_not(
    caller: Caller, server: BotApiServer, wang: Phone, fault: Fault, arrived: str
) -> None:
    server.faults.next("sendMessage", fault)
    with pytest.raises(aiohttp.ClientError):
        await caller.call("sendMessage", chat_id=wang.user_id, text="点名")
    assert wang.sees() == arrived


async def test_a_slow_answer_comes_late_but_the_deed_is_done(
    caller: Caller, server: BotApiServer, wang: Phone
) -> None:
    server.faults.next("sendMessage", Fault.SLOW(0.3))
    started = time.monotonic()
    waiting = asyncio.create_task(caller.call("sendMessage", chat_id=wang.user_id, text="点名"))
    await asyncio.sleep(0.15)
    assert (wang.sees(), waiting.done()) == ("点名", False)
    assert (await waiting).status == 200
    assert time.monotonic() - started >= 0.3


async def test_an_outage_cuts_everybody_and_ends(
    caller: Caller, server: BotApiServer, wang: Phone
) -> None:
    waiting = asyncio.create_task(caller.call("getUpdates", timeout=20))
    await asyncio.sleep(0.15)
    server.faults.offline = True
    with pytest.raises(aiohttp.ClientError):
        await waiting
    with pytest.raises(aiohttp.ClientError):
        await caller.call("sendMessage", chat_id=wang.user_id, text="点名")
    assert (server.faults.offline, wang.sees()) == (True, "")
    server.faults.offline = False
    assert (await caller.call("getMe")).status == 200


async def test_a_server_stops_while_somebody_waits(platform: Telegram) -> None:
    server = BotApiServer(platform)
    await server.start()
    async with aiohttp.ClientSession() as http:
        caller = Caller(server.base, http)
        waiting = asyncio.create_task(caller.call("getUpdates", timeout=20))
        await asyncio.sleep(0.15)
        await server.stop()
        assert (await waiting).status == 500
    await server.stop()
