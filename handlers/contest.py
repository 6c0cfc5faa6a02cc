"""申诉: somebody marked absent or late says why it is not so, and a supervisor decides."""

from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.contest import absence_key
from handlers.routes import AUXILIARIES, SUPERVISORS, Routes
from handlers.said import line_of
from handlers.turn import Turn, asked, pressed, typed
from services.contest import contest_mark, decide_contest, open_contest
from views import contest as view
from views.screen import Reply, Screen


class Contesting(StatesGroup):
    reason = State()


async def on_contest(press: view.ContestRoll, turn: Turn) -> Screen:
    """The question comes below: the day's tasks may stand in the message that was pressed."""
    mark = await open_contest(
        turn.session, me=turn.me, roll_call_id=press.roll_call_id, now=turn.now
    )
    await turn.state.set_state(Contesting.reason)
    await turn.state.set_data({"roll_call_id": press.roll_call_id})
    return view.ask_reason(mark, turn.t, anew=True)


async def on_plea(press: view.GivePlea, turn: Turn) -> Reply:
    return await _contest(turn, press.roll_call_id, view.plea_text(press.plea, turn.t))


async def on_reason(message: Message, turn: Turn) -> Reply:
    reason = line_of(message)
    roll_call_id = (await turn.state.get_data())["roll_call_id"]
    return await _contest(turn, roll_call_id, reason)


async def _contest(turn: Turn, roll_call_id: int, reason: str) -> Reply:
    notices = await contest_mark(
        turn.session, me=turn.me, roll_call_id=roll_call_id, reason=reason, now=turn.now
    )
    if turn.step == Contesting.reason.state:
        await turn.state.clear()
    settles = (absence_key(roll_call_id, turn.me.id),)
    return Reply(screen=view.sent(len(notices), turn.t), notices=notices, settles=settles)


async def _ask_reason(turn: Turn) -> Screen:
    roll_call_id = (await turn.state.get_data())["roll_call_id"]
    mark = await open_contest(turn.session, me=turn.me, roll_call_id=roll_call_id, now=turn.now)
    return view.ask_reason(mark, turn.t)


async def on_decide(press: view.DecideContest, turn: Turn) -> Reply:
    done = await decide_contest(
        turn.session,
        me=turn.me,
        contest_id=press.contest_id,
        approve=press.approve,
        now=turn.now,
    )
    screen = view.decided(done.name, done.told, turn.t)
    return Reply(screen=screen, notices=done.notices, settles=done.settles)


def register_routes(to: Routes) -> None:
    to.press(view.ContestRoll, pressed(on_contest), may=AUXILIARIES)
    to.press(view.GivePlea, pressed(on_plea), may=AUXILIARIES)
    to.step(Contesting.reason, typed(on_reason), asks=asked(_ask_reason), may=AUXILIARIES)
    to.press(view.DecideContest, pressed(on_decide), may=SUPERVISORS)
