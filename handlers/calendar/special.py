"""Special periods: seen, set by three questions, and ended."""

from datetime import date, time
from typing import Any

from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.calendar import month_of
from domain.hours import clock
from domain.hours_said import read_hour
from domain.occurrence import Kind
from domain.refusals import Accepted
from domain.special_period import MAX_NAME, PeriodDraft, check_days, check_hour
from domain.when import read_coming_period
from handlers.calendar.seeing import periods
from handlers.routes import SUPERVISORS, Routes
from handlers.said import line_of
from handlers.turn import ONLY_BUTTONS, Turn, asked, pressed, typed
from models.unit import Unit
from services.hours import hours_of
from services.special_period import end_period, set_period
from services.unit import name_of, reach_unit_id
from views import calendar as month_view
from views import special_period as view
from views.screen import Reply, Screen


class SettingPeriod(StatesGroup):
    name = State()
    days = State()
    hour = State()
    confirm = State()


async def on_shown(press: month_view.ShowPeriods, turn: Turn) -> Screen:
    unit = await reach_unit_id(turn.session, me=turn.me, unit_id=press.unit_id)
    return await _shown(turn, unit)


async def _shown(turn: Turn, unit: Unit) -> Screen:
    month = month_of(turn.now.date())
    found = await periods(turn, unit)
    return view.periods_screen(unit.id, await name_of(turn.session, unit), found, month, turn.t)


async def on_ended(press: view.EndPeriod, turn: Turn) -> Screen:
    _, unit = await end_period(turn.session, me=turn.me, period_id=press.period_id, now=turn.now)
    return await _shown(turn, unit)


async def on_added(press: view.AddPeriod, turn: Turn) -> Screen:
    await reach_unit_id(turn.session, me=turn.me, unit_id=press.unit_id)
    await turn.state.set_data({"unit_id": press.unit_id})
    return await _goes(turn, SettingPeriod.name)


async def _goes(turn: Turn, step: State, **data: Any) -> Screen:
    await turn.state.update_data(data)
    await turn.state.set_state(step)
    return await _asks(turn)


async def _asks(turn: Turn) -> Screen:
    data, step = await turn.state.get_data(), await turn.state.get_state()
    if step == SettingPeriod.name.state:
        return view.ask_name(turn.t)
    if step == SettingPeriod.days.state:
        return view.ask_days(turn.now.date(), turn.t)
    if step == SettingPeriod.hour.state:
        return _ask_hour(turn, data)
    return view.confirm(
        await name_of(turn.session, await _unit(turn)), _draft(data), turn.now.date(), turn.t
    )


def _ask_hour(turn: Turn, data: dict[str, Any], hint: str = "") -> Screen:
    first, last = date.fromisoformat(data["first"]), date.fromisoformat(data["last"])
    return view.ask_hour(first, last, turn.now.date(), turn.t, hint=hint)


async def _unit(turn: Turn) -> Unit:
    data = await turn.state.get_data()
    return await reach_unit_id(turn.session, me=turn.me, unit_id=data["unit_id"])


def _draft(data: dict[str, Any]) -> PeriodDraft:
    return PeriodDraft(
        name=data["name"],
        first=date.fromisoformat(data["first"]),
        last=date.fromisoformat(data["last"]),
        roll_at=time.fromisoformat(data["roll_at"]),
    )


async def on_name(message: Message, turn: Turn) -> Screen:
    name = line_of(message, accepted=Accepted.WORDS, limit=MAX_NAME)
    return await _goes(turn, SettingPeriod.days, name=name)


async def on_days(message: Message, turn: Turn) -> Screen:
    today = turn.now.date()
    days = read_coming_period(message.text or "", today=today)
    if days is None:
        return view.ask_days(today, turn.t, hint=view.no_days(turn.t))
    return await _on_days(turn, days.first, days.last)


async def on_days_pressed(press: view.PickDays, turn: Turn) -> Screen:
    return await _on_days(turn, press.first, press.last)


async def _on_days(turn: Turn, first: date, last: date) -> Screen:
    check_days(first, last, today=turn.now.date())
    kept = {"first": first.isoformat(), "last": last.isoformat()}
    return await _goes(turn, SettingPeriod.hour, **kept)


async def on_hour(message: Message, turn: Turn) -> Screen:
    at = read_hour((message.text or "").strip())
    if at is None:
        return _ask_hour(turn, await turn.state.get_data(), view.no_hour(turn.t))
    return await _at(turn, at)


async def on_hour_pressed(press: view.PickRollAt, turn: Turn) -> Screen:
    return await _at(turn, clock(press.minutes))


async def _at(turn: Turn, at: time) -> Screen:
    first = date.fromisoformat((await turn.state.get_data())["first"])
    hours = await hours_of(turn.session, await _unit(turn), kind=Kind.ROLL_CALL, day=first)
    check_hour(at, hours)
    return await _goes(turn, SettingPeriod.confirm, roll_at=at.isoformat())


async def on_change(press: view.ChangePeriod, turn: Turn) -> Screen:
    return await _goes(turn, SettingPeriod.name)


async def on_confirmed(press: view.ConfirmPeriod, turn: Turn) -> Reply:
    unit, draft = await _unit(turn), _draft(await turn.state.get_data())
    told = await set_period(turn.session, me=turn.me, unit=unit, draft=draft, now=turn.now)
    await turn.state.clear()
    return Reply(screen=await _shown(turn, unit), notices=told)


def register_routes(to: Routes) -> None:
    at, may = SettingPeriod, SUPERVISORS
    to.press(month_view.ShowPeriods, pressed(on_shown), may=may)
    to.press(view.EndPeriod, pressed(on_ended), may=may)
    to.press(view.AddPeriod, pressed(on_added), may=may)
    to.step(at.name, typed(on_name), asks=asked(_asks), may=may)
    to.step(at.days, typed(on_days), asks=asked(_asks), may=may)
    to.step(at.hour, typed(on_hour), asks=asked(_asks), may=may)
    to.step(at.confirm, ONLY_BUTTONS, asks=asked(_asks), may=may)
    to.press(view.PickDays, pressed(on_days_pressed), may=may, step=at.days)
    to.press(view.PickRollAt, pressed(on_hour_pressed), may=may, step=at.hour)
    to.press(view.ChangePeriod, pressed(on_change), may=may, step=at.confirm)
    to.press(view.ConfirmPeriod, pressed(on_confirmed), may=may, step=at.confirm)
