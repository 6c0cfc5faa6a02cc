"""Newcomers 新入职人员: whose service began after something else did."""

from datetime import UTC, datetime

from sqlalchemy import ColumnElement, ScalarSelect, func, literal, or_
from sqlalchemy import select as core_select
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Scope
from domain.roll_call import EXPECTED
from domain.transfer import Change
from models.columns import Instant, fetch
from models.person import Person, is_auxiliary, is_in
from models.pre_post import is_prepared
from models.roll_call import RollAnswer, RollCall
from models.training import Trainee, trainees
from models.transfer import Transfer

_BEGUN = (Change.HIRED, Change.RETURNED)
_ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)
"""Of whom nobody wrote down when they came."""


def has_joined_after(moment: datetime | ColumnElement[datetime]) -> ColumnElement[bool]:
    """True for a Person whose service began later than that."""
    joined = select(Transfer.id).where(
        col(Transfer.person_id) == col(Person.id),
        col(Transfer.change).in_(_BEGUN),
        col(Transfer.at) > moment,
    )
    return joined.exists()


def joined_at() -> ScalarSelect[datetime]:
    """When the service of a Person began last, if that was written down."""
    began = core_select(func.max(Transfer.at)).where(
        col(Transfer.person_id) == col(Person.id), col(Transfer.change).in_(_BEGUN)
    )
    return began.correlate(Person).scalar_subquery()


def has_been_asked(*, but: int = 0) -> ColumnElement[bool]:
    """True for a Person whom a roll has expected, this one left aside."""
    earlier = aliased(RollAnswer)
    been = select(earlier.person_id).where(
        col(earlier.person_id) == col(Person.id),
        col(earlier.roll_call_id) != but,
        col(earlier.attendance).in_(EXPECTED),
    )
    return been.exists()


async def newcomers(session: AsyncSession, *, scope: Scope, since: datetime) -> list[Trainee]:
    """Unprepared, and new since then or never asked by a roll; a first roster is nobody's news.

    Nor is what was on the roster, in several files, before the office's first roll was called.
    """
    first_roll = (await session.exec(select(func.min(RollCall.opened_at)))).one()
    new = or_(has_joined_after(max(since, first_roll or since)), ~has_been_asked())
    began = await _began(session, scope)
    found = trainees(scope).where(has_joined_after(began), new, ~is_prepared())
    return [Trainee(*row) for row in await fetch(session, found)]


async def _began(session: AsyncSession, scope: Scope) -> datetime:
    """When the first of these units' people came."""
    first = func.min(func.coalesce(joined_at(), literal(_ALWAYS, Instant)))
    found = core_select(first).select_from(Person).where(is_auxiliary(), is_in(scope))
    [(began,)] = await fetch(session, found)
    return began or _ALWAYS
