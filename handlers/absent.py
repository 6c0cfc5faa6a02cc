"""/absent: who was not there at a day's rolls, page by page."""

from datetime import datetime

from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Member
from handlers.routes import SUPERVISORS, Routes
from services.absent import find_absent, read_one_day
from views import absent as view
from views.screen import Screen
from views.texts import Texts


async def on_absent(
    message: Message, session: AsyncSession, me: Member, args: str, now: datetime, t: Texts
) -> Screen:
    day = read_one_day(args, today=now.date())
    found = await find_absent(session, me=me, day=day, page=0, now=now)
    return view.absent_screen(found, now=now, t=t)


async def on_turn(
    query: CallbackQuery,
    press: view.TurnAbsent,
    session: AsyncSession,
    me: Member,
    now: datetime,
    t: Texts,
) -> Screen:
    found = await find_absent(session, me=me, day=press.day, page=press.page, now=now)
    return view.absent_screen(found, now=now, t=t)


def register_routes(to: Routes) -> None:
    to.command("absent", on_absent, may=SUPERVISORS)
    to.press(view.TurnAbsent, on_turn, may=SUPERVISORS)
