"""Asking for leave in three taps; half days and a reason for those who need them."""

from datetime import date
from typing import Any

from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.leave import MAX_REASON, LeaveDaysUnclear, LeaveKind, parted
from domain.refusals import Accepted, NotUnderstood, Over
from domain.when import Spell, read_day, read_spell
from handlers.leave.deciding import board
from handlers.routes import AUXILIARIES, SUPERVISORS, Handler, Routes
from handlers.said import line_of
from handlers.turn import ONLY_BUTTONS, Turn, asked, pressed, typed
from services.leave import ask_leave, check_leave, last_days
from services.leave_allowance import balance_of
from services.leave_ending import my_leaves
from views import leave as view
from views import leave_part as part_view
from views.screen import Reply, Screen


class AskingLeave(StatesGroup):
    kind = State()
    days = State()
    confirming = State()
    part = State()
    reason = State()


async def on_leave(message: Message, turn: Turn) -> Screen:
    """`/leave` alone begins with the buttons; `/leave 明天` has said its days."""
    if not turn.args.strip() and turn.me.is_any(SUPERVISORS):
        return await board(turn)
    if not turn.me.is_any(AUXILIARIES):
        return view.not_an_auxiliary(turn.t)
    if not turn.args.strip():
        return await _begin(turn)
    spell = read_spell(turn.args, today=turn.now.date())
    if spell is None:
        raise LeaveDaysUnclear
    await _check(turn, spell)
    return await _begin(turn, _kept(spell))


async def on_ask(press: view.AskLeave, turn: Turn) -> Screen:
    return await _begin(turn, anew=True)


async def _begin(turn: Turn, data: dict[str, Any] | None = None, *, anew: bool = False) -> Screen:
    await turn.state.set_state(AskingLeave.kind)
    await turn.state.set_data(data or {})
    return await _ask_kind(turn, anew=anew)


async def _ask_kind(turn: Turn, *, anew: bool = False) -> Screen:
    leaves = await my_leaves(turn.session, me=turn.me, now=turn.now)
    return view.ask_kind(turn.t, has_leaves=bool(leaves), anew=anew)


async def on_kind(press: view.PickLeaveKind, turn: Turn) -> Screen:
    data = await turn.state.update_data(kind=press.kind.value)
    if "first" in data:
        return await _confirm(turn)
    await turn.state.set_state(AskingLeave.days)
    return await _ask_days(turn)


async def _ask_days(turn: Turn) -> Screen:
    today = turn.now.date()
    return view.ask_days(await last_days(turn.session, today=today), today, turn.t)


async def on_days_typed(message: Message, turn: Turn) -> Screen:
    """A single day is the last one, as on the buttons; anything longer is meant as typed."""
    today, text = turn.now.date(), message.text or ""
    if last := read_day(text, today=today):
        return await _until(turn, last)
    if spell := read_spell(text, today=today):
        return await _go_confirm(turn, spell)
    raise NotUnderstood(Accepted.DAYS)


async def on_last_day(press: view.PickLastDay, turn: Turn) -> Screen:
    return await _until(turn, date.fromordinal(press.day))


async def _until(turn: Turn, last: date) -> Screen:
    return await _go_confirm(turn, Spell(turn.now.date(), last))


async def _go_confirm(turn: Turn, spell: Spell) -> Screen:
    await _check(turn, spell)
    await turn.state.update_data(_kept(spell))
    return await _confirm(turn)


async def _check(turn: Turn, spell: Spell) -> None:
    await check_leave(turn.session, me=turn.me, spell=spell, now=turn.now)


async def _confirm(turn: Turn) -> Screen:
    await turn.state.set_state(AskingLeave.confirming)
    return view.confirm(await _draft(turn), today=turn.now.date(), t=turn.t)


async def _draft(turn: Turn) -> view.Draft:
    data = await turn.state.get_data()
    kind, spell = LeaveKind(data["kind"]), _spell(data)
    balance = await balance_of(
        turn.session, person_id=turn.me.id, path=turn.me.unit_path, kind=kind, spell=spell
    )
    reason = "" if kind is LeaveKind.SICK else data.get("reason", "")
    return view.Draft(kind=kind, spell=spell, reason=reason, balance=balance)


