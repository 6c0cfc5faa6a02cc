"""/roster: people of one's units, by a part of their name."""

from datetime import datetime

from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Member
from handlers.routes import SUPERVISORS, Routes
from services.people import find_people
from views import people as view
from views.screen import Screen
from views.texts import Texts


async def on_roster(
    message: Message, session: AsyncSession, me: Member, args: str, now: datetime, t: Texts
) -> Screen:
    found = await find_people(session, me=me, part=args, page=0, today=now.date())
    return view.people_screen(found, t)


async def on_turn(
    query: CallbackQuery,
    press: view.FindPeople,
    session: AsyncSession,
    me: Member,
    now: datetime,
    t: Texts,
) -> Screen:
    found = await find_people(session, me=me, part=press.part, page=press.page, today=now.date())
    return view.people_screen(found, t)


def register_routes(to: Routes) -> None:
    to.command("roster", on_roster, may=SUPERVISORS)
    to.press(view.FindPeople, on_turn, may=SUPERVISORS)
