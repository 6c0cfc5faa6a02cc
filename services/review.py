"""The evening review: taking its answers, handing it in."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.occurrence import Kind
from domain.office import Member
from domain.refusals import NotYours, OutOfReach, Over
from domain.review import (
    HANDED_IN,
    TAKEN_FOR,
    Draft,
    NoReviewThatDay,
    Question,
    ReviewDayNotTaken,
    Step,
)
from domain.review_sheet import Sheet
from domain.task import RESULTS, TaskState
from domain.when import read_day
from models import review
from models.review import Review
from models.unit import Unit
from services.hours import hours_of
from services.review_desk import Desk, desk_of
from services.shift_review import day_of_work, shift_review_ends


async def start_review(
    session: AsyncSession, *, me: Member, text: str = "", now: datetime
) -> Sheet:
    """The newest review still owed; with none, today's, opened for this person if need be.

    A day that is named is meant, as long as it is still taken.
    """
    if text.strip():
        return await _start_named(session, me, text, now)
    since = now.date() - timedelta(days=TAKEN_FOR)
    row = await review.newest_awaited(session, person_id=me.id, since=since)
    day = await day_of_work(session, me=me, now=now)
    row = row or await review.review_of(session, person_id=me.id, day=day)
    row = row or await _opened_for(session, me, day, now)
    return (await desk_of(session, row, now)).sheet()


async def _start_named(session: AsyncSession, me: Member, text: str, now: datetime) -> Sheet:
    day = read_day(text, today=now.date())
    if day is None or not now.date() - timedelta(days=TAKEN_FOR) <= day <= now.date():
        raise ReviewDayNotTaken
    row = await review.review_of(session, person_id=me.id, day=day)
    if row is None and day < await day_of_work(session, me=me, now=now):
        raise NoReviewThatDay(day)
    row = row or await _opened_for(session, me, day, now)
    return (await desk_of(session, row, now)).sheet()


async def resume_review(
    session: AsyncSession, *, me: Member, review_id: int, now: datetime
) -> Sheet:
    return (await reach_review(session, me, review_id, now)).sheet()


async def answer_review(
    session: AsyncSession,
    *,
    me: Member,
    review_id: int,
    question: Question,
    given: str,
    now: datetime,
) -> Sheet:
    """An answer that came twice, or to a question no longer open, changes nothing."""
    if question.step is Step.RESULT and given not in RESULTS:
        raise Over
    desk = await reach_review(session, me, review_id, now)
    if desk.is_open and desk.draft.wants(question, desk.asked):
        desk.keep(desk.draft.answered(question, given))
    return desk.sheet()


async def ask_again(
    session: AsyncSession, *, me: Member, review_id: int, question: Question, now: datetime
) -> Sheet:
    """Go back to a question; its answer stays until another is given."""
    desk = await reach_review(session, me, review_id, now)
    if desk.is_open:
        asking = None if question.step is Step.CONFIRM else question
        desk.keep(replace(desk.draft, asking=asking))
    return desk.sheet()


async def change_review(
    session: AsyncSession, *, me: Member, review_id: int, now: datetime
) -> Sheet:
    """A review that was handed in lies open again; it stands as it is until the next 确认."""
    desk = await reach_review(session, me, review_id, now)
    if not desk.is_open and desk.sheet().may_change:
        desk.keep(desk.as_handed_in())
    return desk.sheet()


async def restart_review(
    session: AsyncSession, *, me: Member, review_id: int, now: datetime
) -> Sheet:
    desk = await reach_review(session, me, review_id, now)
    if desk.is_open:
        desk.keep(Draft())
    return desk.sheet()


async def hand_in_review(
    session: AsyncSession, *, me: Member, review_id: int, now: datetime
) -> Sheet:
    """Every result, the problems and tomorrow in one go; however often it is pressed, once."""
    desk = await reach_review(session, me, review_id, now)
    if desk.sheet().asks.step is not Step.CONFIRM:
        return desk.sheet()
    for share, _ in desk.asked_shares:
        result = desk.draft.results[share.id]
        share.state, share.note, share.changed_at = result.state, result.why or "", now
        if share.is_carried_on and share.state is TaskState.DONE:
            await review.finish_carried(session, share, now=now)
    desk.close()
    return desk.sheet()


async def _opened_for(session: AsyncSession, me: Member, day: date, now: datetime) -> Review:
    """A rest day, somebody new, or early: the row that the evening would write."""
    if me.unit_id is None:
        raise OutOfReach
    unit = await session.get_one(Unit, me.unit_id)
    until = await shift_review_ends(session, me=me, day=day, now=now)
    if until is None:
        hours = await hours_of(session, unit, kind=Kind.REVIEW, day=day)
        until = datetime.combine(day, hours.review_until, tzinfo=now.tzinfo)
    row = Review(person_id=me.id, unit_id=me.unit_id, day=day, until=until)
    session.add(row)
    await session.flush()
    return row


async def reach_review(session: AsyncSession, me: Member, review_id: int, now: datetime) -> Desk:
    row = await review.locked(session, review_id)
    if row is None or row.person_id != me.id:
        raise NotYours
    if row.state not in HANDED_IN and row.day < now.date() - timedelta(days=TAKEN_FOR):
        raise Over
    return await desk_of(session, row, now)
