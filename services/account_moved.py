"""Somebody moves to a new account: whatever waits for a button of theirs goes with them."""

from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from domain import broadcast_notice, roll_call, task
from domain import training as trainings
from domain.account_moved import REQUESTS, QuestionsMoved, Waiting
from domain.notice import Notice
from domain.roll_board import board_key
from domain.roll_call import Attendance
from domain.task import TaskShown
from domain.training import TrainingAnnounced
from domain.training_quiz import QUIZ_LASTS, QuizOpened
from models import (
    broadcast,
    offer,
    outbox,
    outbox_moved,
    review,
    roll_board,
    task_open,
    training,
    training_quiz,
)
from models.person import Person
from models.roll_call import RollCall
from models.roll_call_excused import places_in_open
from services.broadcast_reading import tell
from services.offer import offered
from services.review_opening import invite as invite_to_review
from services.roll_call import invite as invite_to_roll
from services.training_quiz_sitting import is_over

UNREAD_FOR = timedelta(days=30)
"""An older notice is not asked for any more."""


async def take_along(
    session: AsyncSession, person: Person, *, old: int, new: int, now: datetime
) -> list[Notice]:
    """Each is asked anew as it stands by now, and what asked in the old account is closed."""
    waiting = [one for find in _WAITING for one in await find(session, person, now)]
    keys = [key for one in waiting for key in one.earlier]
    keys += await _boards(session, person)
    aside = await outbox.set_aside(session, keys, chat_id=old)
    aside += await _requests(session, old=old, new=new, now=now)
    moved = QuestionsMoved(
        person_id=person.id, questions=aside, chat_id=old, language=person.language
    )
    return [*([moved] if aside else []), *(one.asked for one in waiting)]


async def _boards(session: AsyncSession, person: Person) -> list[str]:
    """Those of open rolls are drawn for the first time again."""
    rolls = await roll_board.forget(session, person.id)
    return [board_key(roll_call_id, person.id) for roll_call_id in rolls]


async def _requests(
    session: AsyncSession, *, old: int, new: int, now: datetime
) -> tuple[str, ...]:
    """What others ask of them is not drawn anew."""
    since = {prefix: now - lasts for prefix, lasts in REQUESTS.items()}
    rows = await outbox_moved.untouched(session, old, since=since)
    return await outbox_moved.owe_elsewhere(session, rows, old=old, new=new, now=now)


async def _notices(session: AsyncSession, person: Person, now: datetime) -> list[Waiting]:
    since = now - UNREAD_FOR
    found = await broadcast.unread_by(session, person_id=person.id, since=since)
    waiting = []
    for row in found:
        told = await tell(session, person_id=person.id, broadcast_id=row.id, now=now)
        about = {"revision": row.revision, "reminders": row.reminders}
        keys = broadcast_notice.messages_about(row.id, person.id, **about)
        waiting += [Waiting(asked=told, earlier=keys)] if told else []
    return waiting


async def _trainings(session: AsyncSession, person: Person, now: datetime) -> list[Waiting]:
    return [
        Waiting(
            asked=TrainingAnnounced(person_id=person.id, training=row.planned(), by=by),
            earlier=trainings.messages_about(row.id, person.id),
        )
        for row, by in await training.unanswered(session, person_id=person.id, after=now)
    ]


async def _quizzes(session: AsyncSession, person: Person, now: datetime) -> list[Waiting]:
    since = now - QUIZ_LASTS
    waiting = []
    for row in await training_quiz.asked_of(session, person_id=person.id, since=since):
        quiz = await training_quiz.quiz_of(session, row)
        if not await is_over(session, quiz, person_id=person.id):
            opened = QuizOpened(person_id=person.id, quiz=quiz)
            waiting.append(Waiting(asked=opened, earlier=[opened.key]))
    return waiting


async def _offers(session: AsyncSession, person: Person, now: datetime) -> list[Waiting]:
    found = await offer.open_to(session, person_id=person.id, day=now.date())
    waiting = []
    for row, whole, by in found:
        asked = offered(whole, person.id, day=row.day, by=by, now=now)
        waiting.append(Waiting(asked=asked, earlier=[asked.key]))
    return waiting


async def _tasks(session: AsyncSession, person: Person, now: datetime) -> list[Waiting]:
    """Today's come with the roll's answer where that is still awaited."""
    is_asked = bool(await _open_rolls(session, person, now))
    first = now.date() + timedelta(days=1) if is_asked else now.date()
    return [
        Waiting(
            asked=TaskShown(person_id=person.id, task=share.planned(whole), day=share.day),
            earlier=task.messages_about(share.id, person.id),
        )
        for share, whole in await task_open.held_by(session, person.id, day=first)
    ]


async def _reviews(session: AsyncSession, person: Person, now: datetime) -> list[Waiting]:
    waiting = []
    for day in await review.days_owed(session, person_id=person.id, now=now):
        asked = await invite_to_review(session, person_id=person.id, day=day.toordinal(), now=now)
        waiting += [Waiting(asked=asked, earlier=[asked.key])] if asked else []
    return waiting


async def _open_rolls(session: AsyncSession, person: Person, now: datetime) -> list[RollCall]:
    found = await places_in_open(
        session, person_id=person.id, attendance=Attendance.AWAITED, now=now
    )
    return [roll for roll, _ in found]


async def _rolls(session: AsyncSession, person: Person, now: datetime) -> list[Waiting]:
    waiting = []
    for roll in await _open_rolls(session, person, now):
        asked = await invite_to_roll(
            session, person_id=person.id, roll_call_id=roll.id, minutes_late=0, now=now
        )
        keys = roll_call.messages_about(roll.id, person.id, reopened=roll.reopened)
        waiting += [Waiting(asked=asked, earlier=keys)] if asked else []
    return waiting


_WAITING = (_notices, _trainings, _quizzes, _offers, _tasks, _reviews, _rolls)
"""In the order in which they are asked: what is most pressing stands last, at the thumb."""
