"""What the office does when something is due: a few lines each, the rest is in services/."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.notice import Owed
from domain.occurrence import Kind, OccurrenceState
from models.calendar import is_workday, last_workday
from models.occurrence import Occurrence
from services import (
    appointment_change,
    broadcast_planned,
    export_making,
    offer,
    review_closing,
    review_opening,
    roll_call,
    roll_call_closing,
    routine,
    service_end,
    shift_review,
    task_reminder,
    training,
    training_certificate,
    training_material,
)
from services.calendar import ask_for_next_year, ask_for_year
from services.hours import Keeper, keepers
from services.reassignment import propose_again
from services.rota import called_units, out_of_shifts

LONGEST_HOLIDAY = timedelta(days=14)
"""Missed calls are looked for so far back: no holiday lasts as long."""


async def _keeper(session: AsyncSession, due: Occurrence) -> Keeper | None:
    """Whose hours held here on that day; nobody's where the unit follows another since."""
    kind = Kind.REVIEW if due.kind is Kind.REVIEW_CLOSING else due.kind
    held = await keepers(session, kind=kind, day=due.day)
    return next((keeper for keeper in held if keeper.unit.id == due.unit_id), None)


async def _keeper_at_work(session: AsyncSession, due: Occurrence) -> Keeper | None:
    """Nobody where the day is not worked, or where nobody has confirmed that it is."""
    if keeper := await _keeper(session, due):
        covers = await called_units(session, keeper.covers, day=due.day)
        if covers:
            return replace(keeper, covers=tuple(covers))
    due.state = OccurrenceState.SKIPPED
    return None


async def _is_news(session: AsyncSession, due: Occurrence, now: datetime) -> bool:
    """Every missed day is recorded, but only today and the last workday are told."""
    today = now.date()
    last = await last_workday(
        session, first=today - LONGEST_HOLIDAY, last=today - timedelta(days=1)
    )
    return due.day >= (last or today)


async def call_the_roll(session: AsyncSession, due: Occurrence, now: datetime) -> Sequence[Owed]:
    keeper = await _keeper_at_work(session, due)
    if keeper is None:
        is_known = await is_workday(session, due.day) is not None
        return [] if is_known else await ask_for_year(session, day=now)
    opened = await roll_call.open_roll_call(session, keeper=keeper, due_at=due.due_at, now=now)
    return [*opened, *await ask_for_next_year(session, day=now)]


async def announce_missed_roll(
    session: AsyncSession, due: Occurrence, now: datetime
) -> Sequence[Owed]:
    keeper = await _keeper_at_work(session, due)
    if keeper is None:
        return []
    told = await roll_call_closing.miss_roll_call(session, due=due, units=keeper.covers, now=now)
    return told if await _is_news(session, due, now) else []


async def remind_the_silent(
    session: AsyncSession, due: Occurrence, now: datetime
) -> Sequence[Owed]:
    return await roll_call_closing.remind_the_silent(session, roll_call_id=due.subject_id)


async def close_the_roll(session: AsyncSession, due: Occurrence, now: datetime) -> Sequence[Owed]:
    due.state = OccurrenceState.DONE
    return await roll_call_closing.close_roll_call(session, roll_call_id=due.subject_id, now=now)


async def shut_the_roll(session: AsyncSession, due: Occurrence, now: datetime) -> Sequence[Owed]:
    """No list could be made of it, but silence is absence and nobody is asked any more."""
    await roll_call_closing.shut_roll_call(session, roll_call_id=due.subject_id, now=now)
    return []


async def open_the_reviews(
    session: AsyncSession, due: Occurrence, now: datetime
) -> Sequence[Owed]:
    keeper = await _keeper_at_work(session, due)
    if keeper is None:
        return []
    return await review_opening.open_reviews(session, due=due, units=keeper.covers)


async def close_the_reviews(
    session: AsyncSession, due: Occurrence, now: datetime
) -> Sequence[Owed]:
    if due.subject_id:
        return await shift_review.close_shift_review(session, due=due)
    keeper = await _keeper(session, due)
    if keeper is None:
        return []
    units = await out_of_shifts(session, keeper.covers, day=due.day)
    return await review_closing.close_reviews(session, due=due, units=units)


