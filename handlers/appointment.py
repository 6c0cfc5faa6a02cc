"""/grant and /revoke: a role for somebody, its unit, its last day; in steps or in one line."""

from dataclasses import replace
from datetime import date

from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.appointment import Draft, Lasts, check_until, last_day, read_line
from domain.office import Role
from domain.refusals import Over
from handlers.routes import SUPERVISORS, Routes
from handlers.said import day_of, line_of
from handlers.turn import ONLY_BUTTONS, Turn, asked, pressed, typed
from services.appointment import proposed, roles_over, whose
from services.appointment_change import grant, revoke
from services.transfer_choice import places_of
from services.unit import reach_unit
from views import appointment as view
from views.screen import Reply, Screen


class Appointing(StatesGroup):
    name = State()
    role = State()
    unit = State()
    until = State()
    confirm = State()


async def on_grant(message: Message, turn: Turn) -> Screen:
    return await _of(turn, turn.args, takes=False)


async def on_revoke(message: Message, turn: Turn) -> Screen:
    return await _of(turn, turn.args, takes=True)


async def on_name(message: Message, turn: Turn) -> Screen:
    return await _of(turn, line_of(message), takes=await _takes(turn))


async def _takes(turn: Turn) -> bool:
    return bool((await turn.state.get_data())["takes"])


async def _of(turn: Turn, said: str, *, takes: bool) -> Screen:
    """Whoever is not named yet is asked for."""
    if not said.strip():
        await turn.state.set_state(Appointing.name)
        await turn.state.set_data({"takes": takes})
        return view.ask_name(takes=takes, t=turn.t)
    return await _revoke(turn, said) if takes else await _grant(turn, said)


async def _asks_name(turn: Turn) -> Screen:
    return view.ask_name(takes=await _takes(turn), t=turn.t)


async def _grant(turn: Turn, said: str) -> Screen:
    line = read_line(said, today=turn.now.date())
    people = await whose(turn.session, me=turn.me, name=line.name)
    if len(people) > 1:
        return view.which_one(people, takes=False, t=turn.t)
    unit_id = 0
    if line.unit:
        unit_id = (await reach_unit(turn.session, me=turn.me, name=line.unit)).id
    check_until(line.last, today=turn.now.date())
    until = line.last.toordinal() if line.last else None
    draft = Draft(person_id=people[0].person_id, role=line.role, unit_id=unit_id, until=until)
    return await _go_on(turn, draft)


async def _revoke(turn: Turn, said: str) -> Screen:
    people = await whose(turn.session, me=turn.me, name=said)
    if len(people) > 1:
        return view.which_one(people, takes=True, t=turn.t)
    return await _go_on(turn, Draft(person_id=people[0].person_id, takes=True))


async def on_asked(press: view.AskRoles, turn: Turn) -> Screen:
    return await _go_on(turn, Draft(person_id=press.person_id, takes=press.takes))


async def _go_on(turn: Turn, draft: Draft) -> Screen:
    """The first question that is still open; with none, the page that shows all."""
    step = _next(draft)
    screen = await _asks(turn, draft, step)
    await turn.state.set_data(draft.written())
    await turn.state.set_state(step)
    return screen


def _next(draft: Draft) -> State:
    if draft.role is None:
        return Appointing.role
    if draft.takes:
        return Appointing.confirm
    if draft.role is Role.SUPERVISOR and not draft.unit_id:
        return Appointing.unit
    return Appointing.until if draft.until is None else Appointing.confirm


async def _asks(turn: Turn, draft: Draft, step: State, page: int = 0) -> Screen:
    found = await roles_over(turn.session, me=turn.me, person_id=draft.person_id)
    today, t = turn.now.date(), turn.t
    match step.state:
        case Appointing.role.state:
            return view.ask_which(found, t) if draft.takes else view.ask_role(found, t)
        case Appointing.unit.state:
            units = await places_of(turn.session, me=turn.me)
            return view.ask_unit(found.name, units, page, t)
        case Appointing.until.state:
            return view.ask_until(found.name, today, t)
    name, held = await proposed(turn.session, me=turn.me, draft=draft, today=today)
    return view.confirm(name, held, takes=draft.takes, t=t)


async def _draft(turn: Turn) -> Draft:
    return Draft.read(await turn.state.get_data())


async def _asks_again(turn: Turn) -> Screen:
    draft = await _draft(turn)
    return await _asks(turn, draft, _next(draft))


async def on_role(press: view.GiveRole, turn: Turn) -> Screen:
    draft = await _draft(turn)
    if draft.takes:
        raise Over(ends=False)
    return await _go_on(turn, replace(draft, role=press.role))


async def on_take(press: view.TakeRole, turn: Turn) -> Screen:
    draft = await _draft(turn)
    if not draft.takes:
        raise Over(ends=False)
    return await _go_on(turn, replace(draft, role=press.role, unit_id=press.unit_id))


async def on_unit(press: view.ForUnit, turn: Turn) -> Screen:
    return await _go_on(turn, replace(await _draft(turn), unit_id=press.unit_id))


async def on_units(press: view.TurnUnits, turn: Turn) -> Screen:
    return await _asks(turn, await _draft(turn), Appointing.unit, max(press.page, 0))


async def on_unit_typed(message: Message, turn: Turn) -> Screen:
    name = line_of(message)
    unit = await reach_unit(turn.session, me=turn.me, name=name)
    return await _go_on(turn, replace(await _draft(turn), unit_id=unit.id))


async def on_lasts(press: view.ForHowLong, turn: Turn) -> Screen:
    return await _until(turn, last_day(Lasts(press.lasts), today=turn.now.date()))


async def on_until_typed(message: Message, turn: Turn) -> Screen:
    return await _until(turn, day_of(message, turn))


async def _until(turn: Turn, last: date | None) -> Screen:
    check_until(last, today=turn.now.date())
    until = last.toordinal() if last else 0
    return await _go_on(turn, replace(await _draft(turn), until=until))


async def on_confirm(press: view.ConfirmRole, turn: Turn) -> Reply:
    draft = await _draft(turn)
    act = revoke if draft.takes else grant
    given = await act(turn.session, me=turn.me, draft=draft, now=turn.now)
    await turn.state.clear()
    screen = view.done(given.name, given.held, takes=draft.takes, t=turn.t)
    return Reply(screen=screen, notices=given.notices)


def register_routes(to: Routes) -> None:
    may, at = SUPERVISORS, Appointing
    to.command("grant", typed(on_grant), may=may)
    to.command("revoke", typed(on_revoke), may=may)
    to.press(view.AskRoles, pressed(on_asked), may=may)
    to.step(at.name, typed(on_name), asks=asked(_asks_name), may=may)
    to.step(at.role, ONLY_BUTTONS, asks=asked(_asks_again), may=may)
    to.press(view.GiveRole, pressed(on_role), may=may, step=at.role)
    to.press(view.TakeRole, pressed(on_take), may=may, step=at.role)
    to.step(at.unit, typed(on_unit_typed), asks=asked(_asks_again), may=may)
    to.press(view.ForUnit, pressed(on_unit), may=may, step=at.unit)
    to.press(view.TurnUnits, pressed(on_units), may=may, step=at.unit)
    to.step(at.until, typed(on_until_typed), asks=asked(_asks_again), may=may)
    to.press(view.ForHowLong, pressed(on_lasts), may=may, step=at.until)
    to.step(at.confirm, ONLY_BUTTONS, asks=asked(_asks_again), may=may)
    to.press(view.ConfirmRole, pressed(on_confirm), may=may, step=at.confirm)
