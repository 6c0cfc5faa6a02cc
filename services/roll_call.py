"""Opening, answering and closing the roll."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.notice import Notice
from domain.occurrence import Kind, Occasion
from domain.office import Member, Scope
from domain.refusals import NotYours, Over
from domain.roll_call import (
    ANSWERED,
    EXTRA_LASTS,
    REMINDER,
    Attendance,
    NoRollCall,
    RollCallAskedAgain,
    RollCallClosed,
    RollCallMissed,
    RollCallOpened,
    RollCallReminded,
    Tally,
    judge,
)
from models import occurrence, roll_call
from models.person import Person
from models.roll_call import RollAnswer, RollCall
from models.unit import Unit, units_in
from services.day import Plan, plans_of
from services.hours import Keeper, hours_of
from services.supervision import supervisors_over
from services.task import carry_over
from services.unit import reach_unit


@dataclass(frozen=True, kw_only=True)
class Answered:
    roll_call_id: int
    attendance: Attendance
    minutes: int
    at: datetime
    plan: Plan


async def open_roll_call(
    session: AsyncSession, *, keeper: Keeper, due_at: datetime, now: datetime
) -> list[Notice]:
    """Call the morning's roll; called late, it begins late, and nobody is late by our fault."""
    begins = max(due_at, now)
    late = now - due_at if now - due_at > timedelta(minutes=1) else timedelta(0)
    roll = RollCall(
        unit_id=keeper.unit.id,
        day=now.date(),
        opened_at=now,
        begins_at=begins if late else due_at,
        on_time_until=(begins if late else due_at) + timedelta(minutes=keeper.hours.grace),
        closes_at=now.replace(
            hour=keeper.hours.closing.hour,
            minute=keeper.hours.closing.minute,
            second=0,
            microsecond=0,
        ),
    )
    await carry_over(session, units=keeper.covers, day=now.date(), now=now)
    return await _open(session, roll, units=keeper.covers, late=late, now=now)


async def open_extra_roll_call(
    session: AsyncSession, *, me: Member, unit_name: str, now: datetime
) -> tuple[Unit, list[Notice]]:
    unit = await reach_unit(session, me=me, name=unit_name)
    hours = await hours_of(session, unit)
    roll = RollCall(
        unit_id=unit.id,
        day=now.date(),
        slot=now.hour * 3600 + now.minute * 60 + now.second + 1,
        opened_at=now,
        begins_at=now,
        on_time_until=now + timedelta(minutes=hours.grace),
        closes_at=now + EXTRA_LASTS,
        opened_by=me.id,
    )
    below = [each.id for each in await units_in(session, Scope(paths=(unit.path,)))]
    return unit, await _open(session, roll, units=below, late=timedelta(0), now=now)


async def _open(
    session: AsyncSession, roll: RollCall, *, units: Sequence[int], late: timedelta, now: datetime
) -> list[Notice]:
    session.add(roll)
    await session.flush()
    await roll_call.expect(session, roll, units)
    await occurrence.plan(session, _follow_ups(roll))
    return await _invitations(session, roll, late=late, now=now)


def _follow_ups(roll: RollCall) -> list[Occasion]:
    closes = roll.closes_at
    reminds_at = max(closes - REMINDER, roll.on_time_until)
    week_later = closes + timedelta(days=7)

    def due(kind: Kind, at: datetime, until: datetime) -> Occasion:
        return Occasion(
            kind=kind,
            unit_id=roll.unit_id,
            day=roll.day,
            subject_id=roll.id,
            due_at=at,
            until=until,
        )

    return [
        due(Kind.ROLL_REMINDER, reminds_at, closes),
        due(Kind.ROLL_CLOSING, closes, week_later),
    ]


