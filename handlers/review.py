"""The evening review: one question at a time, left and taken up again at any step."""

from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.refusals import Over
from domain.review import Question, Step, read_result, says_nothing
from domain.review_sheet import Sheet
from domain.text import note
from handlers.routes import AUXILIARIES, Routes
from handlers.turn import Turn, asked, pressed, typed
from services.review import (
    answer_review,
    ask_again,
    change_review,
    hand_in_review,
    restart_review,
    resume_review,
    start_review,
)
from services.review_edited import keep_words, reword_answer
from views import review as view
from views import review_edited as edited_view
from views import review_sheet as sheet_view
from views.screen import Screen


class Reviewing(StatesGroup):
    """Only where we are: the answers are kept with the review itself."""

    results = State()
    why = State()
    problems = State()
    tomorrow = State()
    confirm = State()


_SKIPPED = {Step.PROBLEMS, Step.TOMORROW}
_STATES = {
    Step.RESULT: Reviewing.results,
    Step.WHY: Reviewing.why,
    Step.PROBLEMS: Reviewing.problems,
    Step.TOMORROW: Reviewing.tomorrow,
    Step.CONFIRM: Reviewing.confirm,
}


async def on_review(message: Message, turn: Turn) -> Screen:
    sheet = await start_review(turn.session, me=turn.me, text=turn.args, now=turn.now)
    return await _shown(sheet, turn)


async def on_started(press: view.StartReview, turn: Turn) -> Screen:
    return await _shown(await _resumed(press.review_id, turn), turn)


async def on_result(press: view.GiveResult, turn: Turn) -> Screen:
    question = Question(Step.RESULT, press.task)
    return await _answered(press.review_id, question, press.state, turn)


async def on_reason(press: view.GiveReason, turn: Turn) -> Screen:
    question = Question(Step.WHY, press.task)
    return await _answered(press.review_id, question, view.reason_text(press.reason, turn.t), turn)


async def on_skipped(press: view.SkipQuestion, turn: Turn) -> Screen:
    if press.step not in _SKIPPED:
        raise Over
    return await _answered(press.review_id, Question(press.step), "", turn)


async def on_typed(message: Message, turn: Turn) -> Screen:
    """The answer to the question that was asked last; what it cannot use asks it again."""
    data = await turn.state.get_data()
    question = Question.read(data["question"])
    if question.step in _SKIPPED and says_nothing(message.text or ""):
        return await _answered(data["review_id"], question, "", turn)
    if given := _read(question, message.text or ""):
        if question.step is not Step.RESULT:
            await _keep(message, data["review_id"], question, given, turn)
        return await _answered(data["review_id"], question, given, turn)
    sheet = await _resumed(data["review_id"], turn)
    await _shown(sheet, turn)
    return view.again(sheet, turn.t)


async def _keep(
    message: Message, review_id: int, question: Question, text: str, turn: Turn
) -> None:
    await keep_words(
        turn.session,
        review_id=review_id,
        question=question,
        message_id=message.message_id,
        text=text,
        now=turn.now,
    )


async def on_edited(message: Message, turn: Turn) -> Screen | None:
    """What is no answer of a review stays as it was said."""
    done = await reword_answer(
        turn.session,
        me=turn.me,
        message_id=message.message_id,
        text=note(message.text or ""),
        now=turn.now,
    )
    return edited_view.reworded(done, turn.t) if done else None


def _read(question: Question, text: str) -> str | None:
    match question.step:
        case Step.RESULT:
            return read_result(text)
        case Step.CONFIRM:
            return None
        case _:
            return note(text)


async def on_asked_again(press: sheet_view.AskAgain, turn: Turn) -> Screen:
    sheet = await ask_again(
        turn.session,
        me=turn.me,
        review_id=press.review_id,
        question=Question(press.step, press.task),
        now=turn.now,
    )
    return await _shown(sheet, turn)


async def on_change(press: sheet_view.ChangeReview, turn: Turn) -> Screen:
    sheet = await change_review(turn.session, me=turn.me, review_id=press.review_id, now=turn.now)
    shown = await _shown(sheet, turn)
    is_whole = sheet.asks.step is Step.CONFIRM
    return sheet_view.choose(sheet, press.page, turn.t) if is_whole else shown


async def on_restarted(press: sheet_view.RestartReview, turn: Turn) -> Screen:
    sheet = await restart_review(turn.session, me=turn.me, review_id=press.review_id, now=turn.now)
    return await _shown(sheet, turn)


async def on_confirmed(press: sheet_view.ConfirmReview, turn: Turn) -> Screen:
    sheet = await hand_in_review(turn.session, me=turn.me, review_id=press.review_id, now=turn.now)
    return await _shown(sheet, turn)


async def on_left(press: sheet_view.LeaveReview, turn: Turn) -> Screen:
    sheet = await _resumed(press.review_id, turn)
    await _leave(turn)
    is_over = sheet.asks.step is Step.HANDED_IN
    return view.page(sheet, turn.t) if is_over else view.left(sheet, turn.t)


async def _asks_again(turn: Turn) -> Screen:
    return await _shown(await _resumed((await turn.state.get_data())["review_id"], turn), turn)


async def _resumed(review_id: int, turn: Turn) -> Sheet:
    return await resume_review(turn.session, me=turn.me, review_id=review_id, now=turn.now)


async def _answered(review_id: int, question: Question, given: str, turn: Turn) -> Screen:
    sheet = await answer_review(
        turn.session,
        me=turn.me,
        review_id=review_id,
        question=question,
        given=given,
        now=turn.now,
    )
    return await _shown(sheet, turn)


async def _shown(sheet: Sheet, turn: Turn) -> Screen:
    """The next question, and what is typed from now on answers it."""
    if sheet.asks.step is Step.HANDED_IN:
        await _leave(turn)
    else:
        await turn.state.set_state(_STATES[sheet.asks.step])
        await turn.state.set_data({"review_id": sheet.review_id, "question": str(sheet.asks)})
    return view.page(sheet, turn.t)


async def _leave(turn: Turn) -> None:
    """Another conversation, if one has begun, is left alone."""
    if (turn.step or "") in Reviewing:
        await turn.state.clear()


def register_routes(to: Routes) -> None:
    to.command("review", typed(on_review), may=AUXILIARIES)
    to.press(view.StartReview, pressed(on_started), may=AUXILIARIES)
    to.press(view.GiveResult, pressed(on_result), may=AUXILIARIES)
    to.press(view.GiveReason, pressed(on_reason), may=AUXILIARIES)
    to.press(view.SkipQuestion, pressed(on_skipped), may=AUXILIARIES)
    to.press(sheet_view.AskAgain, pressed(on_asked_again), may=AUXILIARIES)
    to.press(sheet_view.ChangeReview, pressed(on_change), may=AUXILIARIES)
    to.press(sheet_view.RestartReview, pressed(on_restarted), may=AUXILIARIES)
    to.press(sheet_view.ConfirmReview, pressed(on_confirmed), may=AUXILIARIES)
    to.press(sheet_view.LeaveReview, pressed(on_left), may=AUXILIARIES)
    to.edited(typed(on_edited), may=AUXILIARIES)
    for step in _STATES.values():
        to.step(step, typed(on_typed), asks=asked(_asks_again), may=AUXILIARIES)
