"""The board and the directory say the same on both databases."""

from datetime import date

import pytest

from domain.occurrence import Kind, OccurrenceState
from domain.office import Level, Role
from domain.review import ReviewState
from domain.roll_call import Attendance
from models import board, calendar, occurrence
from models.directory import accounts, directory
from models.occurrence import Occurrence
from models.roll_call import RollCall

MONDAY = date(2026, 11, 23)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_kind(request):
    return request.param


async def test_the_board_shows_the_morning_and_the_evening(office, wang):
    await office.hires("陈静", unit="三里社区", registered=False)
    await office.at("08:00")
    async with office.app.sessions() as session:
        roll, unit = await board.newest_roll(session, MONDAY)
        assert (unit, roll.slot) == ("朝阳区", 0)
        assert await board.counted(session, day=MONDAY, slot=0) == {
            Attendance.AWAITED: 3,
            Attendance.NOT_REGISTERED: 1,
        }
        assert await board.newest_roll(session, date(2026, 11, 24)) is None
        later = dict.fromkeys(("opened_at", "begins_at", "on_time_until", "closes_at"), office.now)
        session.add(RollCall(unit_id=office.units["三里社区"].id, day=MONDAY, **later))
        assert await board.newest_roll(session, MONDAY) == (roll, unit), "of all who are counted"
    await wang.presses("到岗")
    await office.at("09:00")
    await office.at("17:30")
    async with office.app.sessions() as session:
        counted = await board.counted(session, day=MONDAY, slot=0)
        assert counted[Attendance.PRESENT] == 1
        assert await board.reviews(session, MONDAY) == {ReviewState.AWAITED: 3}
        assert await board.backlog(session) == (0, None)
        evening = {"kind": Kind.SHIFT_REVIEW, "day": MONDAY, "due_at": office.now}
        there = {"unit_id": office.units["三里社区"].id, "until": office.now}
        session.add(
            Occurrence(**evening, **there, state=OccurrenceState.DONE, settled_at=office.now)
        )
        settled = await board.settled_on(session, MONDAY)
    assert [(one.kind, one.state, one.people) for one in settled] == [
        (Kind.ROLL_CALL, OccurrenceState.DONE, 4),
        (Kind.ROLL_REMINDER, OccurrenceState.DONE, 4),
        (Kind.ROLL_CLOSING, OccurrenceState.DONE, 4),
        (Kind.REVIEW, OccurrenceState.DONE, 3),
        (Kind.SHIFT_REVIEW, OccurrenceState.DONE, 2),
    ]


async def test_what_waits_is_counted_with_its_age(office):
    office.clock.move_to(office.now.replace(hour=8))
    await office.ticks()
    async with office.app.sessions() as session:
        waiting, since = await board.backlog(session)
    assert (waiting, since) == (6, office.now), "three on the roll, two boards, one question"


async def test_the_next_moment_is_the_soonest_thing_due(house):
    await house.founds("三里社区", Level.COMMUNITY)
    await house.hires("王芳", unit="三里社区")
    async with house.app.sessions() as session:
        assert await occurrence.next_moment(session, now=house.now) is None
    await house.ticks()
    async with house.app.sessions() as session:
        soonest = await occurrence.next_moment(session, now=house.now)
        assert soonest == house.now.replace(hour=8)


async def test_the_directory_lists_everybody_with_place_and_roles(office):
    await office.hires("陈静", unit="五里社区", registered=False)
    async with office.app.sessions() as session:
        people = {person.name: person for person in await directory(session)}
        known = await accounts(session)
    zhao, chen = people["赵强"], people["陈静"]
    assert (zhao.place, zhao.roles) == ("三里社区", (Role.SUPERVISOR,))
    assert zhao.account in known
    assert (chen.place, chen.account, chen.phone[:4]) == ("五里社区", None, "+861")
    assert zhao.path == people["王芳"].path != chen.path


async def test_the_next_workday_is_that_of_the_calendar(office):
    async with office.app.sessions() as session:
        holiday = await calendar.next_workday(session, after=date(2026, 9, 30))
        unknown = await calendar.next_workday(session, after=date(2027, 12, 31))
    assert holiday == date(2026, 10, 8)
    assert unknown is None
