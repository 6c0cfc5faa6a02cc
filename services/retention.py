"""Letting go of what was kept long enough: some hundred rows at a time, until a night is done."""

from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.retention import KEPT, Expiring, is_to_do
from domain.roster_sent import LASTS
from models import conversation, retention, roster_sent
from models.retention_rules import RULES

_NIGHT = "night"


async def let_go(session: AsyncSession, *, now: datetime) -> int:
    """One slice of one kind; returns its rows, and 0 when there is nothing left to do tonight."""
    last = await retention.reached(session, _NIGHT)
    if last is None:
        await retention.reach(session, _NIGHT, now.date().toordinal())
    if last is None or not is_to_do(date.fromordinal(last), now):
        return 0
    for rule in RULES:
        before = now.date() - KEPT[rule.kind]
        if blurred := await retention.blur_slice(session, rule, before=before):
            return blurred
    await roster_sent.drop_older(session, before=now - LASTS, now=now)
    await conversation.forget_left(session, before=now - KEPT[Expiring.UPDATES])
    await retention.reach(session, _NIGHT, now.date().toordinal())
    return 0
