"""Answering the roll: by a button, which many press at once, by a word, or by a location."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import compress
from typing import NamedTuple

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.fence import Where
from domain.office import Member
from domain.pre_post import PrePostMissing
from domain.refusals import NotYours, Over
from domain.roll_call import (
    ANSWERED,
    EXCUSED,
    REMINDER,
    AnsweredTooLate,
    Attendance,
    NoRollCall,
    judge,
)
from models.roll_call_asked import Asked, answers_of, rolls_for, write_answers
from services.day import Plan, plans_of


class Given(NamedTuple):
    """The answer of one of those who were asked."""

    me: Member
    roll_call_id: int
    said_at: datetime


@dataclass(frozen=True, kw_only=True)
class Answered:
    roll_call_id: int
    attendance: Attendance
    minutes: int
    at: datetime
    plan: Plan
    is_reminded: bool
    reopened: int
    wants_place: bool = False


async def answer_roll_calls(session: AsyncSession, given: Sequence[Given]) -> list[Answered]:
    """The first answer counts; until the closing it was said in time, however late it arrives."""
    rolls, people = {each.roll_call_id for each in given}, {each.me.id for each in given}
    found = await answers_of(session, rolls=rolls, people=people)
    if any((each.roll_call_id, each.me.id) not in found for each in given):
        raise NotYours
    said = [(found[each.roll_call_id, each.me.id], each.said_at) for each in given]
    return await _answer_all(session, said)


async def answer_by_word(session: AsyncSession, *, me: Member, said_at: datetime) -> Answered:
    """到 typed answers the newest roll that waits: messages outlive an outage, presses do not."""
    found = await rolls_for(session, person_id=me.id, said_at=said_at)
    if not found:
        raise NoRollCall
    waiting = (each for each in found if _waits(each, said_at=said_at))
    return await _answer(session, next(waiting, found[0]), said_at=said_at)


async def answer_by_location(session: AsyncSession, *, me: Member, said_at: datetime) -> Answered:
    """Nobody asked for the place; that something was sent while a roll waits is the answer."""
    found = await rolls_for(session, person_id=me.id, said_at=said_at)
    for each in found:
        if _waits(each, said_at=said_at):
            return await _answer(session, each, said_at=said_at)
    raise NoRollCall


def _waits(asked: Asked, *, said_at: datetime) -> bool:
    is_answered = asked.attendance in (*ANSWERED, *EXCUSED, Attendance.PRE_POST)
    return not is_answered and said_at <= asked.closes_at


async def _answer(session: AsyncSession, asked: Asked, *, said_at: datetime) -> Answered:
    (answered,) = await _answer_all(session, [(asked, said_at)])
    return answered


async def _answer_all(
    session: AsyncSession, said: Sequence[tuple[Asked, datetime]]
) -> list[Answered]:
    judged = [_judged(asked, said_at) for asked, said_at in said]
    is_new = [asked.attendance not in ANSWERED for asked, _ in said]
    await write_answers(session, [*compress(judged, is_new)])
    plans = await _plans(session, said)
    return [
        Answered(
            roll_call_id=asked.roll_call_id,
            attendance=asked.attendance,
            minutes=asked.minutes,
            at=asked.answered_at or said_at,
            plan=plans[said_at.date()][asked.person_id],
            wants_place=asked.place is Where.ASKED,
            is_reminded=said_at >= asked.closes_at - REMINDER,
            reopened=asked.reopened,
        )
        for asked, (_, said_at) in zip(judged, said, strict=True)
    ]


def _judged(asked: Asked, said_at: datetime) -> Asked:
    if asked.attendance in ANSWERED:
        return asked
    if asked.attendance is Attendance.PRE_POST:
        raise PrePostMissing
    if asked.attendance is Attendance.ABSENT and said_at > asked.closes_at:
        raise AnsweredTooLate(asked.roll_call_id, closed_at=asked.closes_at)
    if said_at > asked.closes_at or asked.attendance in EXCUSED:
        raise Over
    attendance, minutes = judge(
        on_time_until=asked.on_time_until, begins_at=asked.begins_at, said_at=said_at
    )
    return asked._replace(attendance=attendance, minutes=minutes, answered_at=said_at)


async def _plans(
    session: AsyncSession, said: Sequence[tuple[Asked, datetime]]
) -> dict[date, Mapping[int, Plan]]:
    """What came together may have been said around midnight."""
    plans: dict[date, Mapping[int, Plan]] = {}
    for moment in {said_at.date(): said_at for _, said_at in said}.values():
        people = [asked.person_id for asked, _ in said]
        plans[moment.date()] = await plans_of(session, people, now=moment)
    return plans