async def _invitations(
    session: AsyncSession, roll: RollCall, *, late: timedelta, now: datetime
) -> list[Notice]:
    people = await roll_call.people_in(
        session, roll_call_id=roll.id, attendance=Attendance.AWAITED
    )
    plans = await plans_of(session, [person.id for person in people], now=now)
    minutes = int(late.total_seconds() // 60)
    return [_opened(roll, person, plans[person.id], now, minutes) for person in people]


async def _invitation(
    session: AsyncSession, roll: RollCall, person: Person, *, now: datetime
) -> RollCallOpened:
    plans = await plans_of(session, [person.id], now=now)
    return _opened(roll, person, plans[person.id], now, 0)


def _opened(
    roll: RollCall, person: Person, plan: Plan, now: datetime, minutes_late: int
) -> RollCallOpened:
    return RollCallOpened(
        person_id=person.id,
        roll_call_id=roll.id,
        name=person.name,
        day=now,
        closes_at=roll.closes_at,
        minutes_late=minutes_late,
        is_extra=roll.is_extra,
        tasks=plan.tasks,
        trainings=plan.trainings,
    )


async def join_open_rolls(session: AsyncSession, *, person: Person, now: datetime) -> list[Notice]:
    """Somebody who registers while a roll is open is asked too."""
    notices: list[Notice] = []
    for roll in await roll_call.open_rolls(session):
        row = await session.get(RollAnswer, (roll.id, person.id))
        if row and row.attendance is Attendance.NOT_REGISTERED and now < roll.closes_at:
            row.attendance = Attendance.AWAITED
            notices.append(await _invitation(session, roll, person, now=now))
    return notices


async def answer_roll_call(
    session: AsyncSession, *, me: Member, roll_call_id: int, said_at: datetime
) -> Answered:
    """The first answer counts; until the closing it was said in time, however late it arrives."""
    found = await roll_call.answer_of(session, roll_call_id=roll_call_id, person_id=me.id)
    if found is None:
        raise NotYours
    return await _answer(session, *found, said_at=said_at)


async def answer_by_word(session: AsyncSession, *, me: Member, said_at: datetime) -> Answered:
    """到 typed counts for the day's newest roll: presses do not outlive an outage, messages do."""
    found = await roll_call.latest_for(session, person_id=me.id, day=said_at.date())
    if found is None:
        raise NoRollCall
    return await _answer(session, *found, said_at=said_at)


async def _answer(
    session: AsyncSession, roll: RollCall, row: RollAnswer, *, said_at: datetime
) -> Answered:
    if row.attendance not in ANSWERED:
        if said_at > roll.closes_at or row.attendance is Attendance.LEAVE:
            raise Over
        row.attendance, row.minutes = judge(
            on_time_until=roll.on_time_until, begins_at=roll.begins_at, said_at=said_at
        )
        row.answered_at = said_at
    plans = await plans_of(session, [row.person_id], now=said_at)
    return Answered(
        roll_call_id=roll.id,
        attendance=row.attendance,
        minutes=row.minutes,
        at=row.answered_at or said_at,
        plan=plans[row.person_id],
    )


async def remind_the_silent(session: AsyncSession, *, roll_call_id: int) -> list[Notice]:
    roll = await session.get_one(RollCall, roll_call_id)
    people = await roll_call.people_in(
        session, roll_call_id=roll_call_id, attendance=Attendance.AWAITED
    )
    return [
        RollCallReminded(person_id=person.id, roll_call_id=roll.id, closes_at=roll.closes_at)
        for person in people
    ]


async def ask_again(session: AsyncSession, *, since: datetime, now: datetime) -> list[Notice]:
    """After an outage the silent of every open roll are asked again, and told why."""
    notices: list[Notice] = []
    for roll in await roll_call.open_rolls(session):
        if roll.closes_at <= now or roll.opened_at > now:
            continue
        people = await roll_call.people_in(
            session, roll_call_id=roll.id, attendance=Attendance.AWAITED
        )
        notices += [
            RollCallAskedAgain(
                person_id=person.id,
                roll_call_id=roll.id,
                since=since,
                until=now,
                closes_at=roll.closes_at,
            )
            for person in people
        ]
    return notices


async def close_roll_call(
    session: AsyncSession, *, roll_call_id: int, now: datetime
) -> list[Notice]:
    """Silence becomes absence, and every supervisor over it gets the list of their own units."""
    roll = await session.get_one(RollCall, roll_call_id)
    await roll_call.mark_absent(session, roll.id)
    roll.closed_at = now
    await session.flush()
    unit = await session.get_one(Unit, roll.unit_id)
    notices: list[Notice] = []
    for person_id, scope in (await supervisors_over(session, unit)).items():
        rows = await roll_call.answers_within(session, roll_call_id=roll.id, scope=scope)
        if rows:
            notices.append(_closed(person_id, roll, unit, rows))
    return notices


def _closed(
    person_id: int, roll: RollCall, unit: Unit, rows: Sequence[tuple[str, Attendance, str]]
) -> RollCallClosed:
    names: dict[Attendance, tuple[str, ...]] = {}
    for name, attendance, _ in rows:
        names[attendance] = (*names.get(attendance, ()), name)
    return RollCallClosed(
        person_id=person_id,
        roll_call_id=roll.id,
        unit=unit.name,
        day=roll.begins_at,
        tally=Tally.of({kind: len(people) for kind, people in names.items()}),
        names=names,
    )


async def miss_roll_call(
    session: AsyncSession, *, unit_id: int, due_at: datetime, units: Sequence[int], now: datetime
) -> list[Notice]:
    """Too late to call: it is recorded as not held, and those who supervise are told."""
    unit = await session.get_one(Unit, unit_id)
    await carry_over(session, units=units, day=due_at.astimezone(now.tzinfo).date(), now=now)
    return [
        RollCallMissed(person_id=person_id, unit=unit.name, due_at=due_at)
        for person_id in await supervisors_over(session, unit)
    ]
