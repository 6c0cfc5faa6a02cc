"""Asking for leave in three taps, and the supervisor's decision."""

from datetime import date
from typing import Any

from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.leave import LeaveDaysUnclear, LeaveKind
from domain.refusals import Accepted, NotUnderstood, Over
from domain.when import Period, read_coming_period, read_day
from handlers.routes import AUXILIARIES, SUPERVISORS, Routes
from handlers.turn import ONLY_BUTTONS, Turn, asked, pressed, typed
from services.leave import ask_leave, check_leave, decide_leave, last_days
from views import leave as view
from views.screen import Reply, Screen


class AskingLeave(StatesGroup):
    kind = State()
    days = State()
    confirming = State()


async def on_leave(message: Message, turn: Turn) -> Screen:
    """`/leave` alone begins with the buttons; `/leave 明天` has said its days."""
    if not turn.args.strip():
        return await _begin(turn)
    days = read_coming_period(turn.args, today=turn.now.date())
    if days is None:
        raise LeaveDaysUnclear
    await _check(turn, days)
    return await _begin(turn, _kept(days))


async def on_ask(press: view.AskLeave, turn: Turn) -> Screen:
    return await _begin(turn, anew=True)


async def _begin(turn: Turn, data: dict[str, Any] | None = None, *, anew: bool = False) -> Screen:
    await turn.state.set_state(AskingLeave.kind)
    await turn.state.set_data(data or {})
    return view.ask_kind(turn.t, anew=anew)


async def on_kind(press: view.PickLeaveKind, turn: Turn) -> Screen:
    data = await turn.state.update_data(kind=press.kind.value)
    if "first" in data:
        return await _confirm(turn)
    await turn.state.set_state(AskingLeave.days)
    return await _ask_days(turn)


async def on_days_typed(message: Message, turn: Turn) -> Screen:
    """A single day is the last one, as on the buttons; a period is meant as it is typed."""
    today, text = turn.now.date(), message.text or ""
    if last := read_day(text, today=today):
        return await _go_confirm(turn, Period(today, last))
    if days := read_coming_period(text, today=today):
        return await _go_confirm(turn, days)
    raise NotUnderstood(Accepted.DAYS)


async def on_last_day(press: view.PickLastDay, turn: Turn) -> Screen:
    try:
        last = date.fromordinal(press.day)
    except (ValueError, OverflowError) as forged:
        raise Over from forged
    return await _go_confirm(turn, Period(turn.now.date(), last))


async def on_start_tomorrow(press: view.StartTomorrow, turn: Turn) -> Screen:
    _, days = await _asked(turn)
    if days.first != turn.now.date() or days.first == days.last:
        raise Over
    return await _go_confirm(turn, Period(date.fromordinal(days.first.toordinal() + 1), days.last))


async def on_change(press: view.ChangeLeave, turn: Turn) -> Screen:
    return await _begin(turn)


async def on_send(press: view.SendLeave, turn: Turn) -> Reply:
    kind, days = await _asked(turn)
    notices = await ask_leave(
        turn.session, me=turn.me, kind=kind, first=days.first, last=days.last, now=turn.now
    )
    await turn.state.clear()
    screen = view.waiting(kind, days.first, days.last, told=len(notices), t=turn.t)
    return Reply(screen=screen, notices=notices)


async def on_decide(press: view.DecideLeave, turn: Turn) -> Reply:
    done = await decide_leave(
        turn.session, me=turn.me, leave_id=press.leave_id, approve=press.approve, now=turn.now
    )
    return Reply(screen=view.decided(done.name, done.notice, turn.t), notices=[done.notice])


async def _ask_kind(turn: Turn) -> Screen:
    return view.ask_kind(turn.t)


async def _ask_days(turn: Turn) -> Screen:
    today = turn.now.date()
    return view.ask_days(await last_days(turn.session, today=today), today, turn.t)


async def _go_confirm(turn: Turn, days: Period) -> Screen:
    await _check(turn, days)
    await turn.state.update_data(_kept(days))
    return await _confirm(turn)


async def _confirm(turn: Turn) -> Screen:
    await turn.state.set_state(AskingLeave.confirming)
    kind, days = await _asked(turn)
    return view.confirm(kind, days.first, days.last, today=turn.now.date(), t=turn.t)


async def _check(turn: Turn, days: Period) -> None:
    await check_leave(
        turn.session, me=turn.me, first=days.first, last=days.last, today=turn.now.date()
    )


def _kept(days: Period) -> dict[str, Any]:
    return {"first": days.first.isoformat(), "last": days.last.isoformat()}


async def _asked(turn: Turn) -> tuple[LeaveKind, Period]:
    data = await turn.state.get_data()
    days = Period(date.fromisoformat(data["first"]), date.fromisoformat(data["last"]))
    return LeaveKind(data["kind"]), days


def register_routes(to: Routes) -> None:
    to.command("leave", typed(on_leave), may=AUXILIARIES)
    to.press(view.AskLeave, pressed(on_ask), may=AUXILIARIES)
    to.step(AskingLeave.kind, ONLY_BUTTONS, asks=asked(_ask_kind), may=AUXILIARIES)
    to.press(view.PickLeaveKind, pressed(on_kind), may=AUXILIARIES, step=AskingLeave.kind)
    to.step(AskingLeave.days, typed(on_days_typed), asks=asked(_ask_days), may=AUXILIARIES)
    to.press(view.PickLastDay, pressed(on_last_day), may=AUXILIARIES, step=AskingLeave.days)
    to.step(AskingLeave.confirming, ONLY_BUTTONS, asks=asked(_confirm), may=AUXILIARIES)
    to.press(
        view.StartTomorrow,
        pressed(on_start_tomorrow),
        may=AUXILIARIES,
        step=AskingLeave.confirming,
    )
    to.press(view.ChangeLeave, pressed(on_change), may=AUXILIARIES, step=AskingLeave.confirming)
    to.press(view.SendLeave, pressed(on_send), may=AUXILIARIES, step=AskingLeave.confirming)
    to.press(view.DecideLeave, pressed(on_decide), may=SUPERVISORS)
