"""A change of hours on each database: from which day it holds, and what is kept of it."""

from datetime import date, time, timedelta

import pytest
from sqlmodel import select

from domain.hours import DEFAULT, Change, Hours, NoOwnHours
from domain.occurrence import Kind
from domain.office import EVERYWHERE, Member, Role
from models.hours import OfficeHours
from models.occurrence import Occurrence
from services.hours import hours_of, hours_seen, keepers
from services.hours_change import inherit_hours, set_hours
from services.hours_told import tell
from tests.kit.house import MONDAY

ZHOU = Member(
    id=6,
    name="周管理",
    language="zh",
    roles=frozenset({Role.ADMINISTRATOR}),
    scope=EVERYWHERE,
)
TODAY = MONDAY.date()
TOMORROW = TODAY + timedelta(days=1)
UNIT = "三里社区"
KINDS = (Kind.ROLL_CALL, Kind.REVIEW)


async def decides(office, change, *, at, unit=UNIT):
    """At an hour of Monday; without a change the unit inherits again."""
    office.clock.move_to(MONDAY.replace(hour=at.hour, minute=at.minute))
    async with office.app.sessions.begin() as session:
        asked = {"me": ZHOU, "unit": office.units[unit], "now": office.now}
        if change is None:
            return await inherit_hours(session, **asked)
        return await set_hours(session, change=change, **asked)


async def held(office, kind, day, *, unit=UNIT):
    async with office.app.sessions() as session:
        return await hours_of(session, office.units[unit], kind=kind, day=day)


@pytest.mark.parametrize(
    ("at", "change", "later"),
    [
        (time(7, 0), Change(roll_call=time(7, 30)), set()),
        (time(7, 29), Change(roll_call=time(7, 30)), set()),
        (time(7, 30), Change(roll_call=time(7, 30)), {Kind.ROLL_CALL}),
        (time(8, 0), Change(roll_call=time(8, 30)), {Kind.ROLL_CALL}),
        (time(7, 59), Change(closing=time(9, 30)), set()),
        (time(8, 0), Change(closing=time(9, 30)), {Kind.ROLL_CALL}),
        (time(8, 0), Change(grace=5), {Kind.ROLL_CALL}),
        (time(17, 29), Change(review_until=time(21)), set()),
        (time(17, 30), Change(review_until=time(21)), {Kind.REVIEW}),
        (time(17, 0), Change(review=time(16)), {Kind.REVIEW}),
        (time(18, 0), Change(review=time(19)), {Kind.REVIEW}),
        (time(12, 0), Change(roll_call=time(9), review=time(18)), {Kind.ROLL_CALL}),
        (time(18, 0), Change(grace=5, review=time(18, 30)), set(KINDS)),
    ],
)
async def test_what_has_begun_today_is_changed_from_tomorrow(office, at, change, later):
    done = await decides(office, change, at=at)
    assert done.later == later
    for kind in KINDS:
        assert await held(office, kind, TOMORROW) == done.hours
        begun = at >= (DEFAULT.roll_call if kind is Kind.ROLL_CALL else DEFAULT.review)
        expected = DEFAULT if kind in later or begun else done.hours
        assert await held(office, kind, TODAY) == expected


async def test_what_held_before_goes_on_until_tomorrow(office):
    await decides(office, Change(roll_call=time(8, 30)), at=time(7, 0))
    done = await decides(office, Change(roll_call=time(7, 15)), at=time(8, 15))
    assert done.later == {Kind.ROLL_CALL}
    assert (await held(office, Kind.ROLL_CALL, TODAY)).roll_call == time(8, 30)
    assert (await held(office, Kind.ROLL_CALL, TOMORROW)).roll_call == time(7, 15)
    await decides(office, Change(roll_call=time(8, 45)), at=time(8, 20))
    assert (await held(office, Kind.ROLL_CALL, TODAY)).roll_call == time(8, 45)
    assert (await held(office, Kind.ROLL_CALL, TOMORROW)).roll_call == time(8, 45)


