"""A unit's rota: seen, set by two questions, changed for one person, ended."""

from datetime import date

from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.rota import Shift, first_day, read_pattern, read_shifts, usual_patterns
from handlers.rota.swapping import my_days
from handlers.routes import AUXILIARIES, SUPERVISORS, Routes
from handlers.turn import ONLY_BUTTONS, Turn, asked, pressed, typed
from handlers.unit_choice import for_unit
from models.unit import Unit
from services.rota import Running, duties, running_on
from services.rota_setting import end_rota, place_person, running_in, set_rota
from services.unit import name_of, reach_unit_id
from views import rota as view
from views.screen import Reply, Screen
from views.shift_swap_mine import with_ones_own


class SettingRota(StatesGroup):
    shifts = State()
    pattern = State()
    confirm = State()
    place = State()


async def on_rota(message: Message, turn: Turn) -> Screen:
    """A supervisor's own unit or the named one; an auxiliary's own shifts."""
    if not turn.me.is_any(SUPERVISORS):
        return await my_days(turn)
    return await for_unit(
        turn, "rota", does=_beside_ones_own, press=lambda unit_id: view.ShowRota(unit_id=unit_id)
    )


async def on_unit(press: view.ShowRota, turn: Turn) -> Screen:
    unit = await reach_unit_id(turn.session, me=turn.me, unit_id=press.unit_id)
    return await _beside_ones_own(turn, unit)


async def _beside_ones_own(turn: Turn, unit: Unit) -> Screen:
    screen = await _shown(turn, unit)
    return with_ones_own(screen, turn.t) if turn.me.is_any(AUXILIARIES) else screen


async def _shown(turn: Turn, unit: Unit) -> Screen:
    """Today and tomorrow; a rota that begins tomorrow is shown already."""
    days = (turn.now.date(), first_day(turn.now))
    found = [(day, await running_on(turn.session, day)) for day in days]
    held = [(day, among[unit.path], among) for day, among in found if unit.path in among]
    if not held:
        return view.none_yet(unit.id, await name_of(turn.session, unit), turn.t)
    latest = held[-1][1]
    names = [(day, await _names(turn, running, day, among)) for day, running, among in held]
    called = {shift.shift_id: shift.name for shift in latest.shifts}
    order = [called.get(each, "") for each in latest.rota.pattern]
    screen = view.rota_screen(
        unit.id, await name_of(turn.session, unit), latest.shifts, order, names, turn.t
    )
    is_over = held[-1][0] < days[-1]
    return view.ends_today(screen, unit.id, days[-1], turn.t) if is_over else screen


async def _names(
    turn: Turn, running: Running, day: date, among: dict[str, Running]
) -> dict[str, list[str]]:
    called = [shift.name for shift in running.shifts]
    names: dict[str, list[str]] = {each: [] for each in (*called, "")}
    for duty in await duties(turn.session, running, day=day, among=among):
        names[duty.shift.name if duty.shift else ""].append(duty.name)
    return names


async def on_begun(press: view.SetRota, turn: Turn) -> Screen:
    await reach_unit_id(turn.session, me=turn.me, unit_id=press.unit_id)
    await turn.state.set_data({"unit_id": press.unit_id})
    await turn.state.set_state(SettingRota.shifts)
    return await _ask_shifts(turn)


async def _unit(turn: Turn) -> Unit:
    data = await turn.state.get_data()
    return await reach_unit_id(turn.session, me=turn.me, unit_id=data["unit_id"])


async def _ask_shifts(turn: Turn) -> Screen:
    return view.ask_shifts(await name_of(turn.session, await _unit(turn)), turn.t)


async def on_shifts(message: Message, turn: Turn) -> Screen:
    return await _kept(turn, message.text or "")


async def on_shifts_pressed(press: view.PickShifts, turn: Turn) -> Screen:
    return await _kept(turn, turn.t(view.PRESETS[press.preset]))


async def _kept(turn: Turn, text: str) -> Screen:
    read_shifts(text)
    await turn.state.update_data(shifts=text)
    await turn.state.set_state(SettingRota.pattern)
    return await _ask_pattern(turn)


