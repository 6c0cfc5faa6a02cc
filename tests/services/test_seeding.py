"""An office filled by chance: its past adds up, and its next day begins like any other."""

from collections import Counter
from datetime import date, timedelta

import pytest
from sqlmodel import SQLModel, select

from domain.leave import LeaveState
from domain.occurrence import OccurrenceState
from domain.office import EVERYWHERE, Member, Role
from domain.review import HANDED_IN, ReviewState
from domain.roll_call import ANSWERED, Attendance, judge
from domain.seeding import OfficeNotEmpty
from domain.summary import Figures
from domain.task import OPEN, UNDONE
from domain.training import Participation
from domain.when import Period
from models import outbox
from models.check_in import CheckIn
from models.leave import Leave
from models.occurrence import Occurrence
from models.person import Person
from models.review import Review
from models.roll_call import RollAnswer, RollCall
from models.task import Assignment, Task
from models.training import Training, TrainingAnswer
from services.seeding import seed_office
from services.summary import sum_up
from services.training import coming_trainings
from tests.kit.seeded import fill, head_of, plain

TUESDAY = "2026-11-24 07:00"
PEOPLE = 24
WORKDAYS = [date(2026, 11, day) for day in (16, 17, 18, 19, 20, 23)]
"""Of the ten days before that Tuesday."""
ADMINISTRATOR = Member(
    id=0, name="周管理", language="zh", roles=frozenset({Role.ADMINISTRATOR}), scope=EVERYWHERE
)


@pytest.fixture
def database_kind(request):
    """What both databases must bring is asked of both; what is read from it, of one."""
    return getattr(request, "param", "sqlite")


