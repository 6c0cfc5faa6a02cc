"""Three supervisors speak to many at once: their messages take turns, whoever was first."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import BigInteger, Integer, cast, null, select, union_all

from models.engine import open_engine, sessions_of
from models.outbox import Lane, OutboxState, owe_all
from models.outbox_turn import Became, Turn, put_on_the_wire, settle

NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_kind(request):
    return request.param


@pytest.fixture
async def sessions(database_url):
    engine = open_engine(database_url)
    yield sessions_of(engine)
    await engine.dispose()


def people_of(chats):
    return union_all(*(select(cast(null(), Integer), cast(chat, BigInteger)) for chat in chats))


async def speaks(sessions, who, *, chats, lane=Lane.NOTICE, put_off=timedelta(0)):
    row = {"lane": lane, "method": "sendMessage", "payload": {"by": who}, "tries": 0}
    times = {"not_before": NOW + put_off, "created_at": NOW, "expires_at": None}
    async with sessions.begin() as session:
        await owe_all(
            session, people_of(chats), key=f"{who}:", state=OutboxState.QUEUED, **row, **times
        )


async def heard(sessions, *, most):
    """Who speaks in the next so many messages, which arrive."""
    sent = Became(OutboxState.SENT, settled_at=NOW, not_before=NOW)
    async with sessions.begin() as session:
        letters = await put_on_the_wire(session, Turn(most, NOW))
        await settle(session, [(letter, sent) for letter in letters])
    return "".join(letter.payload["by"] for letter in letters)


async def test_three_broadcasts_take_turns_though_one_was_much_the_first(sessions):
    await speaks(sessions, "张", chats=range(100, 130))
    await speaks(sessions, "李", chats=range(200, 230))
    await speaks(sessions, "王", chats=range(300, 306))
    assert await heard(sessions, most=18) == "张李王" * 6
    assert await heard(sessions, most=6) == "张李" * 3


async def test_who_begins_later_waits_for_nobody_and_overtakes_nobody(sessions):
    await speaks(sessions, "张", chats=range(100, 120))
    assert await heard(sessions, most=10) == "张" * 10
    await speaks(sessions, "李", chats=range(200, 205))
    assert await heard(sessions, most=15) == "张李" * 5 + "张" * 5


async def test_what_is_put_off_makes_nobody_elses_messages_go_ahead(sessions):
    await speaks(sessions, "赵", chats=[400], put_off=timedelta(hours=1))
    await speaks(sessions, "张", chats=range(100, 120))
    assert await heard(sessions, most=10) == "张" * 10
    await speaks(sessions, "李", chats=range(200, 202))
    assert await heard(sessions, most=6) == "张李张李张张"


async def test_what_is_urgent_takes_no_turns_with_notices(sessions):
    await speaks(sessions, "张", chats=range(100, 110))
    await speaks(sessions, "李", chats=range(200, 203), lane=Lane.URGENT)
    assert await heard(sessions, most=5) == "李李李张张"
