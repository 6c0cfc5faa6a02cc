"""C. On the way from the bot: refused, slowed, cut, gone, too long, too old, without a token."""

from datetime import timedelta

import pytest
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import select

from bot.outcome import Again, judge
from bot.outgoing import MAX_CAPTION, MAX_TEXT, _sent
from bot.wire import Spoken, result_of
from domain.text import utf16_length
from models.outbox import Outbox, OutboxState
from tests.kit.owed import owed
from views.screen import Screen

METHOD = Spoken.of("sendMessage", {"chat_id": 1, "text": "早上好"})


async def states(office):
    async with office.app.sessions() as session:
        rows = (await session.exec(select(Outbox).order_by(Outbox.id))).all()
        return [(row.state, row.tries) for row in rows]


@pytest.mark.parametrize("seconds", [3, 600])
async def test_c03_a_chat_waits_exactly_as_long_as_it_is_told(office, wang, seconds):
    office.wire.breaks.append(TelegramRetryAfter(METHOD, "Too Many Requests", seconds))
    await owed(office, wang, "早上好")
    await office.app.delivery.drain()
    office.clock.advance(timedelta(seconds=seconds - 1))
    await office.app.delivery.drain()
    assert wang.texts() == []

    office.clock.advance(timedelta(seconds=1))
    await office.app.delivery.drain()
    assert wang.texts() == ["早上好"]


async def test_c03_only_the_chat_that_was_told_to_wait_waits(office, wang, zhang):
    office.wire.breaks.append(TelegramRetryAfter(METHOD, "Too Many Requests", 600))
    await owed(office, wang, "早上好")
    await owed(office, zhang, "早上好")
    await office.app.delivery.drain()
    assert (wang.texts(), zhang.texts()) == ([], ["早上好"])


@pytest.mark.parametrize(
    "page",
    [b"<html>502 Bad Gateway</html>", b'{"ok":true,"result":{"message_', b"", b"[]", b"\xff\xfe"],
    ids=["a page", "cut short", "nothing", "no object", "no text"],
)
@pytest.mark.parametrize("status", [200, 502])
def test_c04_an_answer_that_is_none_is_tried_again(office_line, status, page):
    session, bot = office_line
    with pytest.raises(Exception) as broken:  # noqa: PT011 - of which kind is judged below
        result_of(session, bot, METHOD, status, page)
    assert isinstance(judge(broken.value), Again), broken.value


@pytest.fixture
def office_line(house):
    return house.wire, house.app.bot


@pytest.mark.parametrize(
    "broken",
    [
        TelegramServerError(METHOD, "Internal Server Error"),
        ClientDecodeError("Failed to decode object", ValueError(), ""),
        TelegramNetworkError(METHOD, "ServerDisconnectedError"),
    ],
    ids=["500", "page", "reset"],
)
async def test_c04_an_hour_of_faults_loses_no_message(office, wang, broken):
    await owed(office, wang, "早上好")
    office.app.delivery.pace.pause = lambda seconds: None
    for _ in range(20):
        office.wire.breaks.append(broken)
        await office.app.delivery.drain()
        office.wire.breaks.clear()
        office.clock.advance(timedelta(minutes=3))
        if wang.texts():
            break
        office.app.delivery.uplink.is_down = False
    await office.app.delivery.drain()
    assert wang.texts() == ["早上好"]


async def test_c07_the_line_is_gone_from_0755_to_0855(office, wang, zhang, zhao):
    """The roll opens on its hour; what still makes sense is said once when the line is back."""
    await office.app.poller.contact.heard(0.0)
    await office.at("07:55")
    for minutes in (5, 50, 5):
        office.clock.advance(timedelta(minutes=minutes))
        await office.ticks()
    zhang.phone.says("到")
    await office.app.poller.contact.heard(60 * 60.0)
    await office.settle()

    assert len(wang.texts()) == 2, "the question and the reminder"
    assert len([text for text in wang.texts() if "您到岗了吗" in text]) == 1
    assert "迟到 55 分钟" in zhang.sees()
    assert "迟到 55 分钟" in await wang.presses("到岗")
    await office.at("09:00")
    assert "到岗 0、迟到 2" in zhao.sees()


async def test_c07_what_is_over_when_the_line_is_back_is_not_said(office, wang, zhao):
    await office.at("07:55")
    for minutes in (5, 50, 15):
        office.clock.advance(timedelta(minutes=minutes))
        await office.ticks()
    await office.settle()
    [said] = wang.texts()
    assert "缺勤" in said, "neither the question nor the reminder, but what became of it"
    assert "您到岗了吗" not in said
    assert "缺勤 2" in zhao.sees()


@settings(max_examples=25)
@given(text=st.text(st.characters(codec="utf-8"), min_size=1, max_size=2_500))
def test_c09_a_picture_and_its_words_fit(text):
    first, *more = _sent(1, Screen(text=text, photo="AgAD"))
    assert utf16_length(first["payload"]["caption"]) <= MAX_CAPTION
    assert all(utf16_length(row["payload"]["text"]) <= MAX_TEXT for row in more)


@pytest.mark.parametrize(
    "words",
    [
        "Bad Request: message is not modified: specified new message content is the same",
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
    ],
)
async def test_c11_what_is_so_already_or_too_late_to_say_is_done(office, wang, words):
    office.wire.breaks.append(TelegramBadRequest(METHOD, words))
    await owed(office, wang, "-", "早上好")
    await office.app.delivery.drain()
    assert await states(office) == [(OutboxState.SENT, 0)] * 2
    assert wang.texts() == ["早上好"]
    assert (await office.person("王芳")).unreachable is None


async def test_c12_a_revoked_token_stops_the_sender_and_loses_nothing(office, wang, zhang):
    paused = []
    office.app.delivery.pace.pause = paused.append
    office.wire.breaks += [TelegramUnauthorizedError(METHOD, "Unauthorized")] * 4
    await owed(office, wang, "早上好")
    await owed(office, zhang, "早上好")
    await office.app.delivery.drain()
    assert (wang.texts(), zhang.texts()) == ([], [])
    assert max(paused) == 60.0
    assert {state for state, _ in await states(office)} == {OutboxState.QUEUED}

    office.wire.breaks.clear()
    office.clock.advance(timedelta(minutes=2))
    await office.app.delivery.drain()
    assert (wang.texts(), zhang.texts()) == (["早上好"], ["早上好"])
