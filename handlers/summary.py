"""/summary: figures of a day, a week or a month, and the buttons under them."""

from datetime import datetime

from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Member
from domain.refusals import Over
from domain.summary_days import days_of
from domain.task_load import asks_each, week_of
from domain.when import Period
from handlers.routes import SUPERVISORS, Routes
from services.summary import sum_up
from services.summary_asked import understand
from services.task_load import loads_of
from views import summary as view
from views.screen import Screen
from views.task_load import loads_screen
from views.texts import Texts


async def on_summary(
    message: Message, session: AsyncSession, me: Member, args: str, now: datetime, t: Texts
) -> Screen:
    rest = asks_each(args)
    text = args if rest is None else rest
    period, unit_id = await understand(session, me=me, text=text, today=now.date())
    if rest is not None:
        week = week_of(period)
        shown = await loads_of(session, me=me, unit_id=unit_id, period=week, page=0)
        return loads_screen(shown, now=now, t=t)
    summary = await sum_up(session, me=me, unit_id=unit_id, period=period, now=now)
    return view.summary_screen(summary, now=now, t=t)


async def on_span(
    query: CallbackQuery,
    press: view.ShowSummary,
    session: AsyncSession,
    me: Member,
    now: datetime,
    t: Texts,
) -> Screen:
    period = days_of(press.span, today=now.date())
    summary = await sum_up(session, me=me, unit_id=press.unit_id, period=period, now=now)
    return _shown(query, view.summary_screen(summary, now=now, t=t), t)


async def on_refresh(
    query: CallbackQuery,
    press: view.RefreshSummary,
    session: AsyncSession,
    me: Member,
    now: datetime,
    t: Texts,
) -> Screen:
    if press.first > press.last:
        raise Over
    period = Period(press.first, press.last)
    summary = await sum_up(session, me=me, unit_id=press.unit_id, period=period, now=now)
    return _shown(query, view.summary_screen(summary, now=now, t=t), t)


async def on_loads(
    query: CallbackQuery,
    press: view.ShowLoads,
    session: AsyncSession,
    me: Member,
    now: datetime,
    t: Texts,
) -> Screen:
    if press.first > press.last:
        raise Over
    period = week_of(Period(press.first, press.last))
    shown = await loads_of(session, me=me, unit_id=press.unit_id, period=period, page=press.page)
    return loads_screen(shown, now=now, t=t)


def _shown(query: CallbackQuery, screen: Screen, t: Texts) -> Screen:
    """The platform draws nothing where nothing is new: say so."""
    pressed = query.message
    if isinstance(pressed, Message) and pressed.text == screen.whole:
        return view.up_to_date(t)
    return screen


def register_routes(to: Routes) -> None:
    to.command("summary", on_summary, may=SUPERVISORS)
    to.press(view.ShowSummary, on_span, may=SUPERVISORS)
    to.press(view.ShowLoads, on_loads, may=SUPERVISORS)
    to.press(view.RefreshSummary, on_refresh, may=SUPERVISORS)
