"""What every step of a change of hours has in common: where we are, and what is asked there."""

from typing import Any

from aiogram.fsm.state import State, StatesGroup

from domain.hours import Change, Figure, GraceTooLong, HoursOutOfOrder, NoOwnHours, moved
from handlers.turn import Turn
from services.hours import HoursSeen, hours_above, hours_seen
from services.unit import reach_unit_id
from views import hours as view
from views import hours_change as change_view
from views.screen import Screen


class SettingHours(StatesGroup):
    figure = State()
    confirm = State()


async def leave(turn: Turn) -> None:
    """Whoever looks elsewhere has dropped the question; other conversations are not ours."""
    if turn.step in SettingHours.__all_states_names__:
        await turn.state.clear()


async def reached(turn: Turn, unit_id: int) -> HoursSeen:
    unit = await reach_unit_id(turn.session, me=turn.me, unit_id=unit_id)
    return await hours_seen(turn.session, unit, today=turn.now.date())


def shown(each: HoursSeen) -> view.UnitHours:
    return view.UnitHours(
        unit_id=each.unit.id,
        unit=each.name,
        hours=each.hours,
        source=each.source.name if each.source else "",
        is_own=each.is_own,
        later=each.later,
    )


async def ask(turn: Turn, seen: HoursSeen, figure: Figure, *, hint: str = "") -> Screen:
    await _goes(turn, SettingHours.figure, unit_id=seen.unit.id, figure=figure.value)
    above = (await _above(turn, seen)).source if seen.is_own else None
    return change_view.ask_figure(shown(seen), figure, above, turn.t, hint=hint)


async def _above(turn: Turn, seen: HoursSeen) -> view.UnitHours:
    return shown(await hours_above(turn.session, seen.unit, today=turn.now.date()))


async def propose(turn: Turn, seen: HoursSeen, change: Change) -> Screen:
    """Before and after, to confirm; one figure that cannot be is asked again with the reason."""
    values = change.values()
    only = next(iter(values)) if len(values) == 1 else None
    try:
        after = moved(seen.hours, change)
    except (HoursOutOfOrder, GraceTooLong) as wrong:
        if only is None:
            raise
        return await ask(turn, seen, only, hint=view.why_not(wrong, turn.t))
    if only and after == seen.hours:
        return await ask(turn, seen, only, hint=change_view.as_now(turn.t))
    before = list(map(seen.hours.minutes, Figure))
    await _goes(turn, SettingHours.confirm, unit_id=seen.unit.id, change=values, before=before)
    return change_view.confirm_change(shown(seen), after, change, turn.t)


async def offer_inherit(turn: Turn, seen: HoursSeen) -> Screen:
    if not seen.is_own:
        raise NoOwnHours
    above = await _above(turn, seen)
    both = [*map(seen.hours.minutes, Figure), *map(above.hours.minutes, Figure)]
    await _goes(turn, SettingHours.confirm, unit_id=seen.unit.id, before=both)
    return change_view.confirm_inherit(shown(seen), above, turn.t)


async def _goes(turn: Turn, step: State, **data: Any) -> None:
    await turn.state.set_state(step)
    await turn.state.set_data(data)
