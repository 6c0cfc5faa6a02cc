"""Who is not in a file leaves the service with it: asked why and from when, shown, then done."""

from datetime import date

from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.roster_leaving import Leaving
from domain.transfer import check_day
from handlers.routes import SUPERVISORS, Routes
from handlers.said import day_of, line_of
from handlers.turn import ONLY_BUTTONS, Turn, asked, pressed, typed
from services.roster_sent import confirm_roster, offered_to_leave
from views import roster_leaving as view
from views.roster_sent import AskLeaving, writing
from views.screen import Screen
from views.words import word


class LettingGo(StatesGroup):
    reason = State()
    day = State()
    confirm = State()


async def on_ask(press: AskLeaving, turn: Turn) -> Screen:
    await turn.state.set_data({"sent_id": press.sent_id, "reason": "", "day": 0})
    await turn.state.set_state(LettingGo.reason)
    return await _asks(turn, LettingGo.reason.state)


async def _asks(turn: Turn, step: str | None) -> Screen:
    data = await turn.state.get_data()
    offered = await offered_to_leave(
        turn.session, me=turn.me, sent_id=data["sent_id"], now=turn.now
    )
    match step:
        case LettingGo.reason.state:
            return view.ask_reason(offered.named, turn.t)
        case LettingGo.day.state:
            return view.ask_day(offered.named, turn.now.date(), turn.t)
    day = date.fromordinal(data["day"])
    return view.confirm(offered.named, data["reason"], day, turn.t)


async def _asks_again(turn: Turn) -> Screen:
    return await _asks(turn, turn.step)


async def _go(turn: Turn, step: State, **said: str | int) -> Screen:
    await turn.state.update_data(said)
    await turn.state.set_state(step)
    return await _asks(turn, step.state)


async def on_reason(press: view.LeavingFor, turn: Turn) -> Screen:
    return await _go(turn, LettingGo.day, reason=word(press.reason, turn.t))


async def on_reason_typed(message: Message, turn: Turn) -> Screen:
    return await _go(turn, LettingGo.day, reason=line_of(message))


async def on_day(press: view.LeavingFrom, turn: Turn) -> Screen:
    return await _day(turn, date.fromordinal(press.day))


async def on_day_typed(message: Message, turn: Turn) -> Screen:
    return await _day(turn, day_of(message, turn))


async def _day(turn: Turn, day: date) -> Screen:
    check_day(day, today=turn.now.date())
    return await _go(turn, LettingGo.confirm, day=day.toordinal())


async def on_confirm(press: view.ConfirmLeaving, turn: Turn) -> Screen:
    data = await turn.state.get_data()
    check_day(date.fromordinal(data["day"]), today=turn.now.date())
    sent_id = data["sent_id"]
    offered = await offered_to_leave(turn.session, me=turn.me, sent_id=sent_id, now=turn.now)
    leaving = Leaving(ids=offered.ids, reason=data["reason"], day=data["day"])
    await confirm_roster(turn.session, me=turn.me, sent_id=sent_id, now=turn.now, leaving=leaving)
    await turn.state.clear()
    return writing(turn.t)


def register_routes(to: Routes) -> None:
    may, at = SUPERVISORS, LettingGo
    to.press(AskLeaving, pressed(on_ask), may=may)
    to.step(at.reason, typed(on_reason_typed), asks=asked(_asks_again), may=may)
    to.press(view.LeavingFor, pressed(on_reason), may=may, step=at.reason)
    to.step(at.day, typed(on_day_typed), asks=asked(_asks_again), may=may)
    to.press(view.LeavingFrom, pressed(on_day), may=may, step=at.day)
    to.step(at.confirm, ONLY_BUTTONS, asks=asked(_asks_again), may=may)
    to.press(view.ConfirmLeaving, pressed(on_confirm), may=may, step=at.confirm)
