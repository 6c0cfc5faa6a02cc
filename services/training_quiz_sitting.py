"""Sitting a quiz: one question after another, decided with the last, once repeated."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Member
from domain.refusals import NotYours, Over
from domain.training_quiz import QUIZ_LASTS, Quiz, QuizOver, Sitting, answered
from models.training import Training, TrainingAnswer
from models.training_quiz import QuizAttempt, TrainingQuiz, newest_attempt, quiz_of


async def has_quiz(session: AsyncSession, *, training_id: int, now: datetime) -> bool:
    opened = await session.get(TrainingQuiz, training_id)
    return opened is not None and now <= opened.opened_at + QUIZ_LASTS


async def sit_quiz(
    session: AsyncSession, *, me: Member, training_id: int, number: int, now: datetime
) -> Sitting:
    """Goes on where it was left; a second attempt begins only after a first that failed."""
    quiz = await _open_to(session, me, training_id, now)
    last = await newest_attempt(session, training_id=training_id, person_id=me.id)
    sitting = _sitting(quiz, last) if last else None
    if sitting and not (number > sitting.number and sitting.may_repeat):
        return sitting
    attempt = QuizAttempt(
        training_id=training_id,
        person_id=me.id,
        number=sitting.number + 1 if sitting else 1,
        begun_at=now,
    )
    session.add(attempt)
    await session.flush()
    return _sitting(quiz, attempt)


async def _open_to(session: AsyncSession, me: Member, training_id: int, now: datetime) -> Quiz:
    if await session.get(TrainingAnswer, (training_id, me.id)) is None:
        raise NotYours
    if not await has_quiz(session, training_id=training_id, now=now):
        raise QuizOver
    return await quiz_of(session, await session.get_one(Training, training_id))


def _sitting(quiz: Quiz, row: QuizAttempt) -> Sitting:
    return Sitting(quiz=quiz, attempt_id=row.id, number=row.number, given=tuple(row.given))


async def is_over(session: AsyncSession, quiz: Quiz, *, person_id: int) -> bool:
    """They passed it, or may not repeat it any more."""
    last = await newest_attempt(session, training_id=quiz.training_id, person_id=person_id)
    sitting = _sitting(quiz, last) if last else None
    return sitting is not None and sitting.is_finished and not sitting.may_repeat


async def answer_question(
    session: AsyncSession,
    *,
    me: Member,
    attempt_id: int,
    at: int,
    choice: int,
    now: datetime,
) -> Sitting:
    row = await session.get(QuizAttempt, attempt_id)
    if row is None or row.person_id != me.id:
        raise NotYours
    quiz = await _open_to(session, me, row.training_id, now)
    newest = await newest_attempt(session, training_id=row.training_id, person_id=me.id)
    if newest is not row:
        raise Over
    if not _sitting(quiz, row).is_finished and at < len(quiz.questions):
        question = quiz.questions[at]
        row.given = answered(row.given, at=at, choice=choice, question=question)
        done = _sitting(quiz, row)
        if done.is_finished:
            row.finished_at, row.passed = now, done.has_passed
    return _sitting(quiz, row)