on_both = pytest.mark.parametrize("database_kind", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
async def seeded(house):
    return await fill(house, TUESDAY, people=PEOPLE)


async def rows(house, table, *where):
    async with house.app.sessions() as session:
        return (await session.exec(select(table).where(*where))).all()


async def figures(house, first, last) -> Figures:
    async with house.app.sessions() as session:
        summary = await sum_up(
            session,
            me=ADMINISTRATOR,
            unit_id=None,
            period=Period(first=first, last=last),
            now=house.now,
        )
    return summary.total


async def dump(house):
    """Every row of every table, as plain values."""
    async with house.app.sessions() as session:
        connection = await session.connection()
        return {
            table.name: sorted(map(repr, (await connection.execute(table.select())).all()))
            for table in SQLModel.metadata.sorted_tables
        }


@on_both
async def test_every_workday_adds_up_to_the_roster(house, seeded):
    assert seeded.days == len(WORKDAYS)
    for day in WORKDAYS:
        tally = (await figures(house, day, day)).tally
        assert tally.roster == PEOPLE == len(seeded.people)
        assert tally.awaited == 0
        assert tally.not_registered == PEOPLE - seeded.registered
        assert tally.present > PEOPLE // 2
    whole = await figures(house, WORKDAYS[0], WORKDAYS[-1])
    assert whole.tally.roster == PEOPLE * len(WORKDAYS)
    assert whole.reviews_expected + whole.reviews[ReviewState.LEAVE] == sum(whole.reviews.values())


def said(tally):
    """What is nobody's is left out."""
    words = {
        "到岗": tally.present,
        "迟到": tally.late,
        "请假": tally.leave,
        "缺勤": tally.absent,
    }
    return "、".join(f"{word} {count}" for word, count in words.items() if count)


async def test_the_supervisor_of_the_street_asks_for_yesterday_and_the_month(house, seeded):
    head = house.people[head_of(seeded).name]
    seen = await head.says("/summary 昨天")
    assert "长桥街道汇总" in seen
    tally = (await figures(house, WORKDAYS[-1], WORKDAYS[-1])).tally
    assert f"在册 {PEOPLE} 人，应到 {tally.expected} 人" in seen
    assert f"\n{said(tally)}" in seen

    month = await head.says("/summary 本月")
    tally = (await figures(house, date(2026, 11, 1), date(2026, 11, 30))).tally
    assert tally.roster == PEOPLE * len(WORKDAYS)
    assert f"\n{said(tally)}" in month


async def test_nobody_is_told_anything_before_the_next_hour_strikes(house, seeded):
    async with house.app.sessions() as session:
        assert await outbox.unsettled(session) == 0
    await house.settle()
    assert await rows(house, outbox.Outbox) == []
    due = await rows(house, Occurrence, Occurrence.state == OccurrenceState.DUE)
    assert all(row.due_at > house.now for row in due)
    missed = await rows(house, Occurrence, Occurrence.state == OccurrenceState.MISSED)
    assert missed == []


@on_both
async def test_the_next_roll_asks_everyone_expected_and_carries_over(house, seeded):
    undone = Assignment.state.in_(UNDONE)
    left = await rows(house, Assignment, Assignment.day == WORKDAYS[-1], undone)
    await house.at("08:00")
    today = house.now.date()
    again = await rows(house, Assignment, Assignment.day == today)
    assert Counter((row.person_id, row.task_id, row.carried) for row in again) == Counter(
        (row.person_id, row.task_id, row.carried + 1) for row in left
    )
    tally = (await figures(house, today, today)).tally
    assert tally.roster == PEOPLE
    assert tally.leave >= 1
    asked = [someone for someone in house.people.values() if someone.heard("早点名")]
    assert len(asked) == tally.awaited == PEOPLE - tally.leave - tally.not_registered
    here = {someone.person_id: someone for someone in asked}
    share = next(row for row in left if row.person_id in here)
    someone, (task,) = here[share.person_id], await rows(house, Task, Task.id == share.task_id)
    assert someone.heard(task.title)
    await someone.presses("到岗")
    assert someone.heard("已记录：按时到岗")


async def test_what_is_undone_is_carried_over_every_workday(house, seeded):
    shares = await rows(house, Assignment)
    later = {(row.task_id, row.person_id, row.day): row for row in shares}
    for row in shares:
        is_left = row.state in UNDONE and row.day != WORKDAYS[-1]
        assert row.is_carried_on is is_left
        if is_left:
            next_day = WORKDAYS[WORKDAYS.index(row.day) + 1]
            assert later[row.task_id, row.person_id, next_day].carried == row.carried + 1
    assert sum(row.carried for row in shares) > 0


async def test_answers_and_reviews_are_as_the_rules_judge_them(house, seeded):
    rolls = {roll.id: roll for roll in await rows(house, RollCall)}
    assert sorted(roll.day for roll in rolls.values()) == WORKDAYS
    for row in await rows(house, RollAnswer, RollAnswer.attendance.in_(ANSWERED)):
        roll = rolls[row.roll_call_id]
        assert roll.begins_at <= row.answered_at <= roll.closes_at == roll.closed_at
        assert (row.attendance, row.minutes) == judge(
            on_time_until=roll.on_time_until, begins_at=roll.begins_at, said_at=row.answered_at
        )
    shares = await rows(house, Assignment)
    for review in await rows(house, Review):
        mine = [s for s in shares if (s.person_id, s.day) == (review.person_id, review.day)]
        if review.state in HANDED_IN:
            assert not [share for share in mine if share.state in OPEN]
            assert (review.handed_in_at > review.until) is (review.state is ReviewState.LATE)
        else:
            assert review.handed_in_at is None
            assert not review.problems


async def test_who_is_on_leave_has_it_approved_and_nothing_lies_ahead_of_its_time(house, seeded):
    leaves = await rows(house, Leave)
    for row in await rows(house, RollAnswer, RollAnswer.attendance == Attendance.LEAVE):
        (roll,) = await rows(house, RollCall, RollCall.id == row.roll_call_id)
        (granted,) = [
            leave
            for leave in leaves
            if leave.person_id == row.person_id and leave.first <= roll.day <= leave.last
            if leave.state is LeaveState.APPROVED
        ]
        assert granted.decided_at < roll.begins_at
        assert granted.decided_by != granted.person_id
    (waiting,) = [leave for leave in leaves if leave.state is LeaveState.ASKED]
    assert waiting.first > house.now.date()
    checks = await rows(house, CheckIn)
    moments = [row.at for row in checks] + [row.asked_at for row in leaves]
    moments += [row.changed_at for row in await rows(house, Assignment)]
    moments += [row.answered_at for row in await rows(house, TrainingAnswer) if row.answered_at]
    assert max(moments) < house.now
    assert {row.at.astimezone(house.now.tzinfo).date() for row in checks} <= set(WORKDAYS)


async def test_the_leave_that_waits_can_be_approved_once_it_is_told(house, seeded):
    (asked, *_) = seeded.notices
    async with house.app.office.transaction() as session:
        await house.app.office.owe(session, seeded.notices)
    await house.settle()
    decider = next(p for p in house.people.values() if p.person_id == asked.person_id)
    assert asked.asked.name in decider.sees()
    await decider.presses("同意")
    (leave,) = await rows(house, Leave, Leave.id == asked.asked.leave_id)
    assert leave.state is LeaveState.APPROVED


async def test_trainings_are_over_or_soon_and_their_answers_are_those_invited(house, seeded):
    trainings = await rows(house, Training)
    assert sorted(row.starts_at > house.now for row in trainings) == [False, False, True]
    async with house.app.sessions() as session:
        (coming,) = await coming_trainings(session, me=ADMINISTRATOR, now=house.now)
    assert sum(coming.counts.values()) == PEOPLE
    assert coming.counts[Participation.ATTENDS] > 0
    unregistered = {p.id for p in await rows(house, Person, Person.telegram_id.is_(None))}
    answers = await rows(house, TrainingAnswer)
    silent = {a.person_id for a in answers if a.participation is Participation.INVITED}
    assert unregistered <= silent
    me = house.people[plain(seeded)[0].name]
    assert coming.training.title in await me.says("/training")


async def test_absentees_and_people_are_found_as_the_summary_counts_them(house, seeded):
    head = house.people[head_of(seeded).name]
    tally = (await figures(house, WORKDAYS[-1], WORKDAYS[-1])).tally
    seen = await head.says("/absent 昨天")
    for word, count in (("缺勤", tally.absent), ("迟到", tally.late)):
        assert (f"{word}（{count} 人）" in seen) is (count > 0)
    name = plain(seeded)[0].name
    assert name in await head.says(f"/roster {name}")
    assert "已签到" in await head.says("/checkin 三里社区 巡查")


@pytest.mark.parametrize(
    ("hour", "missed"),
    [("07:00", []), ("08:20", []), ("14:00", ["roll_call"]), ("23:00", ["review", "roll_call"])],
)
async def test_what_it_is_too_late_for_today_is_not_held_and_not_told(house, hour, missed):
    seeded = await fill(house, f"2026-11-24 {hour}", people=12, days=5)
    await house.settle()
    found = await rows(house, Occurrence, Occurrence.state == OccurrenceState.MISSED)
    assert sorted(row.kind for row in found) == missed
    told = [someone for someone in house.people.values() if someone.texts()]
    is_called = hour == "08:20"
    assert all(someone.heard("早点名") for someone in told)
    assert bool(told) is is_called
    await house.at("2026-11-25 08:00")
    asked = [someone for someone in house.people.values() if someone.heard("早点名")]
    assert len(asked) in range(seeded.registered - 2, seeded.registered + 1)


@pytest.mark.parametrize(
    ("at", "people", "days", "workdays"),
    [
        ("2026-11-22 12:00", 8, 1, 0),
        ("2026-11-23 07:00", 8, 3, 1),
        ("2026-10-12 07:00", 13, 14, 6),
        ("2026-01-05 07:00", 9, 14, 9),
        ("2028-03-01 07:00", 9, 7, 5),
    ],
)
async def test_a_history_of_any_length_ends_at_the_day(house, at, people, days, workdays):
    """Make-up workdays are worked, holidays rested; what no notice covers goes by the week."""
    seeded = await fill(house, at, people=people, days=days)
    assert (len(seeded.people), seeded.days) == (people, workdays)
    held = {roll.day for roll in await rows(house, RollCall)}
    assert len(held) == workdays
    today = house.now.date()
    assert all(today - timedelta(days=days) <= day < today for day in held)
    await house.settle()
    assert all(not someone.texts() for someone in house.people.values())
    assert seeded.registered == people - 1
    assert len(seeded.leaders) == 5


@on_both
async def test_an_office_with_people_is_left_alone(house, seeded):
    before = await dump(house)
    async with house.app.sessions() as session:
        with pytest.raises(OfficeNotEmpty):
            await seed_office(session, people=8, days=1, number=1, now=house.now)
    assert await dump(house) == before


@on_both
async def test_the_same_number_brings_the_same_rows_and_another_brings_others(
    house, seeded, request, database_kind
):
    before = await dump(house)
    for number, is_same in ((1, True), (2, False)):
        other = await type(house).open(request.getfixturevalue(database_kind).fresh())
        await fill(other, TUESDAY, people=PEOPLE, number=number)
        after = await dump(other)
        await other.close()
        del after["claim_code"]
        different = [name for name, found in after.items() if found != before[name]]
        assert (different == []) is is_same, different
