"""A city has more grids than one statement has room for values."""

from dataclasses import replace
from datetime import timedelta

from sqlmodel import func, select

from bot.notices import owe_notices
from domain.occurrence import Kind
from models.occurrence import Occurrence
from models.outbox import Outbox
from models.review import Review, mark_rest
from models.roll_call import RollAnswer
from models.unit import units_keeping
from services.hours import keepers
from services.review_closing import close_reviews
from services.review_opening import open_reviews
from services.roll_call import open_roll_call
from tests.kit.house import MONDAY, SHANGHAI

GRIDS = range(1_000, 41_000)
"""A grid in which nobody works yet is asked for all the same."""
ASKED = (RollAnswer, Review, Outbox)


async def test_a_city_of_forty_thousand_grids_is_called_and_reviewed(office):
    day, until = MONDAY.date(), MONDAY + timedelta(hours=12)
    async with office.app.sessions.begin() as session:
        (keeper,) = await keepers(session, kind=Kind.ROLL_CALL, day=day)
        city = replace(keeper, covers=(*keeper.covers, *GRIDS))
        told = [*await open_roll_call(session, keeper=city, due_at=MONDAY, now=MONDAY)]
        due = Occurrence(
            kind=Kind.REVIEW, unit_id=city.unit.id, day=day, due_at=MONDAY, until=until
        )
        told += await open_reviews(session, due=due, units=city.covers)
        await mark_rest(session, day=day, people=GRIDS)
        await owe_notices(session, told, now=MONDAY, zone=SHANGHAI, language="zh")
        assert await close_reviews(session, due=due, units=city.covers)
        assert await units_keeping(session, GRIDS)
        rows = [await session.exec(select(func.count()).select_from(table)) for table in ASKED]
        assert [found.one() for found in rows] == [3, 3, 6]
