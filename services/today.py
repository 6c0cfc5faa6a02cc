"""Gathering one person's day: the roll, the plan, the review."""

from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Member
from domain.roll_call import RollKind
from domain.today import Today
from domain.when import Spell
from models.leave import away_beside
from models.review import state_on
from models.roll_call import is_called_in, latest_for
from services.day import plans_of
from services.rota import shift_of
from services.second_roll import second_roll_of


async def gather_today(session: AsyncSession, *, me: Member, now: datetime) -> Today:
    called = await latest_for(session, person_id=me.id, day=now.date())
    review = await state_on(session, person_id=me.id, day=now.date())
    plan = (await plans_of(session, [me.id], now=now))[me.id]
    roll, answer = called or (None, None)
    shift = await shift_of(session, person_id=me.id, path=me.unit_path, day=now.date())
    return Today(
        now=now,
        attendance=answer.attendance if answer else None,
        joined_later=not (called or shift) and await _is_called(session, me, now.date()),
        kind=roll.kind if roll else RollKind.MORNING,
        minutes=answer.minutes if answer else 0,
        answered_at=answer.answered_at if answer else None,
        roll_call_id=roll.id if roll else 0,
        closes_at=roll.closes_at if roll else None,
        second=await second_roll_of(session, unit_id=me.unit_id, day=now.date(), now=now),
        review=review,
        tasks=plan.tasks,
        trainings=plan.trainings,
        shift=shift,
        away=await _colleagues_away(session, me, now.date()),
    )


async def _is_called(session: AsyncSession, me: Member, today: date) -> bool:
    return await is_called_in(session, unit_id=me.unit_id or 0, day=today)


async def _colleagues_away(
    session: AsyncSession, me: Member, today: date
) -> tuple[tuple[str, Spell], ...]:
    found = await away_beside(session, unit_id=me.unit_id or 0, but=me.id, day=today)
    return tuple((name, row.spell) for name, row in found)
