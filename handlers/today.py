"""Showing a person's day, at any hour."""

from datetime import datetime

from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Member
from handlers.routes import AUXILIARIES, MEMBERS, SUPERVISORS, Routes
from services.today import gather_today
from views import today as view
from views.plan import ShowDay
from views.screen import Screen
from views.texts import Texts


async def on_today(
    message: Message, session: AsyncSession, me: Member, now: datetime, t: Texts
) -> Screen:
    if not me.is_any(AUXILIARIES):
        return view.not_an_auxiliary(supervises=me.is_any(SUPERVISORS), t=t)
    return view.day(await gather_today(session, me=me, now=now), t)


async def on_page(
    query: CallbackQuery,
    press: ShowDay,
    session: AsyncSession,
    me: Member,
    now: datetime,
    t: Texts,
) -> Screen:
    return view.day(await gather_today(session, me=me, now=now), t, page=press.page)


def register_routes(to: Routes) -> None:
    to.command("today", on_today, may=MEMBERS)
    to.press(ShowDay, on_page, may=AUXILIARIES)
