"""/export: a spreadsheet is asked for, and the answer comes at once; the file follows."""

from aiogram.types import Message

from domain.export import ExportNotFound, period_of
from domain.refusals import Over
from domain.summary import SummaryNotFound
from domain.when import Period
from handlers.routes import SUPERVISORS, Routes
from handlers.turn import Turn, pressed, typed
from services.export import ask_for_figures, ask_for_readers
from services.summary_asked import understand
from views import export as view
from views.screen import Screen


async def on_export(message: Message, turn: Turn) -> Screen:
    if not turn.args:
        return view.ask_period(turn.t)
    today = turn.now.date()
    try:
        period, unit_id = await understand(turn.session, me=turn.me, text=turn.args, today=today)
    except SummaryNotFound as unknown:
        raise ExportNotFound from unknown
    return await _asked(period, unit_id, turn)


async def on_span(press: view.ExportSpan, turn: Turn) -> Screen:
    return await _asked(period_of(press.span, today=turn.now.date()), None, turn)


async def on_figures(press: view.ExportFigures, turn: Turn) -> Screen:
    if press.first > press.last:
        raise Over
    return await _asked(Period(press.first, press.last), press.unit_id, turn)


async def _asked(period: Period, unit_id: int | None, turn: Turn) -> Screen:
    await ask_for_figures(turn.session, me=turn.me, period=period, unit_id=unit_id, now=turn.now)
    return view.preparing(period, turn.t)


async def on_readers(press: view.ExportReaders, turn: Turn) -> Screen:
    await ask_for_readers(turn.session, me=turn.me, broadcast_id=press.broadcast_id, now=turn.now)
    return view.preparing(None, turn.t)


def register_routes(to: Routes) -> None:
    to.command("export", typed(on_export), may=SUPERVISORS)
    to.press(view.ExportSpan, pressed(on_span), may=SUPERVISORS)
    to.press(view.ExportFigures, pressed(on_figures), may=SUPERVISORS)
    to.press(view.ExportReaders, pressed(on_readers), may=SUPERVISORS)
