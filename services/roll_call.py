"""Opening the roll, and who is asked by it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.hours import ROLL_LASTS
from domain.notice import Circular, Notice, Owed
from domain.occurrence import Kind, Occasion
from domain.office import Member, Scope
from domain.roll_call import (
    EXTRA_LASTS,
    FIRST_EXTRA,
    REMINDER,
    Attendance,
    ExtraOpenAlready,
    RollCallOpened,
    call_all,
)
from domain.when import Half
from models import occurrence, roll_call
from models.audit import Audit
from models.person import Person
from models.roll_call import RollAnswer, RollCall
from models.roll_call_excused import mark_rest, places_in_open
from models.roll_call_extra import extra_open_over
from models.unit import Unit, units_in
from services.day import Plan, plans_of
from services.fence import ask_for_places
from services.hours import Keeper, hours_of
from services.pre_post import held_back, hold_back, is_held_back, tell_held_back
from services.rota import is_resting, resting_on
from services.second_roll import second_roll_of
from services.task import carry_over
from services.unit import short_name


@dataclass(frozen=True, kw_only=True)
class Opened:
    """An extra roll, and how many are asked by it."""

    unit: str
    asked: int
    notices: Sequence[Owed]


async def open_roll_call(
    session: AsyncSession, *, keeper: Keeper, due_at: datetime, now: datetime
) -> list[Owed]:
    """Call the morning's roll; called late, it begins late, and nobody is late by our fault."""
    late = now - due_at if now - due_at > timedelta(minutes=1) else timedelta(0)
    begins = now if late else due_at
    closes = datetime.combine(now.date(), keeper.hours.closing, tzinfo=now.tzinfo)
    roll = RollCall(
        unit_id=keeper.unit.id,
        day=now.date(),
        opened_at=now,
        begins_at=begins,
        on_time_until=begins + timedelta(minutes=keeper.hours.grace),
        closes_at=closes if closes > now else now + ROLL_LASTS,
    )
    await carry_over(session, units=keeper.covers, day=now.date(), now=now)
    await open_roll(session, roll, units=keeper.covers, half=Half.of(now))
    return [called(roll, late), *await tell_held_back(session, roll, now=now)]


async def open_extra_roll_call(
    session: AsyncSession, *, me: Member, unit: Unit, now: datetime
) -> Opened:
    await keep_apart(session, unit, me=me, now=now)
    hours = await hours_of(session, unit, kind=Kind.ROLL_CALL, day=now.date())
    roll = _extra(me.id, unit.id, grace=hours.grace, now=now)
    below = [each.id for each in await units_in(session, Scope(paths=(unit.path,)))]
    await open_roll(session, roll, units=below, half=Half.of(now))
    asked = await roll_call.count_awaited(session, roll.id)
    session.add(Audit(actor_id=me.id, at=now, verb=Verb.ROLL_OPENED, unit_id=unit.id))
    said = await short_name(session, unit, among=me.scope)
    return Opened(unit=said, asked=asked, notices=[called(roll, timedelta(0))])


async def keep_apart(
    session: AsyncSession, unit: Unit, *, me: Member, now: datetime, but: int = 0
) -> None:
    """Nobody is asked by two extra rolls at once, not even by one that was cut."""
    running = await extra_open_over(session, unit=unit, now=now)
    if running and running[0].id != but:
        said = await short_name(session, running[1], among=me.scope)
        raise ExtraOpenAlready(unit=said, closes_at=running[0].closes_at)


def _extra(by: int, unit_id: int, *, grace: int, now: datetime) -> RollCall:
    return RollCall(
        unit_id=unit_id,
        day=now.date(),
        slot=FIRST_EXTRA + now.hour * 3600 + now.minute * 60 + now.second,
        opened_at=now,
        begins_at=now,
        on_time_until=now + timedelta(minutes=grace),
        closes_at=now + EXTRA_LASTS,
        opened_by=by,
    )


async def open_roll(
    session: AsyncSession,
    roll: RollCall,
    *,
    units: Sequence[int],
    half: Half,
    only: Collection[int] | None = None,
) -> None:
    session.add(roll)
    await session.flush()
    await roll_call.expect(session, roll, units, half=half, only=only)
    if roll.slot and (resting := await resting_on(session, roll.day, units=units)):
        await mark_rest(session, roll.id, resting)
    await hold_back(session, roll, units)
    await ask_for_places(session, roll)
    await occurrence.plan(session, follow_ups(roll))


def called(roll: RollCall, late: timedelta) -> Circular:
    minutes = int(late.total_seconds() // 60)
    return call_all(roll.id, minutes_late=minutes, closes_at=roll.closes_at)


def follow_ups(roll: RollCall) -> list[Occasion]:
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


async def invitations(
    session: AsyncSession, *, roll: RollCall, now: datetime
) -> list[RollCallOpened]:
    """What each of those awaited would read now."""
    people = await roll_call.people_in(
        session, roll_call_id=roll.id, attendance=Attendance.AWAITED
    )
    plans = await plans_of(session, [person.id for person in people], now=now)
    return [_opened(roll, person, plans[person.id], now, 0) for person in people]


async def invite(
    session: AsyncSession, *, person_id: int, roll_call_id: int, minutes_late: int, now: datetime
) -> RollCallOpened | None:
    """The question as it reads at the moment it is sent; nothing if it was answered before."""
    if not await roll_call.is_awaited(session, roll_call_id=roll_call_id, person_id=person_id):
        return None
    roll = await session.get_one(RollCall, roll_call_id)
    person = await session.get_one(Person, person_id)
    return await _invitation(session, roll, person, now=now, minutes_late=minutes_late)


async def _invitation(
    session: AsyncSession, roll: RollCall, person: Person, *, now: datetime, minutes_late: int = 0
) -> RollCallOpened:
    plans = await plans_of(session, [person.id], now=now)
    opened = _opened(roll, person, plans[person.id], now, minutes_late)
    if roll.is_extra:
        return opened
    second = await second_roll_of(session, unit_id=person.unit_id, day=roll.day, now=now)
    return replace(opened, second=second)


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
        kind=roll.kind,
        tasks=plan.tasks,
        trainings=plan.trainings,
    )


async def rests(session: AsyncSession, roll: RollCall, person_id: int) -> bool:
    """The morning's roll of an office without shifts has nobody to whom a rota gives rest."""
    return bool(roll.slot) and await is_resting(session, person_id, roll.day)


async def join_open_rolls(session: AsyncSession, *, person: Person, now: datetime) -> list[Notice]:
    """Somebody who registers while a roll is open is asked too."""
    found = await places_in_open(
        session, person_id=person.id, attendance=Attendance.NOT_REGISTERED, now=now
    )
    joined = [await _join(session, roll, row, person, now) for roll, row in found]
    return [notice for notice in joined if notice]


async def _join(
    session: AsyncSession, roll: RollCall, row: RollAnswer, person: Person, now: datetime
) -> Notice | None:
    if await is_held_back(session, person, roll.id):
        row.attendance = Attendance.PRE_POST
        return await held_back(session, person, now=now)
    if await rests(session, roll, person.id):
        row.attendance = Attendance.REST
        return None
    row.attendance = Attendance.AWAITED
    return await _invitation(session, roll, person, now=now)
