"""What the seeding of an office asks of the database: whether it is empty, who was hired."""

from collections.abc import Sequence

from sqlalchemy import func
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from models.person import Person
from models.unit import Unit

_OF_THE_PROGRAM = frozenset({"calendar_day"})


async def is_empty(session: AsyncSession) -> bool:
    """Nobody works here yet, and no unit stands."""
    return not any(
        [(await session.exec(select(table.id).limit(1))).first() for table in (Person, Unit)]
    )


async def hired(session: AsyncSession) -> Sequence[Person]:
    """Everybody in the order of the roster."""
    return (await session.exec(select(Person).order_by(col(Person.id)))).all()


async def rows_written(session: AsyncSession) -> int:
    """How many rows all tables hold, apart from what every office begins with."""
    connection = await session.connection()
    tables = (t for t in SQLModel.metadata.sorted_tables if t.name not in _OF_THE_PROGRAM)
    return sum(
        [await connection.scalar(func.count().select().select_from(t)) or 0 for t in tables]
    )
