"""Who of one's units is away today, and which requests wait for a decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Member
from domain.when import Spell
from models import leave
from services.unit import own_unit


@dataclass(frozen=True, kw_only=True)
class Board:
    """Names with how long they are away, never why; requests with their number and name."""

    away: Sequence[tuple[str, Spell]]
    waiting: Sequence[tuple[int, str, Spell]]
    unit_id: int


async def gather_board(session: AsyncSession, *, me: Member, today: date) -> Board:
    away = await leave.away_in(session, me.scope, day=today)
    waiting = await leave.waiting_in(session, me.scope, but=me.id)
    return Board(
        away=[(name, row.spell) for name, row in away],
        waiting=[(row.id, name, row.spell) for row, name in waiting],
        unit_id=(await own_unit(session, me)).id,
    )
