"""Summaries, absences and people found in real rows, and counted once more by hand."""

from collections import Counter
from datetime import date, datetime, timedelta
from itertools import product
from random import Random

import pytest

from domain.office import EVERYWHERE, Level, Member, Role, Scope
from domain.people import name_part
from domain.refusals import OutOfReach
from domain.review import ReviewState
from domain.roll_call import Attendance
from domain.task import TaskState
from domain.training import Participation, TrainingKind
from domain.when import Period
from models.review import Review
from models.roll_call import RollAnswer, RollCall
from models.task import Assignment, Task
from models.training import Training, TrainingAnswer
from services.absent import find_absent
from services.export_making import figures_by_day
from services.people import find_people
from services.summary import sum_up
from tests.kit.house import SHANGHAI

MONDAY = date(2026, 11, 23)
DAYS = [MONDAY + timedelta(days=n) for n in range(3)]
KINDS = (Attendance, TaskState, ReviewState, Participation)
PEOPLE = {
    "王芳": "三里社区",
    "张伟": "三里社区",
    "高洁": "第1网格",
    "李娜": "五里社区",
    "马超": "三里街道",
    "钱远": "望京社区",
}


def supervisor(*units):
    scope = Scope(paths=tuple(unit.path for unit in units)) if units else EVERYWHERE
    return Member(
        id=0, name="赵强", language="zh", roles=frozenset({Role.SUPERVISOR}), scope=scope
    )


@pytest.fixture
async def street(house):
    await house.founds("朝阳区", Level.DISTRICT)
    await house.founds("三里街道", Level.STREET, within="朝阳区")
    await house.founds("三里社区", Level.COMMUNITY, within="三里街道")
    await house.founds("五里社区", Level.COMMUNITY, within="三里街道")
    await house.founds("第1网格", Level.GRID, within="三里社区")
    await house.founds("望京街道", Level.STREET, within="朝阳区")
    await house.founds("望京社区", Level.COMMUNITY, within="望京街道")
    for name, unit in PEOPLE.items():
        await house.hires(name, unit=unit)
    return house


@pytest.fixture
async def rows(street):
    """Three days of everybody's answers by chance: unit path, day and the four words."""
    random, written = Random(7), []
    async with street.app.sessions.begin() as session:
        for day in DAYS:
            morning, extra = await two_rolls(session, street.units["朝阳区"].id, day)
            for name, unit in PEOPLE.items():
                person_id = street.people[name].person_id
                who = {"person_id": person_id, "unit_id": street.units[unit].id}
                words = [random.choice(list(kind)) for kind in KINDS]
                session.add(RollAnswer(roll_call_id=morning, attendance=words[0], **who))
                session.add(RollAnswer(roll_call_id=extra, attendance=Attendance.LATE, **who))
                await a_day_of_work(session, last_minute(day), words[1:], who)
                written.append((street.units[unit].path, day, words))
    return written


def last_minute(day):
    return datetime(day.year, day.month, day.day, 23, 59, tzinfo=SHANGHAI)


async def two_rolls(session, unit_id, day):
    at = last_minute(day)
    times = dict.fromkeys(("opened_at", "begins_at", "on_time_until", "closes_at"), at)
    rolls = [RollCall(unit_id=unit_id, day=day, slot=slot, **times) for slot in (0, 36_000)]
    session.add_all(rolls)
    await session.flush()
    return [roll.id for roll in rolls]


async def a_day_of_work(session, at, words, who):
    state, review, participation = words
    task = Task(title="巡查", dispatched_at=at)
    lesson = {"title": "消防", "kind": TrainingKind.PERIODIC, "place": "会议室"}
    training = Training(starts_at=at, announced_at=at, unit_id=who["unit_id"], **lesson)
    session.add_all([task, training])
    await session.flush()
    day = at.date()
    session.add(Assignment(task_id=task.id, day=day, state=state, changed_at=at, **who))
    session.add(Review(day=day, until=at, state=review, **who))
    session.add(TrainingAnswer(training_id=training.id, participation=participation, **who))


def counted(rows, path, period):
    """The four kinds of words under a path in a period, counted one by one."""
    found = tuple(Counter() for _ in KINDS)
    for unit_path, day, words in rows:
        if unit_path.startswith(path) and period.first <= day <= period.last:
            for kind, word in zip(found, words, strict=True):
                kind[word] += 1
    return found


def figures(of):
    return of.roll, of.tasks, of.reviews, of.trainings


