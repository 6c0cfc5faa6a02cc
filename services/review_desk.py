"""One person's review with the day's tasks, held while somebody looks or answers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.remark import Remark
from domain.review import HANDED_IN, Draft, Question, Result, ReviewState, Step
from domain.review_sheet import Sheet
from domain.task import OPEN, RESULTS, PlannedTask
from models import remark, review
from models.review import Review
from models.task import Assignment, Task

Share = tuple[Assignment, Task]


@dataclass
class Desk:
    """One person's review and the day's tasks, locked while one answer is taken."""

    row: Review
    shares: Sequence[Share]
    now: datetime
    remark: Remark | None = None

    @property
    def draft(self) -> Draft:
        return Draft.read(self.row.draft)

    @property
    def is_past(self) -> bool:
        return self.now > self.row.until

    @property
    def is_open(self) -> bool:
        """Not handed in yet, or being changed before the closing hour and any remark."""
        is_changing = bool(self.row.draft) and not self.is_past and self.remark is None
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

    def said(self, question: Question) -> str | None:
        """The answer that counts now, or would with the next 确认."""
        draft = self.draft if self.is_open else self.as_handed_in()
        match question.step:
            case Step.WHY:
                result = draft.results.get(question.task)
                return result.why if result else None
            case Step.PROBLEMS:
                return draft.problems
            case _:
                return draft.tomorrow

    def reword(self, question: Question, text: str) -> None:
        """The same answer in other words; nothing else moves."""
        if self.is_open:
            self.keep(self.draft.reworded(question, text))
            return
        match question.step:
            case Step.WHY:
                share = next(each for each, _ in self.shares if each.id == question.task)
                share.note = text
            case Step.PROBLEMS:
                self.row.problems = text
            case _:
                self.row.tomorrow = text

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
            remark=self.remark,
        )


def _drafted(share: Assignment, task: Task, draft: Draft) -> PlannedTask:
    planned, result = share.planned(task), draft.results.get(share.id)
    return replace(planned, state=result.state, note=result.why or "") if result else planned


async def desk_of(session: AsyncSession, row: Review, now: datetime) -> Desk:
    shares = await review.shares_of(session, person_id=row.person_id, day=row.day)
    is_handed_in = row.state in HANDED_IN
    return Desk(
        row, shares, now, await remark.remark_on(session, row.id) if is_handed_in else None
    )
