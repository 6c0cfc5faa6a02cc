"""The evening review: taking its answers, handing it in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.occurrence import Kind
from domain.office import Member
from domain.refusals import NotYours, OutOfReach, Over
from domain.review import (
    HANDED_IN,
    TAKEN_FOR,
    Draft,
    Question,
    Result,
    ReviewState,
    Sheet,
    Step,
)
from domain.task import OPEN, RESULTS, PlannedTask, TaskState
from models import review
from models.review import Review
from models.task import Assignment, Task
from models.unit import Unit
from services.hours import hours_of

Share = tuple[Assignment, Task]


async def start_review(session: AsyncSession, *, me: Member, now: datetime) -> Sheet:
    """The newest review still owed; with none, today's, opened for this person if need be."""
    since = now.date() - timedelta(days=TAKEN_FOR)
    row = await review.newest_awaited(session, person_id=me.id, since=since)
    row = row or await review.review_of(session, person_id=me.id, day=now.date())
    row = row or await _opened_for(session, me, now)
    return (await _desk(session, row, now)).sheet()


async def resume_review(
    session: AsyncSession, *, me: Member, review_id: int, now: datetime
) -> Sheet:
    return (await _reach(session, me, review_id, now)).sheet()


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
    desk = await _reach(session, me, review_id, now)
    if desk.is_open and desk.draft.wants(question, desk.asked):
        desk.keep(desk.draft.answered(question, given))
    return desk.sheet()


async def ask_again(
    session: AsyncSession, *, me: Member, review_id: int, question: Question, now: datetime
) -> Sheet:
    """Go back to a question; its answer stays until another is given."""
    desk = await _reach(session, me, review_id, now)
    if desk.is_open:
        asking = None if question.step is Step.CONFIRM else question
        desk.keep(replace(desk.draft, asking=asking))
    return desk.sheet()


async def change_review(
    session: AsyncSession, *, me: Member, review_id: int, now: datetime
) -> Sheet:
    """A review that was handed in lies open again; it stands as it is until the next 确认."""
    desk = await _reach(session, me, review_id, now)
    if not desk.is_open and desk.sheet().may_change:
        desk.keep(desk.as_handed_in())
    return desk.sheet()


async def restart_review(
    session: AsyncSession, *, me: Member, review_id: int, now: datetime
) -> Sheet:
    desk = await _reach(session, me, review_id, now)
    if desk.is_open:
        desk.keep(Draft())
    return desk.sheet()


async def hand_in_review(
    session: AsyncSession, *, me: Member, review_id: int, now: datetime
) -> Sheet:
    """Every result, the problems and tomorrow in one go; however often it is pressed, once."""
    desk = await _reach(session, me, review_id, now)
    if desk.sheet().asks.step is not Step.CONFIRM:
        return desk.sheet()
    for share, _ in desk.asked_shares:
        result = desk.draft.results[share.id]
        share.state, share.note, share.changed_at = result.state, result.why or "", now
        if share.is_carried_on and share.state is TaskState.DONE:
            await review.finish_carried(session, share, now=now)
    desk.close()
    return desk.sheet()


@dataclass
class _Desk:
    """One person's review and the day's tasks, locked while one answer is taken."""

    row: Review
    shares: Sequence[Share]
    now: datetime

    @property
    def draft(self) -> Draft:
        return Draft.read(self.row.draft)

    @property
    def is_past(self) -> bool:
        return self.now > self.row.until

    @property
    def is_open(self) -> bool:
        """Not handed in yet, or being changed before the closing hour."""
        is_changing = bool(self.row.draft) and not self.is_past
        return self.row.state not in HANDED_IN or is_changing

    @property
    def asked_shares(self) -> list[Share]:
        """What a card settled in the day is only listed; what this review wrote is its own."""
        return [(share, task) for share, task in self.shares if self._is_asked(share)]

    @property
    def asked(self) -> list[int]:
        return [share.id for share, _ in self.asked_shares]

    def _is_asked(self, share: Assignment) -> bool:
        return share.state in OPEN or share.changed_at == self.row.handed_in_at

    def keep(self, draft: Draft) -> None:
        self.row.draft = draft.kept()

    def as_handed_in(self) -> Draft:
        results = {
            share.id: Result(state=share.state, why=share.note)
            for share, _ in self.asked_shares
            if share.state in RESULTS
        }
        return Draft(results=results, problems=self.row.problems, tomorrow=self.row.tomorrow)

    def close(self) -> None:
        draft, row = self.draft, self.row
        row.problems, row.tomorrow = draft.problems or "", draft.tomorrow or ""
        row.state = ReviewState.LATE if self.is_past else ReviewState.HANDED_IN
        row.handed_in_at, row.draft = self.now, {}

    def sheet(self) -> Sheet:
        draft = self.draft if self.is_open else self.as_handed_in()
        asks = draft.asks(self.asked) if self.is_open else Question(Step.HANDED_IN)
        return Sheet(
            review_id=self.row.id,
            day=self.row.day,
            until=self.row.until,
            asks=asks,
            tasks=tuple(_drafted(share, task, draft) for share, task in self.asked_shares),
            settled=tuple(
                share.planned(task) for share, task in self.shares if not self._is_asked(share)
            ),
            problems=draft.problems or "",
            tomorrow=draft.tomorrow or "",
            state=self.row.state,
            handed_in_at=self.row.handed_in_at,
            is_past=self.is_past,
            is_full=replace(draft, asking=None).asks(self.asked).step is Step.CONFIRM,
        )


def _drafted(share: Assignment, task: Task, draft: Draft) -> PlannedTask:
    planned, result = share.planned(task), draft.results.get(share.id)
    return replace(planned, state=result.state, note=result.why or "") if result else planned


async def _opened_for(session: AsyncSession, me: Member, now: datetime) -> Review:
    """A rest day, somebody new, or early: the row that the evening would write."""
    if me.unit_id is None:
        raise OutOfReach
    unit = await session.get_one(Unit, me.unit_id)
    hours = await hours_of(session, unit, kind=Kind.REVIEW, day=now.date())
    until = datetime.combine(now.date(), hours.review_until, tzinfo=now.tzinfo)
    row = Review(person_id=me.id, unit_id=me.unit_id, day=now.date(), until=until)
    session.add(row)
    await session.flush()
    return row


async def _reach(session: AsyncSession, me: Member, review_id: int, now: datetime) -> _Desk:
    row = await review.locked(session, review_id)
    if row is None or row.person_id != me.id:
        raise NotYours
    if row.state not in HANDED_IN and row.day < now.date() - timedelta(days=TAKEN_FOR):
        raise Over
    return await _desk(session, row, now)


async def _desk(session: AsyncSession, row: Review, now: datetime) -> _Desk:
    shares = await review.shares_of(session, person_id=row.person_id, day=row.day)
    return _Desk(row, shares, now)
