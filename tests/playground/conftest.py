"""A street with a frozen clock, three phones, and the platform on the line."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from playground.clock import MovableClock
from playground.phones import Phone
from playground.server import BotApiServer
from playground.telegram import TOKEN, Telegram
from playground.web.site import Site
from tests.kit.page import Page
from tests.kit.quiet_office import QuietOffice
from tests.playground.clients import CLIENTS, Client, plain_refusal, refusal
from tests.playground.ears import By, Door, Ears, opened_door

Asked = Callable[..., Any]
MORNING = datetime(2026, 11, 25, 0, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(at=MORNING, freeze=True)


@pytest.fixture
def platform(clock: MovableClock) -> Telegram:
    return Telegram(now=clock)


@pytest.fixture
def wang(platform: Telegram) -> Phone:
    """王芳 of 三里社区, who has already opened the bot; the bot has heard it."""
    phone = platform.phone(1001, "王芳", phone_number="+8613900000001")
    phone.starts()
    platform.state.updates.clear()
    return phone


@pytest.fixture
async def server(platform: Telegram) -> AsyncIterator[BotApiServer]:
    server = BotApiServer(platform, webhook_pause=0.01)
    await server.start()
    yield server
    await server.stop()


@pytest.fixture(params=CLIENTS)
async def client(
    request: pytest.FixtureRequest, server: BotApiServer, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Client]:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    client = CLIENTS[request.param](server.base, TOKEN)
    yield client
    await client.close()


@pytest.fixture
def send(client: Client, wang: Phone) -> Asked:
    async def to_wang(text: str, **params: Any) -> Any:
        return await client.call("sendMessage", chat_id=wang.user_id, text=text, **params)

    return to_wang


@pytest.fixture
def refused(client: Client, wang: Phone) -> Asked:
    async def to_wang(method: str = "sendMessage", **params: Any) -> str:
        return await refusal(client, method, **({"chat_id": wang.user_id} | params))

    return to_wang


@pytest.fixture
def plainly_refused(client: Client, wang: Phone) -> Asked:
    async def to_wang(method: str = "sendMessage", **params: Any) -> str:
        return await plain_refusal(client, method, **({"chat_id": wang.user_id} | params))

    return to_wang


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    async with opened_door() as door:
        yield door


@pytest.fixture(params=By)
async def ears(request: pytest.FixtureRequest, client: Client, door: Door) -> Ears:
    ears = Ears(client, door, by=request.param)
    await ears.opens()
    return ears


@pytest.fixture
def quiet(clock: MovableClock) -> QuietOffice:
    return QuietOffice(clock)


@pytest.fixture
async def site(platform: Telegram, wang: Phone, quiet: QuietOffice) -> AsyncIterator[Site]:
    """The page of a quiet office with two phones, 王芳's and 张伟's."""
    platform.phone(1002, "张伟", phone_number="+8613900000002")
    site = Site(platform, quiet, port=0)
    opened: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    async with asyncio.TaskGroup() as group:
        serving = group.create_task(site.run(opened))
        await opened
        yield site
        serving.cancel()


@pytest.fixture
async def page(site: Site) -> AsyncIterator[Page]:
    async with Page.open(site.address) as page:
        yield page
