"""Evening reviews handed in, for stories that begin after them."""

from collections.abc import Sequence

from sqlmodel import select

from domain.review import ReviewState
from models.review import Review
from tests.kit.house import House
from tests.kit.someone import Someone


async def hands_in(who: Someone, problems: str = "", *, presses: Sequence[str] = ()) -> None:
    """As short as a review can be: results by button, problems typed, tomorrow skipped."""
    await who.says("/review")
    for label in presses:
        await who.presses(label)
    await (who.says(problems) if problems else who.presses("跳过"))
    await who.presses("跳过")
    await who.presses("确认")


async def all_hand_in(house: House, people: Sequence[Someone], problems: str) -> None:
    """A crowd at once, past the chat."""
    async with house.app.sessions.begin() as session:
        wanted = [person.person_id for person in people]
        found = select(Review).where(Review.person_id.in_(wanted))
        for row in (await session.exec(found)).all():
            row.state, row.problems = ReviewState.HANDED_IN, problems
            row.handed_in_at = house.now
