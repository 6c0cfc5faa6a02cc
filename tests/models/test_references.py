"""No row names what is not there, and nothing that rows name is taken away, on both databases."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, insert, literal, text, update
from sqlalchemy import select as core_select
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from domain.broadcast import BroadcastState
from models.broadcast import Broadcast, Receipt
from models.outbox import Lane, Outbox
from models.person import Person
from models.references import LOOKED_UP
from models.review import Review
from models.roll_call import RollAnswer, RollCall
from models.roll_place import RollPlace

NOW = datetime(2026, 11, 23, tzinfo=UTC)
NOBODY = 999_999
OF_MANY = {
    table.__tablename__: table for table in (RollAnswer, RollPlace, Review, Receipt, Outbox)
}
SAME = {
    "review": {"day": date(2026, 11, 23), "until": NOW},
    "outbox": {
        "chat_id": 1,
        "lane": Lane.NOTICE,
        "method": "sendMessage",
        "payload": {},
        "not_before": NOW,
        "created_at": NOW,
    },
}


@pytest.fixture(params=["sqlite", "postgresql"])
def database_kind(request):
    return request.param


@pytest.fixture
async def named(office, wang, zhao):
    """What a right row names: 王芳, her unit, a roll and a broadcast."""
    unit = office.units["三里社区"].id
    times = dict.fromkeys(("opened_at", "begins_at", "on_time_until", "closes_at"), NOW)
    roll = RollCall(unit_id=unit, day=NOW.date(), **times)
    told = {"text": "明天停水", "target": {}, "unit_id": unit, "sent_by": zhao.person_id}
    sent = Broadcast(**told, made_at=NOW, begins_at=NOW, state=BroadcastState.SENT)
    async with office.app.sessions.begin() as session:
        session.add_all((roll, sent))
        await session.flush()
    people = dict.fromkeys(("person_id", "held_for", "proxy_by"), wang.person_id)
    ids = {**people, "unit_id": unit}
    return ids | {"roll_call_id": roll.id, "broadcast_id": sent.id}


async def is_refused(office, statement):
    try:
        async with office.app.sessions.begin() as session:
            await session.exec(statement)
    except IntegrityError:
        return True
    return False


def everyone(named, shift=0):
    """A row of the roll for each person, or for ids that nobody has."""
    ids = {column: literal(named[column]) for column in ("roll_call_id", "unit_id")}
    rest = {"attendance": literal("awaited"), "minutes": literal(0)}
    columns = {"person_id": col(Person.id) + shift} | ids | rest
    many = core_select(*columns.values())
    return insert(RollAnswer).from_select(list(columns), many)


async def test_rows_name_what_is_there_and_stays_there(office, named):
    for name, columns in LOOKED_UP.items():
        right = SAME.get(name, {}) | {column: named[column] for column in columns}
        for column in columns:
            wrong = insert(OF_MANY[name]).values(right | {column: NOBODY})
            assert await is_refused(office, wrong), (name, column)
        if name != "roll_answer":
            assert not await is_refused(office, insert(OF_MANY[name]).values(right))

    assert await is_refused(office, everyone(named, shift=1))
    assert not await is_refused(office, everyone(named))
    async with office.app.sessions() as session:
        found = await session.exec(select(func.count()).select_from(RollAnswer))
        assert found.one() == len(office.people)

    for name in ("person_id", "proxy_by"):
        assert await is_refused(office, update(RollAnswer).values({name: NOBODY})), name
    assert not await is_refused(office, update(RollAnswer).values(proxy_by=named["proxy_by"]))

    for parent in ("person", "unit", "roll_call", "broadcast"):
        assert await is_refused(office, text(f"DELETE FROM {parent}")), parent
        assert await is_refused(office, text(f"UPDATE {parent} SET id = id + {NOBODY}")), parent
