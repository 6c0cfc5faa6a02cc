"""/summary: figures of a day, a week or a month, and the buttons under them."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Member
from domain.refusals import Over
from domain.summary_days import days_of
from domain.task_load import asks_each, week_of
from domain.when import Period
from handlers.routes import SUPERVISORS, Handler, Routes
from handlers.turn import Turn, pressed, typed
from services.summary import sum_up
from services.summary_asked import understand
from services.task_load import loads_of
from views import summary as view
from views.screen import Screen
from views.task_load import loads_screen
from views.texts import Texts


async def on_summary(message: Message, turn: Turn) -> Screen:
    session, me, now = turn.session, turn.me, turn.now
    rest = asks_each(turn.args)
    text = turn.args if rest is None else rest
    period, unit_id = await understand(session, me=me, text=text, today=now.date())
    if rest is not None:
        week = week_of(period)
        shown = await loads_of(session, me=me, unit_id=unit_id, period=week, page=0)
        return loads_screen(shown, now=now, t=turn.t)
    summary = await sum_up(session, me=me, unit_id=unit_id, period=period, now=now)
    return view.summary_screen(summary, now=now, t=turn.t)


def _drawn_anew(days: Callable[[Any, date], Period]) -> Handler:
    """The platform draws nothing where nothing is new: say so."""

    async def handler(
        query: CallbackQuery,
        press: view.ShowSummary | view.RefreshSummary,
        session: AsyncSession,
        me: Member,
        now: datetime,
        t: Texts,
    ) -> Screen:
        period = days(press, now.date())
        summary = await sum_up(session, me=me, unit_id=press.unit_id, period=period, now=now)
        screen, shown = view.summary_screen(summary, now=now, t=t), query.message
        is_same = isinstance(shown, Message) and shown.text == screen.whole
        return view.up_to_date(t) if is_same else screen

    return handler


def _of_span(press: view.ShowSummary, today: date) -> Period:
    return days_of(press.span, today=today)


def _of_days(press: view.RefreshSummary | view.ShowLoads, _today: date) -> Period:
    if press.first > press.last:
        raise Over
    return Period(press.first, press.last)


async def on_loads(press: view.ShowLoads, turn: Turn) -> Screen:
    now = turn.now
    period = week_of(_of_days(press, now.date()))
    shown = await loads_of(
        turn.session, me=turn.me, unit_id=press.unit_id, period=period, page=press.page
    )
    return loads_screen(shown, now=now, t=turn.t)


def register_routes(to: Routes) -> None:
    to.command("summary", typed(on_summary), may=SUPERVISORS)
    to.press(view.ShowSummary, _drawn_anew(_of_span), may=SUPERVISORS)
    to.press(view.ShowLoads, pressed(on_loads), may=SUPERVISORS)
    to.press(view.RefreshSummary, _drawn_anew(_of_days), may=SUPERVISORS)