PERIODS = [Period(DAYS[first], DAYS[last]) for first, last in ((0, 0), (1, 1), (0, 2), (1, 2))]
CHOSEN = ("朝阳区", "三里街道", "三里社区", "第1网格", "望京社区")


async def test_the_days_of_a_spreadsheet_are_what_their_rows_say(street, rows):
    async with street.app.sessions() as session:
        for name, period in product(CHOSEN, PERIODS):
            path = street.units[name].path
            days = await figures_by_day(session, period, Scope(paths=(path,)), now=street.now)
            wanted = [day for day in DAYS if period.first <= day <= period.last]
            assert list(days) == wanted
            for day, found in days.items():
                assert figures(found) == counted(rows, path, Period(day, day))


async def test_a_summary_is_what_its_rows_say(street, rows):
    async with street.app.sessions() as session:
        for name, period in product(CHOSEN, PERIODS):
            unit = street.units[name]
            summary = await sum_up(
                session, me=supervisor(unit), unit_id=unit.id, period=period, now=street.now
            )
            assert figures(summary.total) == counted(rows, unit.path, period)
            for line in summary.lines:
                if not line.is_own:
                    below = counted(rows, street.units[line.unit].path, period)
                    assert figures(line.figures) == below


async def test_nested_holdings_are_counted_once(street, rows):
    held = [street.units[name] for name in ("三里社区", "三里街道", "望京街道")]
    period = Period(DAYS[0], DAYS[2])

    async with street.app.sessions() as session:
        summary = await sum_up(
            session, me=supervisor(*held), unit_id=None, period=period, now=street.now
        )

    assert [line.unit for line in summary.lines] == ["三里街道", "望京街道"]
    assert figures(summary.total) == counted(rows, street.units["朝阳区"].path, period)


async def test_the_administrator_gets_the_one_top_unit_divided(street, rows):
    period = Period(DAYS[0], DAYS[0])

    async with street.app.sessions() as session:
        summary = await sum_up(
            session, me=supervisor(), unit_id=None, period=period, now=street.now
        )

    assert summary.unit == "朝阳区"
    assert [line.unit for line in summary.lines] == ["三里街道", "望京街道"]


async def test_units_above_beside_and_unknown_are_out_of_reach(street):
    me = supervisor(street.units["三里社区"])
    above_and_beside = [street.units[name].id for name in ("三里街道", "五里社区", "朝阳区")]

    async with street.app.sessions() as session:
        for unit_id in (*above_and_beside, 4_711):
            with pytest.raises(OutOfReach):
                await sum_up(session, me=me, unit_id=unit_id, period=PERIODS[0], now=street.now)


async def test_who_was_missing_is_what_the_rows_say(street, rows):
    me = supervisor(street.units["三里街道"])
    there = {Attendance.PRESENT, Attendance.LEAVE, Attendance.REST}

    async with street.app.sessions() as session:
        for day in DAYS:
            found = await find_absent(session, me=me, day=day, page=0, now=street.now)
            expected = Counter(
                words[0].value
                for path, said_on, words in rows
                if said_on == day and me.scope.covers(path) and words[0] not in there
            )
            morning = {kind.value: n for (roll, kind), n in found.counts.items() if roll is None}
            assert morning == expected
            listed = (one.missing.value for one in found.people if one.roll is None)
            assert Counter(listed) == expected


async def test_people_are_found_with_their_morning(street, rows):
    me = supervisor(street.units["三里街道"])

    async with street.app.sessions() as session:
        pages = [
            await find_people(session, me=me, part="", page=page, today=MONDAY)
            for page in range(2)
        ]

    found, people = pages[0], [person for page in pages for person in page.people]
    said = {
        name: words[0]
        for name, (_, day, words) in zip(PEOPLE, rows[: len(PEOPLE)], strict=True)
        if day == MONDAY and name != "钱远"
    }
    assert {person.name: person.today for person in people} == said
    assert found.count == len(said)
    assert {p.unit for p in people if p.name == "高洁"} == {"三里社区 第1网格"}


@pytest.mark.fault("G14")
async def test_signs_of_the_query_language_are_just_characters(street):
    async with street.app.sessions() as session:
        for part in ("%", "_", "芳%", "\\", "'", '"', "/"):
            found = await find_people(
                session, me=supervisor(), part=name_part(part), page=0, today=MONDAY
            )
            assert found.count == 0, part
