"""What was kept long enough is let go of, and no figure changes by it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import select

from domain.office import EVERYWHERE, Member, Role
from domain.retention import KEPT, Expiring, is_to_do, may_begin
from domain.when import Period
from models.audit import Audit
from models.check_in import CheckIn
from models.conversation import Conversation
from models.inbox import Inbox
from models.outbox import Outbox, OutboxState
from models.remark import Remark
from models.retention import reach
from models.retention_rules import RULES
from models.review import Review
from models.review_text import ReviewText
from models.task import Assignment
from scheduler.timetable import tick
from services import retention
from services.retention import let_go
from services.summary import sum_up
from tests.kit.house import SHANGHAI
from tests.kit.review import hands_in
from tests.kit.seeded import fill
from tests.kit.tasks import hands


@pytest.fixture
def database_kind():
    return "sqlite"


ADMIN = Member(
    id=1, name="系统", language="zh", roles=frozenset({Role.ADMINISTRATOR}), scope=EVERYWHERE
)


async def rows(office, table):
    async with office.app.sessions() as session:
        return (await session.exec(select(table))).all()


async def figures(house, now):
    first = now.date() - timedelta(days=40)
    async with house.app.sessions() as session:
        period = Period(first, now.date())
        return await sum_up(session, me=ADMIN, unit_id=None, period=period, now=now)


async def a_night(house, at):
    slices = 0
    while True:
        async with house.app.sessions.begin() as session:
            if not await let_go(session, now=at):
                return slices
        slices += 1


async def test_the_figures_of_a_street_stay_when_its_words_go(house, monkeypatch):
    await fill(house, "2026-11-20 21:00", people=40, days=12)
    before = await figures(house, house.now)
    assert any(row.problems for row in await rows(house, Review))
    small = tuple(replace(rule, most=20) for rule in RULES)
    monkeypatch.setattr(retention, "RULES", small)
    later = house.now.replace(hour=3) + timedelta(days=1)

    assert await a_night(house, later) == 0, "the first night only begins to count"
    slices = await a_night(house, later + timedelta(days=800))

    assert await figures(house, house.now) == before
    assert {row.place + row.note for row in await rows(house, CheckIn)} == {""}
    assert {row.photo for row in await rows(house, CheckIn)} == {None}
    assert {row.problems + row.tomorrow for row in await rows(house, Review)} == {""}
    assert {row.note for row in await rows(house, Assignment)} == {""}
    assert slices > 20
    assert await a_night(house, later + timedelta(days=800)) == 0


async def lives_a_day(office, wang, zhao):
    await office.at("08:00")
    await wang.presses("到岗")
    await hands(office, "清理楼道", to=["王芳"])
    await wang.says("/checkin 三号楼 巡查")
    await office.at("17:40")
    await hands_in(wang, "路灯坏了", presses=["完成"])
    await zhao.says("/reviews")
    await zhao.presses("优")
    await zhao.says("辛苦了")
    await zhao.says("/history 王芳")


LEFT = {
    Expiring.MESSAGES: lambda all_: {bool(row.payload) for row in all_[Outbox]},
    Expiring.UPDATES: lambda all_: bool(all_[Inbox]),
    Expiring.PLACES: lambda all_: {row.place for row in all_[CheckIn]},
    Expiring.WORDS: lambda all_: {row.words for row in all_[Remark]},
    Expiring.LOOKS: lambda all_: bool(all_[Audit]),
}
GONE = {
    Expiring.MESSAGES: {False},
    Expiring.UPDATES: False,
    Expiring.PLACES: {""},
    Expiring.WORDS: {""},
    Expiring.LOOKS: False,
}


async def test_each_kind_goes_the_day_after_its_time_and_not_before(office, wang, zhao):
    await lives_a_day(office, wang, zhao)
    await wang.says("/complain")
    assert any(row.state for row in await rows(office, Conversation))
    async with office.app.sessions.begin() as session:
        await reach(session, "night", date(2026, 11, 1).toordinal())
    day = datetime(2026, 11, 23, 3, 0, tzinfo=SHANGHAI)

    async def left(kind):
        tables = (Outbox, Inbox, CheckIn, Remark, Audit)
        return LEFT[kind]({table: await rows(office, table) for table in tables})

    for kept in sorted({KEPT[kind] for kind in LEFT}):
        kinds = [kind for kind in LEFT if KEPT[kind] == kept]
        await a_night(office, day + kept)
        assert [kind for kind in kinds if await left(kind) == GONE[kind]] == [], "too early"
        await a_night(office, day + kept + timedelta(days=1))
        assert [kind for kind in kinds if await left(kind) != GONE[kind]] == []
    assert {row.text for row in await rows(office, ReviewText)} == {""}
    assert await rows(office, Conversation) == [], "a question nobody came back to"


async def test_what_waits_to_be_sent_is_never_emptied(office, wang):
    await wang.says("/me")
    async with office.app.sessions.begin() as session:
        await reach(session, "night", date(2026, 11, 1).toordinal())
        first, *_ = (await session.exec(select(Outbox))).all()
        first.state = OutboxState.QUEUED

    await a_night(office, datetime(2027, 11, 23, 3, 0, tzinfo=SHANGHAI))

    assert all(row.payload for row in await rows(office, Outbox))


async def test_the_tick_does_it_by_night_and_counts(office, wang):
    await wang.says("/checkin 三号楼 巡查")
    await office.at("08:00")
    office.clock.move_to(datetime(2027, 11, 24, 1, 59, tzinfo=SHANGHAI))
    assert "blurred" not in await tick(office.app.office)
    office.clock.move_to(datetime(2027, 11, 24, 2, 1, tzinfo=SHANGHAI))
    assert (await tick(office.app.office))["blurred"] > 0
    assert {row.place for row in await rows(office, CheckIn)} == {""}
    assert "blurred" not in await tick(office.app.office)
    assert "三号楼" not in await wang.says("/checkin")


NIGHT, NOON = "2026-11-23 03:10", "2026-11-23 12:10"


@pytest.mark.parametrize(
    ("at", "last", "begins", "is_due"),
    [
        (NIGHT, 22, True, True),
        (NIGHT, 23, True, False),
        (NOON, 20, False, True),
        (NOON, 21, False, False),
        ("2026-11-23 12:00", 20, True, True),
    ],
)
def test_nights_and_missed_nights(at, last, begins, is_due):
    now = datetime.fromisoformat(at).replace(tzinfo=SHANGHAI)
    assert may_begin(now) is begins
    assert is_to_do(date(2026, 11, last), now) is is_due
