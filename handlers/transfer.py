"""Moving somebody, changing their post and duties, or ending their service: asked, shown, done."""

from dataclasses import replace
from datetime import date

from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.refusals import Accepted, NotUnderstood, Over
from domain.text import one_line
from domain.transfer import Card, Change, Draft, NotOverThem, check_day
from handlers.routes import SUPERVISORS, Handler, Routes
from handlers.said import day_of, line_of
from handlers.turn import ONLY_BUTTONS, Turn, asked, pressed, typed
from services.person_card import show_person
from services.roster_file import read_phone
from services.transfer import carry, propose, shown
from services.transfer_choice import places_of, posts_of
from services.unit import reach_unit
from views import transfer as view
from views import transfer_phone as view_phone
from views.person_card import AskChange
from views.screen import Reply, Screen
from views.words import word

NONE = {"-", "－", "—", "无", "没有", "none"}


class Transferring(StatesGroup):
    place = State()
    post = State()
    phone = State()
    main_duty = State()
    secondary = State()
    reason = State()
    day = State()
    confirm = State()


_DUTIES = (Transferring.main_duty.state, Transferring.secondary.state)
_FIRST = {
    Change.MOVED: Transferring.place,
    Change.POST: Transferring.post,
    Change.PHONE: Transferring.phone,
    Change.DUTIES: Transferring.main_duty,
    Change.LEFT: Transferring.reason,
}


async def on_ask(press: AskChange, turn: Turn) -> Screen:
    if press.change not in _FIRST:
        raise Over(ends=False)
    draft = Draft(person_id=press.person_id, change=press.change)
    card = await _card(turn, draft)
    if not card.active:
        raise Over(ends=False)
    if not card.may_change:
        raise NotOverThem
    return await _go(turn, draft, _FIRST[press.change])


async def _card(turn: Turn, draft: Draft) -> Card:
    return await show_person(
        turn.session, me=turn.me, person_id=draft.person_id, today=turn.now.date()
    )


async def _draft(turn: Turn) -> Draft:
    return Draft.read(await turn.state.get_data())


async def _go(turn: Turn, draft: Draft, step: State) -> Screen:
    await turn.state.set_data(draft.written())
    await turn.state.set_state(step)
    return await _asks(turn, draft, step.state)


async def _asks(turn: Turn, draft: Draft, step: str | None, page: int = 0) -> Screen:
    card, t = await _card(turn, draft), turn.t
    match step:
        case Transferring.place.state:
            return view.ask_place(card.name, await places_of(turn.session, me=turn.me), page, t)
        case Transferring.post.state:
            return view.ask_post(card.name, await _posts(turn), t)
        case Transferring.confirm.state:
            return await _page(turn, draft)
    return _asks_words(card, step, turn)


def _asks_words(card: Card, step: str | None, turn: Turn) -> Screen:
    match step:
        case Transferring.phone.state:
            return view_phone.ask_phone(card.name, turn.t)
        case Transferring.main_duty.state:
            return view.ask_main_duty(card.name, card.main_duty, turn.t)
        case Transferring.secondary.state:
            return view.ask_secondary(card.name, card.secondary_duties, turn.t)
        case Transferring.reason.state:
            return view.ask_reason(card.name, turn.t)
        case Transferring.day.state:
            return view.ask_day(card.name, turn.now.date(), turn.t)
    raise Over


async def _asks_again(turn: Turn) -> Screen:
    return await _asks(turn, await _draft(turn), turn.step)


async def _posts(turn: Turn) -> list[str]:
    """Kept as they were shown, for the button names a place in the list."""
    posts = list(await posts_of(turn.session, me=turn.me))
    await turn.state.update_data(posts=posts)
    return posts


async def _confirm(turn: Turn, draft: Draft) -> Screen:
    draft = await shown(turn.session, me=turn.me, draft=draft, today=turn.now.date())
    return await _go(turn, draft, Transferring.confirm)


async def _page(turn: Turn, draft: Draft) -> Screen:
    today = turn.now.date()
    return view.confirm(await propose(turn.session, me=turn.me, draft=draft, today=today), turn.t)


async def on_place_typed(message: Message, turn: Turn) -> Screen:
    name = line_of(message)
    unit = await reach_unit(turn.session, me=turn.me, name=name)
    return await _confirm(turn, replace(await _draft(turn), unit_id=unit.id))


