"""For whom a task is: said by buttons or in words, and people of one name told apart."""

from dataclasses import replace

from aiogram.types import Message

from domain.dispatch import Target, TargetKind
from domain.dispatch_draft import Part
from domain.refusals import Accepted, NotUnderstood, OutOfReach, Over
from domain.text import one_line
from handlers.dispatch.talk import Dispatching, asks_again, bearers, draft_of, go_on, which
from handlers.routes import SUPERVISORS, Routes
from handlers.turn import ONLY_BUTTONS, Turn, asked, pressed, typed
from services.dispatch_target import find_target, posts_of, recipients_of, units_of
from views import dispatch_target as view
from views.screen import Screen

_STEPS = (Dispatching.whom.state, Dispatching.namesake.state)


async def on_whom(message: Message, turn: Turn) -> Screen:
    text = one_line(message.text or "")
    if not text:
        raise NotUnderstood(Accepted.BUTTON_OR_WORDS)
    return await _for(await find_target(turn.session, me=turn.me, text=text, now=turn.now), turn)


async def _for(target: Target, turn: Turn) -> Screen:
    """Somebody must be there before the next question is asked."""
    await recipients_of(turn.session, scope=turn.me.scope, target=target, day=turn.now.date())
    return await go_on(replace(await draft_of(turn.state), target=target), turn)


async def on_kind(press: view.ChooseKind, turn: Turn) -> Screen:
    match press.kind:
        case TargetKind.EVERYONE:
            return await _for(Target(kind=TargetKind.EVERYONE), turn)
        case TargetKind.POST:
            posts = await posts_of(turn.session, me=turn.me)
            await turn.state.update_data(posts=list(posts))
            return view.ask_post(posts, press.page, turn.t)
        case TargetKind.UNIT:
            units = await units_of(turn.session, me=turn.me)
            return view.ask_unit(units, press.page, turn.t)
        case TargetKind.PEOPLE:
            return view.ask_names(turn.t)


async def on_back(press: view.AskWhom, turn: Turn) -> Screen:
    if turn.step not in _STEPS:
        raise Over
    return await go_on((await draft_of(turn.state)).without(Part.TARGET), turn)


async def on_post(press: view.ChoosePost, turn: Turn) -> Screen:
    shown = (await turn.state.get_data()).get("posts", [])
    if not 0 <= press.at < len(shown):
        raise Over
    return await _for(Target(kind=TargetKind.POST, post=shown[press.at]), turn)


async def on_unit(press: view.ChooseUnit, turn: Turn) -> Screen:
    return await _for(Target(kind=TargetKind.UNIT, unit_id=press.unit_id), turn)


async def on_namesakes_page(press: view.ShowNamesakes, turn: Turn) -> Screen:
    return await which(await _doubtful(turn), turn, at=press.page)


async def on_namesake(press: view.ChooseNamesake, turn: Turn) -> Screen:
    target = await _doubtful(turn)
    if press.person_id not in {person.person_id for person in await bearers(target, turn)}:
        raise OutOfReach
    found = (*target.people, press.person_id)
    return await _for(replace(target, people=found, twice=target.twice[1:]), turn)


async def _doubtful(turn: Turn) -> Target:
    target = (await draft_of(turn.state)).target
    if target is None or not target.twice:
        raise Over
    return target


def register_routes(to: Routes) -> None:
    may, at = SUPERVISORS, Dispatching
    to.step(at.whom, typed(on_whom), asks=asked(asks_again), may=may)
    to.step(at.namesake, ONLY_BUTTONS, asks=asked(asks_again), may=may)
    to.press(view.AskWhom, pressed(on_back), may=may)
    to.press(view.ChooseKind, pressed(on_kind), may=may, step=at.whom)
    to.press(view.ChoosePost, pressed(on_post), may=may, step=at.whom)
    to.press(view.ChooseUnit, pressed(on_unit), may=may, step=at.whom)
    to.press(view.ChooseNamesake, pressed(on_namesake), may=may, step=at.namesake)
    to.press(view.ShowNamesakes, pressed(on_namesakes_page), may=may, step=at.namesake)
