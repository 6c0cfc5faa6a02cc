"""The operator's window: 200 while everything lives, 503 with the reason when it does not."""

import asyncio
import json
import sqlite3
from datetime import timedelta

import aiohttp
import pytest
from aiogram.exceptions import TelegramRetryAfter, TelegramServerError
from aiogram.methods import SendMessage

from bot.health import Window
from bot.run import serve
from domain.health import AT_MOST, Sign
from domain.settings import Flaw, WrongSetting
from models import backlog
from playground.clock import MovableClock
from playground.server import BotApiServer
from playground.telegram import Telegram
from tests.kit.figures import figure
from tests.kit.live import free_address, running
from tests.kit.owed import owed
from tests.kit.process import until
from tests.kit.street import settle_street

METHOD = SendMessage(chat_id=1, text="…")


@pytest.fixture
async def server():
    server = BotApiServer(Telegram(now=MovableClock()))
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
def address():
    return free_address()


@pytest.fixture
async def live(server, database_url, address):
    """Muster on a line of its own with its window open, after its first tick."""
    await settle_street(database_url, server.telegram, people=1)
    async with running(server, database_url, metrics=address) as app:
        await until(lambda: app.office.ticked_at is not None)
        yield app


@pytest.fixture
async def look(live, address):
    async with aiohttp.ClientSession(f"http://{address}") as outside:

        async def look(path="/health"):
            async with outside.get(path) as answer:
                return answer.status, await answer.text()

        yield look


async def test_an_office_that_lives_says_so(look):
    status, text = await look()
    told = json.loads(text)
    assert (status, told["status"], told["failing"]) == (200, "ok", {})
    assert told["seconds"].keys() == {sign.value for sign in Sign}
    assert told["waiting"] == {"queued": 0, "sending": 0, "unknown": 0, "failed": 0}


async def test_the_figures_are_told_in_prometheus_words(look):
    status, text = await look("/metrics")
    assert status == 200
    assert "# TYPE muster_updates_total counter" in text
    assert 'muster_outbox_messages{state="queued"} 0.0' in text
    assert 'muster_age_seconds{of="contact"}' in text
    assert "process_resident_memory_bytes" in text


@pytest.mark.parametrize(
    ("sign", "words"), [(Sign.CONTACT, "at most 120 s"), (Sign.TICK, "at most 60 s")]
)
async def test_a_loop_that_stands_still_is_named(live, look, server, sign, words):
    server.faults.offline = True
    if sign is Sign.CONTACT:
        live.poller.contact.steady -= 121
    else:
        live.office.ticked_at -= 61
    status, text = await look()
    told = json.loads(text)
    assert (status, told["status"]) == (503, "failing")
    assert list(told["failing"]) == [sign]
    assert words in told["failing"][sign]


async def test_before_the_first_contact_the_start_counts(house):
    pulse = await Window(house.app, opened=1e-9).pulse()
    assert set(pulse.failing()) == {Sign.CONTACT, Sign.TICK}


async def test_a_database_that_somebody_holds_is_named_and_the_rest_is_told(
    look, database_url, monkeypatch
):
    monkeypatch.setattr("bot.health.PATIENCE", 0.2)
    path = database_url.removeprefix("sqlite+aiosqlite:///")
    with sqlite3.connect(path, check_same_thread=False) as other:
        await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
        status, text = await look()
        figures, _ = await look("/metrics")
        other.rollback()
    assert (status, json.loads(text)["failing"]) == (503, {"database": "TimeoutError"})
    assert figures == 200
    assert (await look())[0] == 200


async def pulse_of(office):
    return await Window(office.app, opened=1e9).pulse()


@pytest.mark.parametrize(("minutes", "failing"), [(5, set()), (6, {Sign.OUTBOX})])
async def test_a_message_that_waits_too_long_is_a_reason(office, wang, minutes, failing):
    await owed(office, wang, "早上好")
    office.clock.advance(timedelta(minutes=minutes))
    pulse = await pulse_of(office)
    assert pulse.seconds[Sign.OUTBOX] == minutes * 60
    assert pulse.waiting["queued"] == 1
    assert set(pulse.failing()) & {Sign.OUTBOX} == failing


async def test_an_update_that_nobody_handles_is_a_reason(office, wang):
    wang.phone.says("/help")
    await office.app.poller.fetch_once()
    office.clock.advance(AT_MOST[Sign.INBOX] + timedelta(seconds=1))
    assert Sign.INBOX in (await pulse_of(office)).failing()


async def test_a_message_tried_in_vain_counts_from_its_beginning(office, wang):
    await owed(office, wang, "早上好")
    for _ in range(2):
        office.clock.advance(timedelta(minutes=3))
        office.wire.breaks.append(TelegramServerError(METHOD, "Bad Gateway"))
        await office.app.delivery.drain()
    assert wang.texts() == []
    assert (await pulse_of(office)).seconds[Sign.OUTBOX] == 6 * 60


async def test_a_message_that_the_platform_put_off_is_not_late(office, wang):
    await owed(office, wang, "早上好")
    office.wire.breaks.append(TelegramRetryAfter(METHOD, "Too Many Requests", 3600))
    await office.app.delivery.drain()
    for minutes in (30, 29.5, 0.6):
        office.clock.advance(timedelta(minutes=minutes))
        assert (await pulse_of(office)).seconds[Sign.OUTBOX] <= 60


async def test_the_oldest_is_found_in_every_lane_however_many_wait(office, wang, zhang):
    await owed(office, zhang, "第一条")
    office.clock.advance(timedelta(minutes=1))
    await owed(office, wang, *(f"通知 {n}" for n in range(100)), lane=0)
    async with office.app.sessions() as session:
        oldest = await backlog.oldest_message(session, now=office.now)
        depth = await backlog.depth(session)
    assert office.now - oldest == timedelta(minutes=1)
    assert depth["queued"] == 101


async def test_what_waits_is_shown_by_state(office, wang):
    await owed(office, wang, "早上好", "您好")
    await owed(office, wang, "请看", state="unknown")
    pulse = await pulse_of(office)
    office.app.metrics.text(pulse.waiting, pulse.seconds)
    assert figure(office.app, "outbox_messages", state="queued") == 2
    assert figure(office.app, "outbox_messages", state="unknown") == 1


async def test_without_the_setting_nothing_is_opened(server, database_url, address):
    async with running(server, database_url), aiohttp.ClientSession() as outside:
        with pytest.raises(aiohttp.ClientConnectionError):
            await outside.get(f"http://{address}/health")


async def test_a_port_that_is_taken_stops_the_start_with_its_reason(house, address):
    settings = house.settings.model_copy(update={"metrics": address})
    async with await asyncio.start_server(lambda *_: None, *address.split(":")):
        with pytest.raises(WrongSetting) as wrong:
            await serve(house.app, settings, asyncio.Event(), say=lambda _: None)
    assert (wrong.value.name, wrong.value.flaw) == ("MUSTER_METRICS", Flaw.TAKEN)