async def on_place(press: view.PickPlace, turn: Turn) -> Screen:
    return await _confirm(turn, replace(await _draft(turn), unit_id=press.unit_id))


async def on_places(press: view.TurnPlaces, turn: Turn) -> Screen:
    return await _asks(turn, await _draft(turn), turn.step, max(press.page, 0))


async def on_post_typed(message: Message, turn: Turn) -> Screen:
    return await _confirm(turn, replace(await _draft(turn), post=line_of(message)))


async def on_post(press: view.PickPost, turn: Turn) -> Screen:
    posts = (await turn.state.get_data()).get("posts", [])
    if not 0 <= press.at < len(posts):
        raise Over
    return await _confirm(turn, replace(await _draft(turn), post=posts[press.at]))


async def on_phone_typed(message: Message, turn: Turn) -> Screen:
    phone = read_phone(one_line(message.text or ""))
    if phone is None:
        raise NotUnderstood(Accepted.PHONE)
    return await _confirm(turn, replace(await _draft(turn), phone=phone))


async def on_duty_typed(message: Message, turn: Turn) -> Screen:
    said = line_of(message)
    return await _duty(turn, "" if said.lower() in NONE else said)


async def on_duty_kept(press: view.KeepDuty, turn: Turn) -> Screen:
    if turn.step not in _DUTIES:
        raise Over(ends=False)
    return await _duty(turn, None)


async def _duty(turn: Turn, said: str | None) -> Screen:
    draft = await _draft(turn)
    if turn.step == Transferring.main_duty.state:
        return await _go(turn, replace(draft, main_duty=said), Transferring.secondary)
    return await _confirm(turn, replace(draft, secondary=said))


async def on_reason_typed(message: Message, turn: Turn) -> Screen:
    draft = replace(await _draft(turn), reason=line_of(message))
    return await _go(turn, draft, Transferring.day)


async def on_reason(press: view.PickReason, turn: Turn) -> Screen:
    said = word(press.reason, turn.t)
    return await _go(turn, replace(await _draft(turn), reason=said), Transferring.day)


async def on_day_typed(message: Message, turn: Turn) -> Screen:
    return await _day(turn, day_of(message, turn))


async def on_day(press: view.PickDay, turn: Turn) -> Screen:
    return await _day(turn, date.fromordinal(press.day))


async def _day(turn: Turn, day: date) -> Screen:
    check_day(day, today=turn.now.date())
    return await _confirm(turn, replace(await _draft(turn), day=day.toordinal()))


async def on_confirm(press: view.ConfirmChange, turn: Turn) -> Reply:
    draft = await _draft(turn)
    done = await carry(turn.session, me=turn.me, draft=draft, now=turn.now)
    await turn.state.clear()
    return Reply(screen=view.done(done.proposal, turn.t), notices=done.notices)


_STEPS: tuple[tuple[State, Handler], ...] = (
    (Transferring.place, typed(on_place_typed)),
    (Transferring.post, typed(on_post_typed)),
    (Transferring.phone, typed(on_phone_typed)),
    (Transferring.main_duty, typed(on_duty_typed)),
    (Transferring.secondary, typed(on_duty_typed)),
    (Transferring.reason, typed(on_reason_typed)),
    (Transferring.day, typed(on_day_typed)),
    (Transferring.confirm, ONLY_BUTTONS),
)


def register_routes(to: Routes) -> None:
    may, at = SUPERVISORS, Transferring
    to.press(AskChange, pressed(on_ask), may=may)
    for step, handler in _STEPS:
        to.step(step, handler, asks=asked(_asks_again), may=may)
    to.press(view.PickPlace, pressed(on_place), may=may, step=at.place)
    to.press(view.TurnPlaces, pressed(on_places), may=may, step=at.place)
    to.press(view.PickPost, pressed(on_post), may=may, step=at.post)
    to.press(view.KeepDuty, pressed(on_duty_kept), may=may)
    to.press(view.PickReason, pressed(on_reason), may=may, step=at.reason)
    to.press(view.PickDay, pressed(on_day), may=may, step=at.day)
    to.press(view.ConfirmChange, pressed(on_confirm), may=may, step=at.confirm)
