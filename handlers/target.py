"""For whom something is: said by buttons or in words, and people of one name told apart."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from aiogram.fsm.state import State
from aiogram.types import Message

from domain.dispatch import Candidate, Target, TargetKind
from domain.refusals import OutOfReach, Over
from handlers.routes import SUPERVISORS, Handler, Routes
from handlers.said import line_of
from handlers.turn import ONLY_BUTTONS, Turn, asked, pressed, typed
from services.dispatch_target import find_target, namesakes, posts_of, units_of
from views import target as view
from views.screen import Screen


@dataclass(frozen=True, kw_only=True)
class Choosing:
    """A conversation that asks for whom, in two steps of its own.

    `choose` keeps the target, if anybody is there, and goes on; with None it is asked anew.
    """

    purpose: view.Purpose
    whom: State
    namesake: State
    chosen: Callable[[Turn], Awaitable[Target | None]]
    choose: Callable[[Target | None, Turn], Awaitable[Screen]]
    asks_again: Callable[[Turn], Awaitable[Screen]]


async def on_whom(talk: Choosing, message: Message, turn: Turn) -> Screen:
    text = line_of(message)
    target = await find_target(turn.session, me=turn.me, text=text, now=turn.now)
    return await talk.choose(target, turn)


async def on_kind(talk: Choosing, press: view.ChooseKind, turn: Turn) -> Screen:
    match press.kind:
        case TargetKind.EVERYONE:
            return await talk.choose(Target(kind=TargetKind.EVERYONE), turn)
        case TargetKind.POST:
            posts = await posts_of(turn.session, me=turn.me)
            await turn.state.update_data(posts=list(posts))
            return view.ask_post(posts, press.page, turn.t)
        case TargetKind.UNIT:
            units = await units_of(turn.session, me=turn.me)
            return view.ask_unit(units, press.page, turn.t)
        case TargetKind.PEOPLE:
            return view.ask_names(talk.purpose, turn.t)


async def on_back(talk: Choosing, press: view.AskWhom, turn: Turn) -> Screen:
    return await talk.choose(None, turn)


async def on_post(talk: Choosing, press: view.ChoosePost, turn: Turn) -> Screen:
    shown = (await turn.state.get_data()).get("posts", [])
    if not 0 <= press.at < len(shown):
        raise Over
    return await talk.choose(Target(kind=TargetKind.POST, post=shown[press.at]), turn)


async def on_unit(talk: Choosing, press: view.ChooseUnit, turn: Turn) -> Screen:
    return await talk.choose(Target(kind=TargetKind.UNIT, unit_id=press.unit_id), turn)


async def on_namesakes_page(talk: Choosing, press: view.ShowNamesakes, turn: Turn) -> Screen:
    return await ask_which(await _doubtful(talk, turn), turn, page=press.page)


async def on_namesake(talk: Choosing, press: view.ChooseNamesake, turn: Turn) -> Screen:
    target = await _doubtful(talk, turn)
    if press.person_id not in {person.person_id for person in await _bearers(target, turn)}:
        raise OutOfReach
    found = (*target.people, press.person_id)
    return await talk.choose(replace(target, people=found, twice=target.twice[1:]), turn)


async def _doubtful(talk: Choosing, turn: Turn) -> Target:
    target = await talk.chosen(turn)
    if target is None or not target.twice:
        raise Over
    return target


async def ask_which(target: Target, turn: Turn, *, page: int = 0) -> Screen:
    people = await _bearers(target, turn)
    return view.ask_namesake(target.twice[0], people, page, turn.t)


async def _bearers(target: Target, turn: Turn) -> Sequence[Candidate]:
    return await namesakes(turn.session, me=turn.me, name=target.twice[0], now=turn.now)


def _pressed(
    call: Callable[[Choosing, Any, Turn], Awaitable[Screen]], talks: Mapping[str | None, Choosing]
) -> Handler:
    """The conversation is known by the step that it is at; at any other the button is over."""

    async def at_its_step(press: Any, turn: Turn) -> Screen:
        if turn.step not in talks:
            raise Over(ends=False)
        return await call(talks[turn.step], press, turn)

    return pressed(at_its_step)


def register_choosing(to: Routes, talks: Sequence[Choosing]) -> None:
    may = SUPERVISORS
    for talk in talks:
        again = asked(talk.asks_again)
        to.step(talk.whom, typed(partial(on_whom, talk)), asks=again, may=may)
        to.step(talk.namesake, ONLY_BUTTONS, asks=again, may=may)
    whom = {talk.whom.state: talk for talk in talks}
    which = {talk.namesake.state: talk for talk in talks}
    to.press(view.AskWhom, _pressed(on_back, whom | which), may=may)
    to.press(view.ChooseKind, _pressed(on_kind, whom), may=may)
    to.press(view.ChoosePost, _pressed(on_post, whom), may=may)
    to.press(view.ChooseUnit, _pressed(on_unit, whom), may=may)
    to.press(view.ChooseNamesake, _pressed(on_namesake, which), may=may)
    to.press(view.ShowNamesakes, _pressed(on_namesakes_page, which), may=may)
