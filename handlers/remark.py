"""/reviews: a supervisor goes through the day's reviews; whose it is may answer once."""

from datetime import date

from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.refusals import Over
from domain.remark import Mark
from domain.review_round import Handed
from handlers.routes import AUXILIARIES, SUPERVISORS, Routes
from handlers.said import note_of
from handlers.turn import Turn, asked, pressed, typed
from services.remark import (
    answer_remark,
    give_remark,
    go_through,
    open_handed,
    read_remark,
    read_review_day,
)
from views import remark as view
from views import remark_answer as answer_view
from views.screen import Reply, Screen


class Remarking(StatesGroup):
    """Before a review; its mark pressed and words awaited; words typed and a mark awaited."""

    reading = State()
    wording = State()
    marking = State()


class AnsweringRemark(StatesGroup):
    text = State()


async def on_reviews(message: Message, turn: Turn) -> Screen:
    return await _next(turn, read_review_day(turn.args, today=turn.now.date()))


async def on_day(press: view.OpenReviews, turn: Turn) -> Screen:
    return await _next(turn, press.day)


async def _next(turn: Turn, day: date, *, after: int = 0, done: str = "") -> Screen:
    found = await go_through(turn.session, me=turn.me, day=day, now=turn.now, after=after)
    if found.at is None:
        await _leave(turn)
        return view.through(found, turn.t, done=done)
    await turn.state.set_state(Remarking.reading)
    await turn.state.set_data({"review_id": found.at.sheet.review_id})
    return view.shown(found.at, found.waiting, turn.t, done=done)


async def on_correct(press: view.CorrectRemarks, turn: Turn) -> Screen:
    found = await go_through(turn.session, me=turn.me, day=press.day, now=turn.now)
    return view.correctable(found, turn.t)


async def on_passed(press: view.PassReview, turn: Turn) -> Screen:
    handed = await _opened(turn, press.review_id)
    return await _next(turn, handed.sheet.day, after=press.review_id)


async def on_mark(press: view.MarkReview, turn: Turn) -> Reply | Screen:
    """Words that were typed before go with it; else they are asked for."""
    data = await turn.state.get_data()
    if turn.step == Remarking.marking.state and data["review_id"] == press.review_id:
        return await _give(turn, press.review_id, mark=press.mark, words=data["words"])
    handed = await _opened(turn, press.review_id)
    await turn.state.set_state(Remarking.wording)
    await turn.state.set_data({"review_id": press.review_id, "mark": press.mark.value})
    return view.ask_words(handed, press.mark, turn.t)


async def on_back(press: view.BackToReview, turn: Turn) -> Screen:
    await turn.state.set_state(Remarking.reading)
    await turn.state.set_data({"review_id": press.review_id})
    return await _again(turn)


async def on_words(message: Message, turn: Turn) -> Reply | Screen:
    words = note_of(message)
    data = await turn.state.get_data()
    if turn.step == Remarking.wording.state:
        return await _give(turn, data["review_id"], mark=Mark(data["mark"]), words=words)
    handed = await _opened(turn, data["review_id"])
    await turn.state.set_state(Remarking.marking)
    await turn.state.set_data({"review_id": data["review_id"], "words": words})
    return view.ask_mark(handed, words, turn.t)


async def on_sent(press: view.SendRemark, turn: Turn) -> Reply | Screen:
    data = await turn.state.get_data()
    is_open = turn.step in (Remarking.wording.state, Remarking.marking.state)
    if not is_open or data["review_id"] != press.review_id:
        raise Over(ends=False)
    mark = Mark(data["mark"]) if "mark" in data else None
    return await _give(turn, press.review_id, mark=mark, words=data.get("words", ""))


async def _give(turn: Turn, review_id: int, *, mark: Mark | None, words: str) -> Reply:
    handed = await _opened(turn, review_id)
    notices = await give_remark(
        turn.session, me=turn.me, review_id=review_id, mark=mark, words=words, now=turn.now
    )
    done = view.given(handed.name, mark, turn.t)
    screen = await _next(turn, handed.sheet.day, after=review_id, done=done)
    return Reply(screen=screen, notices=notices)


async def _again(turn: Turn) -> Screen:
    """The question that is open, once more."""
    data = await turn.state.get_data()
    handed = await _opened(turn, data["review_id"])
    match await turn.state.get_state():
        case Remarking.wording.state:
            return view.ask_words(handed, Mark(data["mark"]), turn.t)
        case Remarking.marking.state:
            return view.ask_mark(handed, data["words"], turn.t)
    found = await go_through(turn.session, me=turn.me, day=handed.sheet.day, now=turn.now)
    return view.shown(handed, found.waiting, turn.t)


async def on_answer(press: answer_view.AnswerRemark, turn: Turn) -> Screen:
    """The question comes below, so that the remark can still be read."""
    await turn.state.set_state(AnsweringRemark.text)
    await turn.state.set_data({"remark_id": press.remark_id})
    notice = await read_remark(turn.session, me=turn.me, remark_id=press.remark_id)
    return answer_view.ask_answer(notice, turn.t, anew=True)


async def on_answered(message: Message, turn: Turn) -> Reply:
    answer, data = note_of(message), await turn.state.get_data()
    notice = await answer_remark(
        turn.session, me=turn.me, remark_id=data["remark_id"], answer=answer, now=turn.now
    )
    await turn.state.clear()
    screen = answer_view.answer_sent(notice.remark.by, turn.t)
    return Reply(screen=screen, notices=[notice], settles=notice.settles)


async def _ask_answer(turn: Turn) -> Screen:
    remark_id = (await turn.state.get_data())["remark_id"]
    notice = await read_remark(turn.session, me=turn.me, remark_id=remark_id)
    return answer_view.ask_answer(notice, turn.t)


async def _opened(turn: Turn, review_id: int) -> Handed:
    return await open_handed(turn.session, me=turn.me, review_id=review_id, now=turn.now)


async def _leave(turn: Turn) -> None:
    if (turn.step or "") in Remarking:
        await turn.state.clear()


def register_routes(to: Routes) -> None:
    to.command("reviews", typed(on_reviews), may=SUPERVISORS)
    to.press(view.OpenReviews, pressed(on_day), may=SUPERVISORS)
    to.press(view.CorrectRemarks, pressed(on_correct), may=SUPERVISORS)
    to.press(view.PassReview, pressed(on_passed), may=SUPERVISORS)
    to.press(view.MarkReview, pressed(on_mark), may=SUPERVISORS)
    to.press(view.BackToReview, pressed(on_back), may=SUPERVISORS)
    to.press(view.SendRemark, pressed(on_sent), may=SUPERVISORS)
    for step in (Remarking.reading, Remarking.wording, Remarking.marking):
        to.step(step, typed(on_words), asks=asked(_again), may=SUPERVISORS)
    to.press(answer_view.AnswerRemark, pressed(on_answer), may=AUXILIARIES)
    to.step(AnsweringRemark.text, typed(on_answered), asks=asked(_ask_answer), may=AUXILIARIES)