async def _shifts(turn: Turn) -> tuple[Shift, ...]:
    return read_shifts((await turn.state.get_data())["shifts"])


async def _ask_pattern(turn: Turn) -> Screen:
    names = [shift.name for shift in await _shifts(turn)]
    return view.ask_pattern(await name_of(turn.session, await _unit(turn)), names, turn.t)


async def on_pattern(message: Message, turn: Turn) -> Screen:
    names = [shift.name for shift in await _shifts(turn)]
    return await _ordered(turn, read_pattern(message.text or "", names))


async def on_pattern_pressed(press: view.PickPattern, turn: Turn) -> Screen:
    return await _ordered(turn, usual_patterns(len(await _shifts(turn)))[press.at])


async def _ordered(turn: Turn, pattern: tuple[int, ...]) -> Screen:
    await turn.state.update_data(pattern=list(pattern))
    await turn.state.set_state(SettingRota.confirm)
    return await _page(turn)


async def _page(turn: Turn) -> Screen:
    shifts, data = await _shifts(turn), await turn.state.get_data()
    order = [shifts[at - 1].name if at else "" for at in data["pattern"]]
    unit = await _unit(turn)
    return view.confirm(
        await name_of(turn.session, unit), shifts, order, first_day(turn.now), turn.t
    )


async def on_confirmed(press: view.ConfirmRota, turn: Turn) -> Reply:
    unit, data = await _unit(turn), await turn.state.get_data()
    told = await set_rota(
        turn.session,
        me=turn.me,
        unit=unit,
        shifts=await _shifts(turn),
        pattern=tuple(data["pattern"]),
        in_groups=press.in_groups,
        now=turn.now,
    )
    await turn.state.clear()
    return Reply(screen=await _shown(turn, unit), notices=told)


async def on_place(press: view.PlacePerson, turn: Turn) -> Screen:
    await reach_unit_id(turn.session, me=turn.me, unit_id=press.unit_id)
    await turn.state.set_data({"unit_id": press.unit_id})
    await turn.state.set_state(SettingRota.place)
    return await _ask_place(turn)


async def _ask_place(turn: Turn) -> Screen:
    unit = await _unit(turn)
    running = await running_in(turn.session, unit, first_day(turn.now))
    return view.ask_place(await name_of(turn.session, unit), running.shifts, turn.t)


async def on_placed(message: Message, turn: Turn) -> Reply:
    unit, text = await _unit(turn), message.text or ""
    told = await place_person(turn.session, me=turn.me, unit=unit, text=text, now=turn.now)
    await turn.state.clear()
    return Reply(screen=await _shown(turn, unit), notices=told)


async def on_end(press: view.EndRota, turn: Turn) -> Reply | Screen:
    unit = await reach_unit_id(turn.session, me=turn.me, unit_id=press.unit_id)
    if not press.sure:
        return view.sure_to_end(unit.id, await name_of(turn.session, unit), turn.t)
    told = await end_rota(turn.session, me=turn.me, unit=unit, now=turn.now)
    return Reply(screen=await _shown(turn, unit), notices=told)


def register_routes(to: Routes) -> None:
    at, may = SettingRota, SUPERVISORS
    to.command("rota", typed(on_rota), may=AUXILIARIES | SUPERVISORS)
    to.press(view.ShowRota, pressed(on_unit), may=SUPERVISORS)
    to.press(view.SetRota, pressed(on_begun), may=may)
    to.step(at.shifts, typed(on_shifts), asks=asked(_ask_shifts), may=may)
    to.step(at.pattern, typed(on_pattern), asks=asked(_ask_pattern), may=may)
    to.step(at.confirm, ONLY_BUTTONS, asks=asked(_page), may=may)
    to.step(at.place, typed(on_placed), asks=asked(_ask_place), may=may)
    to.press(view.PickShifts, pressed(on_shifts_pressed), may=may, step=at.shifts)
    to.press(view.PickPattern, pressed(on_pattern_pressed), may=may, step=at.pattern)
    to.press(view.ConfirmRota, pressed(on_confirmed), may=may, step=at.confirm)
    to.press(view.PlacePerson, pressed(on_place), may=may)
    to.press(view.EndRota, pressed(on_end), may=may)
