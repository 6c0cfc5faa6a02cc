"""What a person may ask about and change of their own row."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Member
from models.person import Person, mark_reachable, mark_unreachable
from models.unit import Unit
from services.unit import full_name


async def unit_name(session: AsyncSession, me: Member) -> str:
    unit = await session.get(Unit, me.unit_id) if me.unit_id else None
    return await full_name(session, unit) if unit else ""


async def speak(session: AsyncSession, *, me: Member, language: str) -> None:
    person = await session.get_one(Person, me.id)
    person.language = language


async def note_membership(
    session: AsyncSession, *, telegram_id: int, is_gone: bool, now: datetime
) -> None:
    """Blocking the bot and coming back are facts about whether a person can be reached."""
    if is_gone:
        await mark_unreachable(session, telegram_id, reason="blocked the bot", now=now)
    else:
        await mark_reachable(session, telegram_id)
