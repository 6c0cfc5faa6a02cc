"""Somebody moves to a new account while a roll is open: the question goes with them."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.notice import Notice
from domain.roll_call import Attendance, messages_about
from domain.roll_call_moved import RollCallMoved
from models import outbox
from models.person import Person
from models.roll_call_excused import places_in_open
from services.roll_call import invite


async def take_along(
    session: AsyncSession, person: Person, *, old: int, now: datetime
) -> list[Notice]:
    """They are asked anew where they are by now, and what asked in the old account is closed."""
    found = await places_in_open(
        session, person_id=person.id, attendance=Attendance.AWAITED, now=now
    )
    notices: list[Notice] = []
    for roll, _ in found:
        keys = messages_about(roll.id, person.id, reopened=roll.reopened)
        aside = await outbox.set_aside(session, keys, chat_id=old)
        notices.append(
            RollCallMoved(
                person_id=person.id, questions=aside, chat_id=old, language=person.language
            )
        )
        asked = await invite(
            session, person_id=person.id, roll_call_id=roll.id, minutes_late=0, now=now
        )
        notices += [asked] if asked else []
    return notices
