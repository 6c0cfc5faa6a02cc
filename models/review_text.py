"""What was typed in a review by which message: an edit adds a row and changes none."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import BigInteger, delete
from sqlalchemy.orm import aliased
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.review import ReviewState
from models.columns import Instant
from models.review import Review


class ReviewText(SQLModel, table=True):
    """`question` as it is written in a draft; `message_id` is the platform's."""

    __tablename__ = "review_text"

    id: int = Field(default=None, primary_key=True)
    review_id: int = Field(foreign_key="review.id", index=True)
    question: str
    message_id: int = Field(sa_type=BigInteger, index=True)
    text: str
    said_at: datetime = Field(sa_type=Instant)


async def newest_of(
    session: AsyncSession, *, person_id: int, message_id: int
) -> ReviewText | None:
    """What one of this person's messages last said, if it answered a review."""
    found = (
        select(ReviewText)
        .join(Review, col(Review.id) == col(ReviewText.review_id))
        .where(Review.person_id == person_id, ReviewText.message_id == message_id)
        .order_by(col(ReviewText.id).desc())
        .limit(1)
    )
    return (await session.exec(found)).first()


async def reworded_since(
    session: AsyncSession, *, review_id: int, since: datetime
) -> Sequence[tuple[str, str]]:
    """Question and earlier text of what was edited after a moment, in its order."""
    later = aliased(ReviewText)
    after = (
        select(later.id)
        .where(
            col(later.review_id) == col(ReviewText.review_id),
            col(later.message_id) == col(ReviewText.message_id),
            col(later.id) > col(ReviewText.id),
            col(later.said_at) > since,
        )
        .exists()
    )
    found = select(ReviewText.question, ReviewText.text).where(
        ReviewText.review_id == review_id, after
    )
    return (await session.exec(found.order_by(col(ReviewText.id)))).all()


async def release(session: AsyncSession, *, person_id: int, since: date) -> None:
    """What somebody who has left had begun to say and not handed in."""
    awaited = select(Review.id).where(
        Review.person_id == person_id, Review.day >= since, Review.state == ReviewState.AWAITED
    )
    await session.exec(delete(ReviewText).where(col(ReviewText.review_id).in_(awaited)))
