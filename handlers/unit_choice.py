"""A command that is about one unit: the named one, the only one held, or one by button."""

from collections.abc import Awaitable, Callable, Sequence

from aiogram.filters.callback_data import CallbackData

from handlers.turn import Turn
from models.unit import Unit
from services.unit import reach_unit, short_name, units_held
from views.screen import MAX_BUTTONS, Screen
from views.unit_choice import which_unit


async def for_unit(
    turn: Turn,
    command: str,
    *,
    does: Callable[[Turn, Unit], Awaitable[Screen]],
    press: Callable[[int], CallbackData],
) -> Screen:
    """`press` makes the button of one of several units."""
    name = turn.args.strip()
    held = [] if name else await units_held(turn.session, turn.me)
    if len(held) > 1:
        return which_unit(command, await _named(turn, held[:MAX_BUTTONS]), press, turn.t)
    unit = held[0] if held else await reach_unit(turn.session, me=turn.me, name=name)
    return await does(turn, unit)


async def _named(turn: Turn, units: Sequence[Unit]) -> Sequence[tuple[int, str]]:
    scope = turn.me.scope
    return [(unit.id, await short_name(turn.session, unit, among=scope)) for unit in units]
