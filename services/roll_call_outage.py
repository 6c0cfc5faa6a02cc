"""After an outage: the silent are asked again, by themselves or once a supervisor says so."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.hours import ROLL_LASTS
from domain.notice import Notice
from domain.office import Member, Scope
from domain.refusals import OutOfReach
from domain.roll_call import Attendance, invitation_key
from domain.roll_call_outage import (
    PRESSES_LIVE,
    ReopenedAlready,
    RollCallAskedAgain,
    RollCallCut,
    RollDayOver,
    cut_key,
)
from models import occurrence, outbox, roll_board, roll_call
from models.audit import Audit
from models.roll_call import RollCall
from models.roll_call_closing import expect_again, unanswered_within
from models.unit import Unit, unit_names
from services.roll_board import readers_of
from services.roll_call import follow_ups, keep_apart
from services.roll_call_reopen import Reopened


async def after_outage(session: AsyncSession, *, since: datetime, now: datetime) -> list[Notice]:
    """Open rolls ask again at once; of those that closed meanwhile the supervisors decide."""
    return [
        *await _ask_again(session, since=since, now=now),
        *await _tell_of_cut(session, since=since, now=now),
    ]


async def _ask_again(session: AsyncSession, *, since: datetime, now: datetime) -> list[Notice]:
    """The silent of every open roll, who are told why."""
    return [
        RollCallAskedAgain(
            person_id=person_id,
            roll_call_id=roll.id,
            since=since,
            until=now,
            closes_at=roll.closes_at,
        )
        for roll in await roll_call.open_rolls(session)
        if roll.closes_at > now
        for person_id in await _silent_and_asked(session, roll, before=now - PRESSES_LIVE)
    ]


async def _silent_and_asked(
    session: AsyncSession, roll: RollCall, *, before: datetime
) -> list[int]:
    """Whose press may be lost: the question reached them so long ago that a press is gone."""
    people = await roll_call.people_in(
        session, roll_call_id=roll.id, attendance=Attendance.AWAITED
    )
    keys = {invitation_key(roll.id, person.id): person.id for person in people}
    asked = await outbox.sent_before(session, keys=list(keys), before=before)
    return [person_id for key, person_id in keys.items() if key in asked]


async def _tell_of_cut(session: AsyncSession, *, since: datetime, now: datetime) -> list[Notice]:
    told: list[Notice] = []
    for roll in await roll_call.closing_between(session, since=since, until=now, day=now.date()):
        for person_id, scope in (await readers_of(session, roll)).items():
            if silent := await unanswered_within(session, roll_call_id=roll.id, scope=scope):
                told.append(
                    RollCallCut(
                        person_id=person_id,
                        roll_call_id=roll.id,
                        units=await unit_names(session, scope),
                        kind=roll.kind,
                        since=since,
                        until=now,
                        silent=len(silent),
                        reopened=roll.reopened,
                    )
                )
    return told


async def reopen_cut_roll(
    session: AsyncSession, *, me: Member, roll_call_id: int, now: datetime
) -> Reopened:
    """An hour more for those of mine who did not answer; nobody is late by our fault."""
    roll, scope = await _cut_roll(session, me, roll_call_id, now)
    if roll.is_extra:
        unit = await session.get_one(Unit, roll.unit_id)
        await keep_apart(session, unit, me=me, now=now, but=roll.id)
    silent = await unanswered_within(session, roll_call_id=roll.id, scope=scope)
    if not await expect_again(session, roll_call_id=roll.id, people=silent):
        raise ReopenedAlready
    roll.reopened += 1
    grace = roll.on_time_until - roll.begins_at
    roll.begins_at, roll.on_time_until = now, now + grace
    roll.closes_at, roll.closed_at = now + ROLL_LASTS, None
    await occurrence.plan_anew(session, follow_ups(roll))
    await roll_board.go_on(session, roll.id)
    session.add(Audit(actor_id=me.id, at=now, verb=Verb.ROLL_REOPENED, unit_id=roll.unit_id))
    notices = [
        RollCallAskedAgain(person_id=each, roll_call_id=roll.id, closes_at=roll.closes_at)
        for each in silent
    ]
    units = await unit_names(session, scope)
    return Reopened(units=units, asked=len(silent), notices=notices)


async def _cut_roll(
    session: AsyncSession, me: Member, roll_call_id: int, now: datetime
) -> tuple[RollCall, Scope]:
    """Only one of which they were told that it was cut."""
    roll = await session.get(RollCall, roll_call_id, with_for_update=True)
    scope = (await readers_of(session, roll)).get(me.id) if roll else None
    if roll is None or scope is None:
        raise OutOfReach
    told = [cut_key(roll.id, me.id, reopened=number) for number in range(roll.reopened + 1)]
    if not await outbox.was_brought(session, told):
        raise OutOfReach
    if roll.day != now.date():
        raise RollDayOver
    return roll, scope
