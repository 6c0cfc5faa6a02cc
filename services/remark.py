"""Remarks on the evening's reviews: taken through them one by one, answered once."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.notice import Notice
from domain.office import Member
from domain.refusals import NotYours, OutOfReach, Over
from domain.remark import (
    Mark,
    RemarkAnswered,
    RemarkAnsweredAlready,
    RemarkedAlready,
    RemarkStands,
    ReviewDayUnclear,
    ReviewRemarked,
)
from domain.review import HANDED_IN, TAKEN_FOR, Question, ReviewState
from domain.review_round import CORRECTABLE, Handed, Round
from domain.summary_days import read_past
from models import remark, review, review_text
from models.audit import Audit
from models.remark import Remark, RemarkBefore
from services.own_record import note_look
from services.review_desk import Desk, desk_of


def read_review_day(text: str, *, today: date) -> date:
    """Of the days gone by; without a word today."""
    if not text.strip():
        return today
    period = read_past(text, today=today)
    if period is None or period.first != period.last or period.first > today:
        raise ReviewDayUnclear
    return period.first


async def go_through(
    session: AsyncSession, *, me: Member, day: date, now: datetime, after: int = 0
) -> Round:
    """The next review of the day that waits for a remark, behind the one called `after`."""
    since, today = now.date() - timedelta(days=TAKEN_FOR), now.date()
    waiting = await remark.waiting(session, first=day, last=day, reader=me)
    others = await remark.waiting(session, first=since, last=today, reader=me)
    found = await remark.next_waiting(session, day=day, after=after, reader=me)
    return Round(
        day=day,
        counts=await _counts(session, me, day),
        waiting=waiting.get(day, 0),
        at=await open_handed(session, me=me, review_id=found, now=now) if found else None,
        correctable=await remark.correctable(session, day=day, by_id=me.id, most=CORRECTABLE),
        others={other: count for other, count in others.items() if other != day},
    )


async def _counts(session: AsyncSession, me: Member, day: date) -> Counter[ReviewState]:
    counted: Counter[ReviewState] = Counter()
    for _, state, count in await review.counts(session, first=day, last=day, scope=me.scope):
        counted[state] += count
    return counted


async def open_handed(
    session: AsyncSession, *, me: Member, review_id: int, now: datetime
) -> Handed:
    desk, name, unit = await _reach(session, me, review_id, now)
    await note_look(session, me=me, person_id=desk.row.person_id, now=now)
    since = desk.row.handed_in_at or now
    edited = await review_text.reworded_since(session, review_id=review_id, since=since)
    earlier = tuple((Question.read(question).step, text) for question, text in edited)
    return Handed(name=name, unit=unit, sheet=desk.sheet(), earlier=earlier)


async def give_remark(
    session: AsyncSession,
    *,
    me: Member,
    review_id: int,
    mark: Mark | None,
    words: str,
    now: datetime,
) -> Sequence[Notice]:
    """From now on the review stands as it is, and whoever handed it in may answer once.

    Until then whoever remarked may correct it; what it said before stays beside it.
    """
    desk, _, _ = await _reach(session, me, review_id, now)
    row = await remark.held(session, review_id)
    if row and (row.mark, row.words) == (mark, words):
        return []
    if row:
        session.add(
            RemarkBefore(remark_id=row.id, mark=row.mark, words=row.words, given_at=row.given_at)
        )
        row.mark, row.words, row.given_at = mark, words, now
    else:
        row = Remark(review_id=review_id, by_id=me.id, mark=mark, words=words, given_at=now)
        session.add(row)
    await session.flush()
    desk.row.draft = {}
    said = await remark.plain(session, row)
    whom = desk.row.person_id
    session.add(Audit(actor_id=me.id, at=now, verb=Verb.REMARKED, person_id=whom))
    return [ReviewRemarked(person_id=whom, remark_id=row.id, day=desk.row.day, remark=said)]


async def _reach(
    session: AsyncSession, me: Member, review_id: int, now: datetime
) -> tuple[Desk, str, str]:
    row = await review.locked(session, review_id)
    if row is None:
        raise OutOfReach
    name, unit, path = await remark.handed_in_by(session, row)
    if row.person_id == me.id or not me.scope.covers(path):
        raise OutOfReach
    if row.state not in HANDED_IN:
        raise Over
    desk = await desk_of(session, row, now)
    if desk.remark and (before := await remark.held(session, review_id)):
        if before.by_id != me.id:
            raise RemarkedAlready(by=desk.remark.by)
        if before.answered_at:
            raise RemarkStands
    return desk, name, unit


async def read_remark(session: AsyncSession, *, me: Member, remark_id: int) -> ReviewRemarked:
    """What somebody is about to answer."""
    row, about = await _mine(session, me, remark_id)
    said = await remark.plain(session, row)
    return ReviewRemarked(person_id=me.id, remark_id=row.id, day=about.day, remark=said)


async def answer_remark(
    session: AsyncSession, *, me: Member, remark_id: int, answer: str, now: datetime
) -> RemarkAnswered:
    row, about = await _mine(session, me, remark_id)
    row.answer, row.answered_at = answer, now
    return RemarkAnswered(
        person_id=row.by_id,
        remark_id=row.id,
        day=about.day,
        name=me.name,
        remark=await remark.plain(session, row),
    )


async def _mine(session: AsyncSession, me: Member, remark_id: int) -> tuple[Remark, review.Review]:
    found = await remark.with_review(session, remark_id)
    if found is None or found[1].person_id != me.id:
        raise NotYours
    row, about = found
    if row.answered_at:
        raise RemarkAnsweredAlready
    return row, about
