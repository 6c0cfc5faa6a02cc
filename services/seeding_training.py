"""The trainings of a seeded office: one or two that are over, and one to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Member
from domain.seeding_words import CANNOT_ATTEND
from domain.training import (
    Audience,
    Participation,
    TrainingAnnounced,
    TrainingDraft,
    TrainingKind,
)
from models.calendar import is_workday
from models.columns import update_rows
from models.training import TrainingAnswer
from services.seeding_staff import Staff
from services.training import schedule_training

ANNOUNCED, BEGINS = time(10, 0), time(14, 30)
AHEAD = 2
"""Workdays from today to the training that is to come."""
ROOM = "街道二楼会议室"


@dataclass(frozen=True)
class _Course:
    """Who answers what: `attend` of those registered say they come, `cannot` that they do not."""

    title: str
    kind: TrainingKind
    attend: float
    cannot: float


@dataclass(frozen=True, kw_only=True)
class _Lesson:
    course: _Course
    starts_at: datetime
    announced_at: datetime
    ends_at: datetime
    """When the last answer could be given: the beginning, or now."""

    @property
    def draft(self) -> TrainingDraft:
        return TrainingDraft(
            title=self.course.title,
            kind=self.course.kind,
            starts_at=self.starts_at,
            place=ROOM,
            audience=Audience(),
        )

    def answered(self, dice: Random) -> dict[str, Any] | None:
        """Somebody says yes or no, or says nothing."""
        at = self.announced_at + (self.ends_at - self.announced_at) * dice.random() ** 3
        luck = dice.random()
        if luck < self.course.attend:
            return {"participation": Participation.ATTENDS, "reason": "", "answered_at": at}
        if luck < self.course.attend + self.course.cannot:
            reason = dice.choice(CANNOT_ATTEND)
            return {"participation": Participation.CANNOT, "reason": reason, "answered_at": at}
        return None


_FIRST = _Course("消防安全与初起火灾处置", TrainingKind.PERIODIC, 0.89, 0.07)
_SECOND = _Course("重大活动期间值守要求", TrainingKind.SPECIAL, 0.91, 0.05)
_COMING = _Course("一岗多责应知应会", TrainingKind.PERIODIC, 0.58, 0.06)


async def hold_trainings(
    session: AsyncSession, staff: Staff, *, workdays: Sequence[date], now: datetime, dice: Random
) -> None:
    """Every street's supervisor holds them for the whole street; `now` is local."""
    coming = await _workday_after(session, now.date())
    for lesson in _lessons(workdays, coming, now):
        for me in staff.heads:
            await _invite(session, staff, me, lesson, dice)


async def _invite(
    session: AsyncSession, staff: Staff, me: Member, lesson: _Lesson, dice: Random
) -> None:
    told = await schedule_training(session, me=me, draft=lesson.draft, now=lesson.announced_at)
    invited = [each for each in told.notices if isinstance(each, TrainingAnnounced)]
    answers = [
        {"training_id": each.training.training_id, "person_id": each.person_id} | said
        for each in invited
        if staff.hands[each.person_id].is_registered and (said := lesson.answered(dice))
    ]
    await update_rows(session, TrainingAnswer, answers, by=("training_id", "person_id"))


def _lessons(workdays: Sequence[date], coming: date, now: datetime) -> list[_Lesson]:
    """A month has two that are over, a few days one, one or two days none; the next is soon."""
    third = len(workdays) // 3
    over = [(_FIRST, third), (_SECOND, 2 * third)][: min(2, third)]
    eve = workdays[-1] if workdays else now.date() - timedelta(days=1)
    dates = [(course, workdays[at], workdays[max(0, at - 2)]) for course, at in over]
    return [_lesson(*each, now) for each in (*dates, (_COMING, coming, eve))]


def _lesson(course: _Course, day: date, announced: date, now: datetime) -> _Lesson:
    starts_at = datetime.combine(day, BEGINS, tzinfo=now.tzinfo)
    return _Lesson(
        course=course,
        starts_at=starts_at,
        announced_at=datetime.combine(announced, ANNOUNCED, tzinfo=now.tzinfo),
        ends_at=min(starts_at, now),
    )


async def _workday_after(session: AsyncSession, today: date) -> date:
    """The second workday from today; beyond the calendar's end every day is as good."""
    day, left = today, AHEAD
    while left:
        day += timedelta(days=1)
        left -= await is_workday(session, day) is not False
    return day
