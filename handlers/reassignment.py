"""A task that somebody who is away has left: handed to a colleague or not, one after the other."""

from dataclasses import replace

from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.reassignment import Choice, called
from handlers.routes import SUPERVISORS, Routes
from handlers.said import line_of
from handlers.turn import Turn, asked, pressed, typed
from services.reassignment_desk import Decided, choose_by_hand, hand_on, leave_alone, look_again
from views import reassignment as view
from views.screen import Reply, Screen


class ChoosingTaker(StatesGroup):
    name = State()


async def on_give(press: view.HandOn, turn: Turn) -> Reply:
    await _settle(turn)
    return await _give(press.reassignment_id, press.to_id, turn)


async def _give(reassignment_id: int, to_id: int, turn: Turn) -> Reply:
    done = await hand_on(
        turn.session, me=turn.me, reassignment_id=reassignment_id, to_id=to_id, now=turn.now
    )
    return Reply(screen=_shown(done, turn), notices=done.notices)


async def on_leave(press: view.LeaveAlone, turn: Turn) -> Screen:
    await _settle(turn)
    done = await leave_alone(
        turn.session, me=turn.me, reassignment_id=press.reassignment_id, now=turn.now
    )
    return _shown(done, turn)


async def on_choose(press: view.ChooseTaker, turn: Turn) -> Screen:
    await turn.state.set_state(ChoosingTaker.name)
    await turn.state.set_data({"reassignment_id": press.reassignment_id})
    return await _ask(turn, page=press.page)


async def _ask(turn: Turn, *, page: int = 0) -> Screen:
    choice = await _choice(turn)
    if isinstance(choice, Screen):
        return choice
    return view.ask_taker(choice, page, turn.t)


async def _choice(turn: Turn) -> Choice | Screen:
    """What has been decided since, where there is nothing to choose."""
    at = (await turn.state.get_data())["reassignment_id"]
    found = await choose_by_hand(turn.session, me=turn.me, reassignment_id=at, now=turn.now)
    if found is None:
        await turn.state.clear()
        return await _again(at, turn)
    return found


async def on_name(message: Message, turn: Turn) -> Reply | Screen:
    """The only one of just that name has it at once; else one of those meant is pressed."""
    name, choice = line_of(message), await _choice(turn)
    if isinstance(choice, Screen):
        return choice
    those = called(name, choice.people)
    if [one.name for one in those] == [name]:
        await turn.state.clear()
        return await _give(choice.reassignment_id, those[0].person_id, turn)
    if those:
        return view.ask_taker(replace(choice, people=those), 0, turn.t)
    return view.ask_taker(choice, 0, turn.t, unknown=name)


async def on_back(press: view.ShowProposal, turn: Turn) -> Screen:
    await _settle(turn)
    return await _again(press.reassignment_id, turn)


async def _again(reassignment_id: int, turn: Turn) -> Screen:
    done = await look_again(
        turn.session, me=turn.me, reassignment_id=reassignment_id, now=turn.now
    )
    return _shown(done, turn)


async def _settle(turn: Turn) -> None:
    """Another conversation, if one has begun, is left alone."""
    if turn.step == ChoosingTaker.name.state:
        await turn.state.clear()


def _shown(done: Decided, turn: Turn) -> Screen:
    said = view.outcome(done.outcome, turn.t) if done.outcome else ""
    if done.following:
        return view.proposal_screen(done.following, turn.t, before=said)
    return view.nothing_left(said, turn.t)


def register_routes(to: Routes) -> None:
    to.press(view.HandOn, pressed(on_give), may=SUPERVISORS)
    to.press(view.ChooseTaker, pressed(on_choose), may=SUPERVISORS)
    to.step(ChoosingTaker.name, typed(on_name), asks=asked(_ask), may=SUPERVISORS)
    to.press(view.ShowProposal, pressed(on_back), may=SUPERVISORS)
    to.press(view.LeaveAlone, pressed(on_leave), may=SUPERVISORS)
