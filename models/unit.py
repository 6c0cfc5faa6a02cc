"""Units 单位: the tree of city, district, street, community and grid."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, UniqueConstraint, case, false, func, or_
from sqlalchemy.orm import aliased
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Level, Scope
from models.among import among
from models.columns import Instant, words


class Unit(SQLModel, table=True):
    """`path` holds the ids from the top, '/1/4/9/': a subtree is a prefix.

    `ended` is the first day without it: its rows stay, and nothing new is written for it.
    """

    __table_args__ = (UniqueConstraint("parent_id", "name"),)

    id: int = Field(default=None, primary_key=True)
    name: str
    level: Level = Field(sa_type=words(Level))
    parent_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    path: str = Field(default="", index=True)
    created_at: datetime = Field(sa_type=Instant)
    ended: date | None = None


def within(scope: Scope) -> ColumnElement[bool]:
    """Units of the scope; an empty scope holds nothing."""
    if not scope.paths:
        return false()
    return or_(*(col(Unit.path).startswith(path) for path in scope.paths))


def stands() -> ColumnElement[bool]:
    return col(Unit.ended).is_(None)


def stood_on(day: date) -> ColumnElement[bool]:
    return or_(stands(), col(Unit.ended) > day)


async def hold_still(session: AsyncSession, unit_id: int) -> Unit | None:
    """While somebody comes into a unit, nobody ends it; None where somebody has."""
    found = select(Unit).where(Unit.id == unit_id, stands()).with_for_update(read=True)
    return (await session.exec(found)).first()


async def hold_all_still(session: AsyncSession, unit_ids: Collection[int]) -> Sequence[int]:
    """Those of them that nobody has ended, from the top like all who hold several."""
    found = select(Unit.id).where(among(Unit.id, unit_ids), stands()).order_by(Unit.path)
    return (await session.exec(found.with_for_update(read=True, key_share=True))).all()


async def units_in(session: AsyncSession, scope: Scope) -> Sequence[Unit]:
    found = select(Unit).where(within(scope), stands())
    return (await session.exec(found.order_by(Unit.path))).all()


async def every_path(session: AsyncSession) -> dict[int, str]:
    """Of every unit there is or was."""
    return {at: path for at, path in await session.exec(select(Unit.id, Unit.path))}


async def top_units(session: AsyncSession) -> Sequence[Unit]:
    found = select(Unit).where(col(Unit.parent_id).is_(None), stands())
    return (await session.exec(found)).all()


async def units_keeping(session: AsyncSession, own: Iterable[int]) -> Sequence[Unit]:
    """Top units, and those that have hours of their own."""
    keeps = or_(col(Unit.parent_id).is_(None), among(Unit.id, sorted(own)))
    return (await session.exec(select(Unit).where(keeps, stands()).order_by(Unit.path))).all()


async def children_of(session: AsyncSession, unit_id: int) -> Sequence[Unit]:
    found = select(Unit).where(Unit.parent_id == unit_id, stands())
    return (await session.exec(found)).all()


async def parts_of(session: AsyncSession, unit_id: int) -> Sequence[Unit]:
    """Those too that have ended since: figures of the past still count them."""
    return (await session.exec(select(Unit).where(Unit.parent_id == unit_id))).all()


async def paths_of(session: AsyncSession, units: Collection[int]) -> Sequence[str]:
    return (await session.exec(select(Unit.path).where(among(Unit.id, units)))).all()


async def units_at(session: AsyncSession, paths: Iterable[str]) -> Sequence[Unit]:
    return (await session.exec(select(Unit).where(col(Unit.path).in_(list(paths))))).all()


async def units_called(
    session: AsyncSession, *, names: Iterable[str], scope: Scope
) -> Sequence[Unit]:
    """Those of a scope that bear one of these names."""
    found = select(Unit).where(col(Unit.name).in_(sorted(set(names))), within(scope))
    return (await session.exec(found.order_by(Unit.path))).all()


Above = aliased(Unit)
"""The unit above, for queries that name a place."""


def community() -> ColumnElement[str]:
    """Where somebody works, in lists of many: a grid counts as its community."""
    return _of_a_grid(func.coalesce(col(Above.name), col(Unit.name)))


def place() -> ColumnElement[str]:
    """A unit's name; a grid is called with its community, for every community has a first grid."""
    return _of_a_grid(func.coalesce(col(Above.name) + " " + col(Unit.name), col(Unit.name)))


async def unit_names(session: AsyncSession, scope: Scope) -> tuple[str, ...]:
    """As a supervisor's own units are called in what they are told."""
    found = select(place()).select_from(Unit).outerjoin(Above, col(Above.id) == Unit.parent_id)
    found = found.where(col(Unit.path).in_(scope.paths)).order_by(Unit.path)
    return tuple((await session.exec(found)).all())


async def called_alike(session: AsyncSession, unit: Unit) -> Sequence[Unit]:
    """Others of its name; of a grid those whose community has one name with its own."""
    others = select(Unit).outerjoin(Above, col(Above.id) == col(Unit.parent_id))
    others = others.where(Unit.name == unit.name, Unit.id != unit.id, stands())
    if unit.level is Level.GRID and unit.parent_id:
        above = await session.get_one(Unit, unit.parent_id)
        others = others.where(col(Above.name) == above.name)
    return (await session.exec(others.order_by(Unit.path))).all()


def _of_a_grid(said: ColumnElement[str]) -> ColumnElement[str]:
    return case((col(Unit.level) == Level.GRID, said), else_=col(Unit.name))
