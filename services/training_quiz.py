"""A training's quiz as its trainer writes it, opens it and sees how it went."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.notice import Notice
from domain.office import Member
from domain.training_attendance import NotTheTrainer
from domain.training_quiz import (
    MAX_QUESTIONS,
    NoQuestions,
    QuestionsFull,
    Quiz,
    QuizOpenAlready,
    QuizOpened,
    QuizStanding,
)
from models import training, training_quiz
from models.audit import Audit
from models.training import Training
from models.training_quiz import TrainingQuestion, TrainingQuiz
from services.training_desk import open_desk


async def read_quiz(session: AsyncSession, *, me: Member, training_id: int) -> Quiz:
    """Whose people were invited may look at it once it is open."""
    desk = await open_desk(session, me=me, training_id=training_id)
    row = await session.get_one(Training, training_id)
    quiz = await training_quiz.quiz_of(session, row)
    if not (desk.leads or quiz.is_open):
        raise NotTheTrainer
    return quiz


async def _draft(session: AsyncSession, me: Member, training_id: int) -> Quiz:
    """The quiz while it may still be changed."""
    quiz = await read_quiz(session, me=me, training_id=training_id)
    if quiz.is_open:
        raise QuizOpenAlready
    return quiz


async def add_question(
    session: AsyncSession,
    *,
    me: Member,
    training_id: int,
    text: str,
    choices: Sequence[str],
    answer: int,
) -> None:
    quiz = await _draft(session, me, training_id)
    if len(quiz.questions) >= MAX_QUESTIONS:
        raise QuestionsFull
    session.add(
        TrainingQuestion(training_id=training_id, text=text, choices=list(choices), answer=answer)
    )
    await session.flush()


async def drop_last_question(session: AsyncSession, *, me: Member, training_id: int) -> None:
    quiz = await _draft(session, me, training_id)
    if not quiz.questions:
        raise NoQuestions
    await training_quiz.forget_question(session, quiz.questions[-1].question_id)


async def open_quiz(
    session: AsyncSession, *, me: Member, training_id: int, pass_mark: int, now: datetime
) -> Sequence[Notice]:
    """Asked is everyone invited who has not declined and is not away today."""
    quiz = await _draft(session, me, training_id)
    if not quiz.questions:
        raise NoQuestions
    mark = max(1, min(pass_mark, len(quiz.questions)))
    session.add(
        TrainingQuiz(training_id=training_id, pass_mark=mark, opened_at=now, opened_by=me.id)
    )
    detail = {"training": training_id, "questions": len(quiz.questions), "pass_mark": mark}
    session.add(Audit(actor_id=me.id, at=now, verb=Verb.QUIZ_OPENED, detail=detail))
    await session.flush()
    opened = await training_quiz.quiz_of(session, await session.get_one(Training, training_id))
    readers = await training.to_remind(session, training_id, day=now.date())
    return [QuizOpened(person_id=reader.person_id, quiz=opened) for reader in readers]


async def standings(
    session: AsyncSession, *, me: Member, training_id: int
) -> Sequence[tuple[str, QuizStanding]]:
    return await training_quiz.standings(session, training_id, reader=me.id, scope=me.scope)
