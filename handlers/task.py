"""A task's card: taking it, saying it is done with a note or a photo, or why it cannot be."""

from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.refusals import Accepted, NotUnderstood
from domain.task import UNDONE
from domain.text import note
from handlers.routes import AUXILIARIES, Routes
from handlers.said import note_of
from handlers.turn import Turn, asked, pressed, typed
from services.task import Share, finish_task, give_up_task, open_task, take_task
from views import task as view
from views.plan import OpenTask
from views.screen import Reply, Screen
from views.words import word


class AnsweringTask(StatesGroup):
    note = State()
    why = State()


async def on_open(press: OpenTask, turn: Turn) -> Screen:
    share = await open_task(turn.session, me=turn.me, assignment_id=press.assignment_id)
    return view.card(share.task, turn.t, day=share.day, back=True)


async def on_leave_question(press: view.LeaveQuestion, turn: Turn) -> Screen:
    """Another question, if one is open by now, is left alone."""
    asked = (await turn.state.get_data()).get("assignment_id")
    if (turn.step or "") in AnsweringTask and asked == press.assignment_id:
        await turn.state.clear()
    return await on_open(OpenTask(assignment_id=press.assignment_id), turn)


async def on_take(press: view.TakeTask, turn: Turn) -> Screen:
    share = await take_task(
        turn.session, me=turn.me, assignment_id=press.assignment_id, now=turn.now
    )
    return view.card(share.task, turn.t, day=share.day, back=press.back)


async def on_finish(press: view.FinishTask, turn: Turn) -> Screen:
    share = await open_task(turn.session, me=turn.me, assignment_id=press.assignment_id)
    if share.task.state not in UNDONE:
        return view.card(share.task, turn.t, day=share.day)
    await _ask(AnsweringTask.note, share, turn)
    return view.ask_note(share.task, turn.t)


async def on_give_up(press: view.GiveUpTask, turn: Turn) -> Screen:
    share = await open_task(turn.session, me=turn.me, assignment_id=press.assignment_id)
    if share.task.state not in UNDONE:
        return view.card(share.task, turn.t, day=share.day)
    await _ask(AnsweringTask.why, share, turn)
    return view.ask_why(share.task, turn.t)


async def _ask(question: State, share: Share, turn: Turn) -> None:
    await turn.state.set_data({"assignment_id": share.task.assignment_id})
    await turn.state.set_state(question)


async def _asked(turn: Turn) -> int:
    return int((await turn.state.get_data())["assignment_id"])


async def _ask_note(turn: Turn) -> Screen:
    share = await open_task(turn.session, me=turn.me, assignment_id=await _asked(turn))
    return view.ask_note(share.task, turn.t)


async def _ask_why(turn: Turn) -> Screen:
    share = await open_task(turn.session, me=turn.me, assignment_id=await _asked(turn))
    return view.ask_why(share.task, turn.t)


async def on_note(message: Message, turn: Turn) -> Screen | Reply:
    at, text = await _asked(turn), note(message.text or message.caption or "")
    photo = _largest(message)
    if not text and not photo:
        raise NotUnderstood(Accepted.WORDS_OR_PHOTO)
    return await _finish(at, turn, text=text, photo=photo)


def _largest(message: Message) -> str | None:
    sizes = message.photo or ()
    return max(sizes, key=lambda size: size.width * size.height).file_id if sizes else None


async def on_skip(press: view.SkipNote, turn: Turn) -> Reply:
    return await _finish(press.assignment_id, turn)


async def _finish(at: int, turn: Turn, *, text: str = "", photo: str | None = None) -> Reply:
    share = await finish_task(
        turn.session, me=turn.me, assignment_id=at, note=text, photo=photo, now=turn.now
    )
    return await _settled(share, turn)


async def on_why(message: Message, turn: Turn) -> Screen | Reply:
    at = await _asked(turn)
    return await _give_up(at, turn, why=note_of(message))


async def on_obstacle(press: view.NameObstacle, turn: Turn) -> Reply:
    return await _give_up(press.assignment_id, turn, why=word(press.obstacle, turn.t))


async def _give_up(at: int, turn: Turn, *, why: str) -> Reply:
    share = await give_up_task(turn.session, me=turn.me, assignment_id=at, why=why, now=turn.now)
    return await _settled(share, turn)


async def _settled(share: Share, turn: Turn) -> Reply:
    await turn.state.clear()
    return Reply(screen=view.card(share.task, turn.t, day=share.day), notices=share.notices)


def register_routes(to: Routes) -> None:
    may, at = AUXILIARIES, AnsweringTask
    to.press(OpenTask, pressed(on_open), may=may)
    to.press(view.TakeTask, pressed(on_take), may=may)
    to.press(view.FinishTask, pressed(on_finish), may=may)
    to.press(view.GiveUpTask, pressed(on_give_up), may=may)
    to.step(at.note, typed(on_note), asks=asked(_ask_note), may=may)
    to.press(view.LeaveQuestion, pressed(on_leave_question), may=may)
    to.press(view.SkipNote, pressed(on_skip), may=may, step=at.note)
    to.step(at.why, typed(on_why), asks=asked(_ask_why), may=may)
    to.press(view.NameObstacle, pressed(on_obstacle), may=may, step=at.why)
