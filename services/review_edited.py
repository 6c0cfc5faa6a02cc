"""An answer follows its message when that is edited, as long as the review may be changed."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Member
from domain.review import Question
from domain.review_edited import Reworded, WordsReplaced, WordsSettled
from domain.review_sheet import Sheet
from models import review_text
from models.review_text import ReviewText
from services.review import reach_review
from services.review_desk import Desk


async def keep_words(
    session: AsyncSession,
    *,
    review_id: int,
    question: Question,
    message_id: int,
    text: str,
    now: datetime,
) -> None:
    """By which message an answer was typed, for when it is edited."""
    row = ReviewText(
        review_id=review_id,
        question=str(question),
        message_id=message_id,
        text=text,
        said_at=now,
    )
    session.add(row)
    await session.flush()


async def reword_answer(
    session: AsyncSession, *, me: Member, message_id: int, text: str, now: datetime
) -> Reworded | None:
    """None where the message answered no review, or says what it said before."""
    kept = await review_text.newest_of(session, person_id=me.id, message_id=message_id)
    if kept is None or kept.text == text:
        return None
    desk = await reach_review(session, me, kept.review_id, now)
    question = Question.read(kept.question)
    _check(desk, question, kept.text)
    desk.reword(question, text)
    await keep_words(
        session,
        review_id=kept.review_id,
        question=question,
        message_id=message_id,
        text=text,
        now=now,
    )
    return Reworded(
        day=desk.row.day, step=question.step, before=kept.text, now=text, is_open=desk.is_open
    )


def _check(desk: Desk, question: Question, text: str) -> None:
    sheet: Sheet = desk.sheet()
    if not (desk.is_open or sheet.may_change):
        raise WordsSettled(until=sheet.until, is_remarked=sheet.remark is not None)
    if desk.said(question) != text:
        raise WordsReplaced