async def test_hours_given_back_are_those_of_the_unit_above(office):
    await decides(office, Change(roll_call=time(9), grace=20), at=time(7, 0), unit="三里街道")
    await decides(office, Change(roll_call=time(10)), at=time(7, 5))
    done = await decides(office, None, at=time(7, 10))
    assert done.hours == Hours(roll_call=time(9), grace=20, closing=time(10))
    assert not done.later
    assert await held(office, Kind.ROLL_CALL, TODAY) == done.hours
    with pytest.raises(NoOwnHours):
        await decides(office, None, at=time(7, 15))
    async with office.app.sessions() as session:
        divided = await keepers(session, kind=Kind.ROLL_CALL, day=TODAY)
        seen = await hours_seen(session, office.units[UNIT], today=TODAY)
    assert {keeper.unit.name for keeper in divided} == {"朝阳区", "三里街道"}
    assert seen.source.name == "三里街道"


async def test_the_top_unit_may_go_back_to_the_default_hours(office):
    await decides(office, Change(roll_call=time(9)), at=time(7, 0), unit="朝阳区")
    await decides(office, None, at=time(7, 5), unit="朝阳区")
    assert await held(office, Kind.ROLL_CALL, TODAY) == DEFAULT


async def test_hours_given_back_in_the_evening_ask_nobody_twice(office, wang, sun):
    await sun.confirms("/hours 08:00 19:00")
    await sun.confirms("/hours 08:00 18:00 三里社区")
    await office.at("18:00")
    assert sum("晚评议 · " in text for text in wang.texts()) == 1
    await office.at("18:30")
    await sun.says("/hours 沿用 三里社区")
    assert "新的评议时间从明天起执行" in await sun.presses("确认")
    told = "三里社区作息时间有变动\n从11月24日（周二）起，19:00 开始晚评议，22:00 前提交。"
    assert wang.sees() == told
    await office.at("19:00")
    assert sum("晚评议 · " in text for text in wang.texts()) == 1
    await office.at("2026-11-24 18:00")
    assert sum("晚评议 · " in text for text in wang.texts()) == 1
    await office.at("2026-11-24 19:00")
    assert sum("晚评议 · " in text for text in wang.texts()) == 2


async def test_of_a_change_that_is_still_to_be_sent_only_what_holds_is_told(office):
    both = Change(roll_call=time(8, 30), review=time(18))
    (told,) = (await decides(office, both, at=time(7, 0))).notices

    async def reads():
        async with office.app.sessions() as session:
            return await tell(session, person_id=0, **told.about)

    await decides(office, Change(review=time(19)), at=time(7, 5))
    assert (await reads()).since == {Kind.ROLL_CALL: TODAY}
    await decides(office, Change(grace=5), at=time(7, 10))
    assert await reads() is None


async def test_the_days_occurrence_moves_with_its_end(office):
    await decides(office, Change(closing=time(8, 30)), at=time(7, 0), unit="朝阳区")
    await decides(office, Change(review_until=time(20)), at=time(7, 5), unit="朝阳区")
    async with office.app.sessions() as session:
        rows = (await session.exec(select(Occurrence))).all()
    told = {row.kind: f"{row.until.astimezone(MONDAY.tzinfo):%H:%M}" for row in rows}
    assert told == {Kind.ROLL_CALL: "08:15", Kind.REVIEW: "20:00"}


async def test_no_more_is_kept_than_yesterday_needs(office):
    for minute in range(5):
        await decides(office, Change(grace=minute), at=time(7, minute))
    async with office.app.sessions() as session:
        assert len((await session.exec(select(OfficeHours))).all()) == 5
    await office.at("2026-11-26 07:00")
    async with office.app.sessions.begin() as session:
        unit, now = office.units[UNIT], office.now
        await set_hours(session, me=ZHOU, unit=unit, change=Change(grace=30), now=now)
        rows = (await session.exec(select(OfficeHours).order_by(OfficeHours.id))).all()
    assert [row.grace for row in rows] == [4, 30]
    assert [row.roll_from for row in rows] == [TODAY, date(2026, 11, 26)]
    assert {row.changed_by for row in rows} == {ZHOU.id}
