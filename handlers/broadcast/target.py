"""For whom a broadcast is: four ways of saying it, and people of one name told apart."""

from dataclasses import replace

from aiogram.types import Message

from domain.dispatch import Target, TargetKind
from domain.refusals import Accepted, NotUnderstood, OutOfReach, Over
from domain.text import one_line
from handlers.broadcast.draft import Broadcasting, asks_again, bearers, draft_of, go_on, which
from handlers.routes import SUPERVISORS, Routes
from handlers.turn import ONLY_BUTTONS, Turn, asked, pressed, typed
from services.broadcast import audience_of
from services.dispatch_target import find_target, posts_of, units_of
from views import broadcast_target as view
from views.screen import Screen

_ASKS_WHOM = (Broadcasting.whom.state, Broadcasting.namesake.state)


async def on_whom(message: Message, turn: Turn) -> Screen:
    text = one_line(message.text or "")
    if not text:
        raise NotUnderstood(Accepted.BUTTON_OR_WORDS)
    return await _for(await find_target(turn.session, me=turn.me, text=text, now=turn.now), turn)


async def _for(target: Target, turn: Turn) -> Screen:
    """Somebody must be there before the next question is asked."""
    await audience_of(turn.session, me=turn.me, target=target)
    return await go_on(replace(await draft_of(turn), target=target), turn)


async def on_kind(press: view.ToldKind, turn: Turn) -> Screen:
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


async def on_back_to_whom(press: view.AskAudience, turn: Turn) -> Screen:
    if turn.step not in _ASKS_WHOM:
        raise Over
    return await go_on(replace(await draft_of(turn), target=None), turn)


async def on_post(press: view.ToldPost, turn: Turn) -> Screen:
    shown = (await turn.state.get_data()).get("posts", [])
    if not 0 <= press.at < len(shown):
        raise Over
    return await _for(Target(kind=TargetKind.POST, post=shown[press.at]), turn)


async def on_unit(press: view.ToldUnit, turn: Turn) -> Screen:
    return await _for(Target(kind=TargetKind.UNIT, unit_id=press.unit_id), turn)


async def on_namesakes_page(press: view.TurnNamesakes, turn: Turn) -> Screen:
    return await which(await _doubtful(turn), turn, at=press.page)


async def on_namesake(press: view.ToldNamesake, turn: Turn) -> Screen:
    target = await _doubtful(turn)
    if press.person_id not in {person.person_id for person in await bearers(target, turn)}:
        raise OutOfReach
    found = (*target.people, press.person_id)
    return await _for(replace(target, people=found, twice=target.twice[1:]), turn)


async def _doubtful(turn: Turn) -> Target:
    target = (await draft_of(turn)).target
    if target is None or not target.twice:
        raise Over
    return target


def register_routes(to: Routes) -> None:
    may, at = SUPERVISORS, Broadcasting
    again = asked(asks_again)
    to.step(at.whom, typed(on_whom), asks=again, may=may)
    to.step(at.namesake, ONLY_BUTTONS, asks=again, may=may)
    to.press(view.AskAudience, pressed(on_back_to_whom), may=may)
    to.press(view.ToldKind, pressed(on_kind), may=may, step=at.whom)
    to.press(view.ToldPost, pressed(on_post), may=may, step=at.whom)
    to.press(view.ToldUnit, pressed(on_unit), may=may, step=at.whom)
    to.press(view.ToldNamesake, pressed(on_namesake), may=may, step=at.namesake)
    to.press(view.TurnNamesakes, pressed(on_namesakes_page), may=may, step=at.namesake)
