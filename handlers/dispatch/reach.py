"""How widely a dispatch goes, said on its last page: each or whoever is first, and the levels."""

from dataclasses import replace

from domain.dispatch import NobodyThere, Recipients, Target
from domain.dispatch_draft import Draft
from domain.office import Level
from domain.refusals import Over
from handlers.dispatch.talk import Dispatching, go_on, recipients_on, same_draft
from handlers.routes import SUPERVISORS, Routes
from handlers.turn import Turn, pressed
from views import dispatch_reach as view
from views.screen import Screen


async def _whole(no: int, turn: Turn) -> tuple[Draft, Target]:
    draft = await same_draft(turn.state, no)
    if draft.target is None:
        raise Over
    return draft, draft.target


async def _everyone(draft: Draft, target: Target, turn: Turn) -> Recipients:
    """At all levels."""
    return await recipients_on(draft, replace(target, levels=()), turn)


async def on_offer(press: view.TurnOffer, turn: Turn) -> Screen:
    draft, target = await _whole(press.no, turn)
    target = replace(target, first_takes=not target.first_takes)
    return await go_on(replace(draft, target=target), turn)


async def on_levels(press: view.AskLevels, turn: Turn) -> Screen:
    draft, target = await _whole(press.no, turn)
    everyone = await _everyone(draft, target, turn)
    return view.ask_levels(draft, target, everyone, turn.t)


async def on_level(press: view.TurnLevel, turn: Turn) -> Screen:
    """The last one cannot be left out."""
    draft, target = await _whole(press.no, turn)
    everyone = await _everyone(draft, target, turn)
    there = set(everyone.levels)
    chosen = (set(target.levels) or there) ^ {press.level}
    if not chosen & there:
        raise NobodyThere
    levels = () if chosen >= there else tuple(one for one in Level if one in chosen & there)
    draft = replace(draft, target=replace(target, levels=levels))
    await turn.state.set_data(draft.written())
    return await on_levels(view.AskLevels(no=draft.no), turn)


def register_routes(to: Routes) -> None:
    may, at = SUPERVISORS, Dispatching
    to.press(view.TurnOffer, pressed(on_offer), may=may, step=at.confirm)
    to.press(view.AskLevels, pressed(on_levels), may=may, step=at.confirm)
    to.press(view.TurnLevel, pressed(on_level), may=may, step=at.confirm)