async def on_start_tomorrow(press: view.StartTomorrow, turn: Turn) -> Screen:
    spell = _spell(await turn.state.get_data())
    if spell.first != turn.now.date() or spell.first == spell.last:
        raise Over
    tomorrow = date.fromordinal(spell.first.toordinal() + 1)
    until_noon = spell.until_noon
    return await _go_confirm(turn, Spell(tomorrow, spell.last, until_noon=until_noon))


async def on_ask_part(press: view.AskPart, turn: Turn) -> Screen:
    await turn.state.set_state(AskingLeave.part)
    return await _ask_part(turn)


async def _ask_part(turn: Turn) -> Screen:
    return part_view.ask_part(_spell(await turn.state.get_data()), turn.t)


async def on_part(press: part_view.PickPart, turn: Turn) -> Screen:
    spell = _spell(await turn.state.get_data())
    return await _go_confirm(turn, parted(spell, press.part))


async def on_ask_reason(press: view.AskReason, turn: Turn) -> Screen:
    await turn.state.set_state(AskingLeave.reason)
    return await _ask_reason(turn)


async def _ask_reason(turn: Turn) -> Screen:
    return part_view.ask_reason(turn.t)


async def on_reason(message: Message, turn: Turn) -> Screen:
    reason = line_of(message, accepted=Accepted.WORDS, limit=MAX_REASON)
    await turn.state.update_data(reason=reason)
    return await _confirm(turn)


async def on_no_reason(press: part_view.SkipReason, turn: Turn) -> Screen:
    await turn.state.update_data(reason="")
    return await _confirm(turn)


async def on_change(press: view.ChangeLeave, turn: Turn) -> Screen:
    return await _begin(turn)


async def on_send(press: view.SendLeave, turn: Turn) -> Reply:
    draft = await _draft(turn)
    notices = await ask_leave(
        turn.session,
        me=turn.me,
        kind=draft.kind,
        spell=draft.spell,
        reason=draft.reason,
        now=turn.now,
    )
    await turn.state.clear()
    screen = view.waiting(draft.kind, draft.spell, told=len(notices), t=turn.t)
    return Reply(screen=screen, notices=notices)


def _kept(spell: Spell) -> dict[str, Any]:
    return {
        "first": spell.first.isoformat(),
        "last": spell.last.isoformat(),
        "from_noon": spell.from_noon,
        "until_noon": spell.until_noon,
    }


def _spell(data: dict[str, Any]) -> Spell:
    return Spell(
        date.fromisoformat(data["first"]),
        date.fromisoformat(data["last"]),
        from_noon=data.get("from_noon", False),
        until_noon=data.get("until_noon", False),
    )


_STEPS: tuple[tuple[State, Handler, Handler], ...] = (
    (AskingLeave.kind, ONLY_BUTTONS, asked(_ask_kind)),
    (AskingLeave.days, typed(on_days_typed), asked(_ask_days)),
    (AskingLeave.confirming, ONLY_BUTTONS, asked(_confirm)),
    (AskingLeave.part, ONLY_BUTTONS, asked(_ask_part)),
    (AskingLeave.reason, typed(on_reason), asked(_ask_reason)),
)


def register_routes(to: Routes) -> None:
    at, may = AskingLeave, AUXILIARIES
    to.command("leave", typed(on_leave), may=AUXILIARIES | SUPERVISORS)
    to.press(view.AskLeave, pressed(on_ask), may=may)
    for step, handler, asks in _STEPS:
        to.step(step, handler, asks=asks, may=may)
    to.press(view.PickLeaveKind, pressed(on_kind), may=may, step=at.kind)
    to.press(view.PickLastDay, pressed(on_last_day), may=may, step=at.days)
    to.press(view.StartTomorrow, pressed(on_start_tomorrow), may=may, step=at.confirming)
    to.press(view.AskPart, pressed(on_ask_part), may=may, step=at.confirming)
    to.press(part_view.PickPart, pressed(on_part), may=may, step=at.part)
    to.press(view.AskReason, pressed(on_ask_reason), may=may, step=at.confirming)
    to.press(part_view.SkipReason, pressed(on_no_reason), may=may, step=at.reason)
    to.press(view.ChangeLeave, pressed(on_change), may=may, step=at.confirming)
    to.press(view.SendLeave, pressed(on_send), may=may, step=at.confirming)
