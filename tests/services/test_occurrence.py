from collections import Counter
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlmodel import select

from domain.hours import Change
from domain.occurrence import Kind, OccurrenceState
from domain.office import EVERYWHERE, Member, Role
from domain.roll_call import NoRollCall
from models.occurrence import Occurrence
from services.hours import keepers
from services.hours_change import set_hours
from services.occurrence import plan_days
from services.roll_call_answer import answer_by_word
from tests.kit.house import MONDAY

ZHOU = Member(
    id=6,
    name="周管理",
    language="zh",
    roles=frozenset({Role.ADMINISTRATOR}),
    scope=EVERYWHERE,
)


async def planned(office, kind=Kind.ROLL_CALL):
    async with office.app.sessions() as session:
        rows = await session.exec(
            select(Occurrence).where(Occurrence.kind == kind).order_by(Occurrence.due_at)
        )
        return rows.all()


def told(office, row):
    return f"{row.due_at.astimezone(office.now.tzinfo):%m-%d %H:%M}"


async def set_for(office, unit, roll_call):
    async with office.app.sessions.begin() as session:
        await set_hours(
            session,
            me=ZHOU,
            unit=office.units[unit],
            change=Change(roll_call=roll_call),
            now=office.now,
        )


async def test_a_day_is_written_down_once_however_often_it_is_planned(office):
    for _ in range(3):
        async with office.app.sessions.begin() as session:
            await plan_days(session, now=office.now)
    assert [told(office, row) for row in await planned(office)] == ["11-23 08:00"]
    assert [told(office, row) for row in await planned(office, Kind.REVIEW)] == ["11-23 17:30"]


async def test_days_off_are_written_down_but_no_more_than_a_week(office):
    await office.settle()
    await office.at("2026-12-10 07:00")
    days = [row.day for row in await planned(office)]
    assert days == [date(2026, 11, 23), *(date(2026, 12, day) for day in range(3, 11))]
    states = Counter(row.state for row in await planned(office))
    assert states == {
        OccurrenceState.MISSED: 6,
        OccurrenceState.SKIPPED: 2,
        OccurrenceState.DUE: 1,
    }


async def test_each_unit_belongs_to_exactly_one_keeper(office):
    await set_for(office, "三里社区", time(8, 30))
    await set_for(office, "三里街道", time(7, 30))
    async with office.app.sessions() as session:
        held = await keepers(session, kind=Kind.ROLL_CALL, day=office.now.date())
    covered = [unit_id for keeper in held for unit_id in keeper.covers]
    assert sorted(covered) == sorted(unit.id for unit in office.units.values())
    by_name = {keeper.unit.name: keeper for keeper in held}
    assert set(by_name) == {"朝阳区", "三里街道", "三里社区"}
    assert office.units["五里社区"].id in by_name["三里街道"].covers


async def test_hours_that_have_passed_today_divide_the_office_from_tomorrow(office):
    office.clock.move_to(office.now.replace(hour=7, minute=50))
    await set_for(office, "三里社区", time(7, 30))
    async with office.app.sessions() as session:
        today = await keepers(session, kind=Kind.ROLL_CALL, day=MONDAY.date())
        evening = await keepers(session, kind=Kind.REVIEW, day=MONDAY.date())
        tomorrow = await keepers(session, kind=Kind.ROLL_CALL, day=date(2026, 11, 24))
    assert [keeper.unit.name for keeper in today] == ["朝阳区"]
    assert [keeper.unit.name for keeper in evening] == ["朝阳区", "三里社区"]
    assert [keeper.unit.name for keeper in tomorrow] == ["朝阳区", "三里社区"]


async def test_a_roll_call_from_the_hour_to_the_list(office, wang, zhang, zhao):
    """The same morning on each database."""
    await office.at("08:00")
    await wang.presses("到岗")
    await zhang.says("/leave 今天")
    await zhang.presses("病假")
    await zhang.presses("确认")
    await zhao.presses("同意")
    await office.at("08:50")
    await office.at("09:00")
    assert "在册 2 人：到岗 1、请假 1" in zhao.sees()
    kinds = (Kind.ROLL_CALL, Kind.ROLL_REMINDER, Kind.ROLL_CLOSING)
    rows = [row for kind in kinds for row in await planned(office, kind)]
    assert [row.state for row in rows] == [OccurrenceState.DONE] * 3
    assert "此操作已结束" in await wang.forges("roll:99999999999999")


async def test_a_word_said_before_a_roll_was_called_does_not_answer_it(office, wang):
    await office.at("08:00")
    me = replace(ZHOU, id=wang.person_id, name="王芳")
    async with office.app.sessions.begin() as session:
        with pytest.raises(NoRollCall):
            await answer_by_word(session, me=me, said_at=office.now - timedelta(hours=9))
