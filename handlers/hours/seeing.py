"""The list of hours, one unit's hours, and the one-line forms of /hours."""

from aiogram.types import Message

from domain.hours import HoursUnclear
from domain.hours_said import read_hours, read_inherit
from domain.refusals import OutOfReach
from handlers.hours.asking import leave, offer_inherit, propose, reached, shown
from handlers.routes import SUPERVISORS, Routes
from handlers.turn import Turn, pressed, typed
from services.hours import HoursSeen, hours_seen, hours_within
from services.unit import reach_unit
from views import hours as view
from views.screen import Screen


async def on_hours(message: Message, turn: Turn) -> Screen:
    said = turn.args.strip()
    await leave(turn)
    if not said:
        return await _list(turn, 0)
    if (name := read_inherit(said)) is not None:
        return await offer_inherit(turn, await _named(turn, name))
    return await _say(turn, said)


async def _say(turn: Turn, said: str) -> Screen:
    try:
        change, name = read_hours(said)
    except HoursUnclear as unclear:
        return await _look(turn, said, unclear)
    return await propose(turn, await _named(turn, name), change)


async def _look(turn: Turn, said: str, unclear: HoursUnclear) -> Screen:
    """What is no hour may be a unit whose hours are to be seen."""
    try:
        return view.unit_screen(shown(await _named(turn, said)), turn.t)
    except OutOfReach:
        raise unclear from None


async def _named(turn: Turn, name: str) -> HoursSeen:
    unit = await reach_unit(turn.session, me=turn.me, name=name)
    return await hours_seen(turn.session, unit, today=turn.now.date())


async def on_listed(press: view.ListHours, turn: Turn) -> Screen:
    await leave(turn)
    return await _list(turn, press.page)


async def on_unit(press: view.ShowHours, turn: Turn) -> Screen:
    await leave(turn)
    return view.unit_screen(shown(await reached(turn, press.unit_id)), turn.t)


async def _list(turn: Turn, page: int) -> Screen:
    seen = await hours_within(turn.session, me=turn.me, today=turn.now.date())
    return view.listed([shown(each) for each in seen], page, turn.t)


def register_routes(to: Routes) -> None:
    to.command("hours", typed(on_hours), may=SUPERVISORS)
    to.press(view.ListHours, pressed(on_listed), may=SUPERVISORS)
    to.press(view.ShowHours, pressed(on_unit), may=SUPERVISORS)
