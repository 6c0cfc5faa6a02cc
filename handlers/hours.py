"""Seeing and setting the hours of a unit, in one line."""

from aiogram.types import Message

from domain.hours import read_hours
from handlers.routes import SUPERVISORS, Routes
from handlers.turn import Turn, typed
from services.hours import HoursSeen, hours_within, set_hours
from services.occurrence import plan_days
from views import hours as view
from views.screen import Screen


async def on_hours(message: Message, turn: Turn) -> Screen:
    return await (_set(turn) if turn.args.strip() else _show(turn))


async def _show(turn: Turn) -> Screen:
    seen = await hours_within(turn.session, me=turn.me)
    return view.listed([_shown(each) for each in seen], turn.t)


def _shown(each: HoursSeen) -> view.UnitHours:
    return view.UnitHours(
        unit=each.unit.name,
        hours=each.hours,
        source=each.source.name if each.source else "",
        is_own=each.source is not None and each.source.id == each.unit.id,
    )


async def _set(turn: Turn) -> Screen:
    roll_call, review, name = read_hours(turn.args)
    unit, hours = await set_hours(
        turn.session,
        me=turn.me,
        unit_name=name,
        roll_call=roll_call,
        review=review,
        now=turn.now,
    )
    await plan_days(turn.session, now=turn.now)
    is_past = turn.now.time() > hours.roll_call
    return view.changed(unit.name, hours, from_tomorrow=is_past, t=turn.t)


def register_routes(to: Routes) -> None:
    to.command("hours", typed(on_hours), may=SUPERVISORS)