async def announce_missed_review(
    session: AsyncSession, due: Occurrence, now: datetime
) -> Sequence[Owed]:
    keeper = await _keeper_at_work(session, due)
    if keeper is None:
        return []
    told = await review_opening.miss_reviews(session, due=due, units=keeper.covers)
    return told if await _is_news(session, due, now) else []


async def open_routine(session: AsyncSession, due: Occurrence, now: datetime) -> Sequence[Owed]:
    return await routine.open_routine(session, due=due, now=now)


async def pass_over_routine(
    session: AsyncSession, due: Occurrence, now: datetime
) -> Sequence[Owed]:
    await routine.pass_over(session, due=due, now=now)
    return []


async def remind_of_task(session: AsyncSession, due: Occurrence, now: datetime) -> Sequence[Owed]:
    reminded = await task_reminder.remind_of_task(session, due=due, now=now)
    proposed = await propose_again(session, task_id=due.subject_id, now=now)
    return [*reminded, *proposed, *await offer.unclaimed(session, due.subject_id)]


async def tell_unclaimed(session: AsyncSession, due: Occurrence, now: datetime) -> Sequence[Owed]:
    """However late: whoever offered it hears that nobody has it."""
    return await offer.unclaimed(session, due.subject_id)


async def tell_overdue(session: AsyncSession, due: Occurrence, now: datetime) -> Sequence[Owed]:
    proposed = await propose_again(session, task_id=due.subject_id, now=now)
    return [*await task_reminder.tell_overdue(session, due=due, now=now), *proposed]


async def remind_of_training(
    session: AsyncSession, due: Occurrence, now: datetime
) -> Sequence[Owed]:
    return await training.remind_of_training(session, due=due, now=now)


async def send_the_broadcast(
    session: AsyncSession, due: Occurrence, now: datetime
) -> Sequence[Owed]:
    return await broadcast_planned.send_planned(session, due=due, now=now)


async def announce_missed_broadcast(
    session: AsyncSession, due: Occurrence, now: datetime
) -> Sequence[Owed]:
    return await broadcast_planned.miss_planned(session, due=due)


async def report_the_deadline(
    session: AsyncSession, due: Occurrence, now: datetime
) -> Sequence[Owed]:
    return await broadcast_planned.report_due(session, due=due)


async def carry_out_transfer(
    session: AsyncSession, due: Occurrence, now: datetime
) -> Sequence[Owed]:
    """However late: somebody who was to leave has left."""
    return await service_end.carry_out_planned(session, transfer_id=due.subject_id)


async def send_training_parts(
    session: AsyncSession, due: Occurrence, now: datetime
) -> Sequence[Owed]:
    return await training_material.send_parts(session, due=due, now=now)


async def put_parts_off(session: AsyncSession, due: Occurrence, now: datetime) -> Sequence[Owed]:
    """What a morning missed is read on the next one."""
    await training_material.put_parts_off(session, due=due, now=now)
    return []


async def make_the_spreadsheet(
    session: AsyncSession, due: Occurrence, now: datetime
) -> Sequence[Owed]:
    return await export_making.make_export(session, due=due, now=now)


async def give_up_the_spreadsheet(
    session: AsyncSession, due: Occurrence, now: datetime
) -> Sequence[Owed]:
    return await export_making.give_up_export(session, due=due)


async def end_appointment(session: AsyncSession, due: Occurrence, now: datetime) -> Sequence[Owed]:
    """However late: nobody acts for another beyond the last day."""
    return await appointment_change.end_appointment(
        session, appointment_id=due.subject_id, now=now
    )


async def tell_of_ends(session: AsyncSession, due: Occurrence, now: datetime) -> Sequence[Owed]:
    return await training_certificate.tell_of_ends(session, due=due, now=now)


async def put_ends_off(session: AsyncSession, due: Occurrence, now: datetime) -> Sequence[Owed]:
    await training_certificate.put_ends_off(session, due=due, now=now)
    return []


async def say_nothing(session: AsyncSession, due: Occurrence, now: datetime) -> Sequence[Owed]:
    return []
