"""The evening review: the button that starts it, and its questions one at a time."""

from collections.abc import Sequence
from dataclasses import replace

from aiogram.filters.callback_data import CallbackData

from domain.review import (
    TAKEN_FOR,
    NoReviewThatDay,
    Reason,
    ReviewDayNotTaken,
    ReviewMissed,
    ReviewOpened,
    Step,
)
from domain.review_sheet import Sheet
from domain.task import RESULTS, TaskState
from views.plan import task_line
from views.review_sheet import LeaveReview, ask, confirm, handed_in, lateness, title, told
from views.screen import Button, Row, Screen, explain, pairs, render
from views.second_roll import tomorrow_line
from views.texts import N_, Texts
from views.when import hour_by
from views.words import word


class StartReview(CallbackData, prefix="rvstart"):
    review_id: int


class GiveResult(CallbackData, prefix="rvresult"):
    review_id: int
    task: int
    state: TaskState


class GiveReason(CallbackData, prefix="rvwhy"):
    review_id: int
    task: int
    reason: Reason


class SkipQuestion(CallbackData, prefix="rvskip"):
    review_id: int
    step: Step


_LABELS = {
    TaskState.DONE: N_("Done"),
    TaskState.PARTLY: N_("Partly"),
    TaskState.NOT_DONE: N_("Not done"),
}
_REASONS = (Reason.TIME, Reason.WEATHER, Reason.HELP)


def reason_text(reason: Reason, t: Texts) -> str:
    """A reason that was pressed, as it would have been typed."""
    return word(reason, t) if reason in _REASONS else ""


@render.register
def invitation(notice: ReviewOpened, t: Texts) -> Screen:
    until = hour_by(notice.until, notice.day, t)
    lines = [_ahead(notice, t), t("Please hand it in before {time}.", time=until)]
    lines += tomorrow_line(notice.tomorrow, t)
    start = Button(t("Start the review"), StartReview(review_id=notice.review_id))
    return Screen(title=title(notice, t), text="\n".join(lines), buttons=((start,),))


def _ahead(notice: ReviewOpened, t: Texts) -> str:
    if notice.tasks:
        return t.plural(
            "Today's {n} task is gone through, then problems and tomorrow.",
            "Today's {n} tasks are gone through, then problems and tomorrow.",
            notice.tasks,
        )
    if notice.settled:
        return t("Your tasks have their results already; problems and tomorrow remain.")
    return t("You had no tasks today; problems and tomorrow remain.")


@render.register
def missed(notice: ReviewMissed, t: Texts) -> Screen:
    return Screen(
        title=t("Evening review not opened: {unit}", unit=t.listed(notice.units)),
        text=_why_missed(notice, t),
    )


def _why_missed(notice: ReviewMissed, t: Texts) -> str:
    day = t.day(notice.day)
    if notice.has_failed:
        return t(
            "Nobody could be asked on {day} because of a fault on our side, which is noted."
            " /review takes it all the same.",
            day=day,
        )
    return t(
        "Our service was down on the evening of {day}, so nobody was asked."
        " /review still takes it; it counts as late.",
        day=day,
    )


def page(sheet: Sheet, t: Texts) -> Screen:
    """Where this review is now."""
    match sheet.asks.step:
        case Step.RESULT:
            return _result_question(sheet, t)
        case Step.WHY:
            return _why_question(sheet, t)
        case Step.PROBLEMS:
            question = t("What problems did you meet today?{number}", number=_number(sheet, t))
            return _written_question(sheet, question, sheet.problems, t)
        case Step.TOMORROW:
            question = t("What do you plan for tomorrow?{number}", number=_number(sheet, t))
            return _written_question(sheet, question, sheet.tomorrow, t)
        case Step.CONFIRM:
            return confirm(sheet, t)
        case _:
            return handed_in(sheet, t)


def again(sheet: Sheet, t: Texts) -> Screen:
    """The same question, after an answer that it cannot use."""
    match sheet.asks.step:
        case Step.RESULT:
            hint = t("Please press a button, or type: Done, Partly or Not done.")
        case Step.CONFIRM:
            hint = t("Please press Confirm or Change.")
        case Step.HANDED_IN:
            return page(sheet, t)
        case _:
            hint = t("Please answer in words, or press a button. Pictures are not taken here.")
    shown = page(sheet, t)
    return replace(shown, text=f"{hint}\n\n{shown.text}")


def _result_question(sheet: Sheet, t: Texts) -> Screen:
    question = t("How far did it get?{number}", number=_number(sheet, t))
    lines = [task_line(sheet.task, t), "", question]
    if sheet.number == 1:
        lines = [*_opening(sheet, t), *lines]
    results = tuple(Button(t(_LABELS[state]), _result(sheet, state)) for state in RESULTS)
    return _question(sheet, lines, [results], t)


def _result(sheet: Sheet, state: TaskState) -> GiveResult:
    return GiveResult(review_id=sheet.review_id, task=sheet.asks.task, state=state)


def _why_question(sheet: Sheet, t: Texts) -> Screen:
    question = (
        t("Why only partly? Type it or press a button.{number}", number=_number(sheet, t))
        if sheet.task.state is TaskState.PARTLY
        else t("Why not? Type it or press a button.{number}", number=_number(sheet, t))
    )
    reasons = [Button(word(reason, t), _reason(sheet, reason)) for reason in _REASONS]
    skip = Button(t("Skip"), _reason(sheet, Reason.UNSAID))
    return _question(sheet, [told(sheet.task, t), "", question], pairs([*reasons, skip]), t)


def _reason(sheet: Sheet, reason: Reason) -> GiveReason:
    return GiveReason(review_id=sheet.review_id, task=sheet.asks.task, reason=reason)


def _written_question(sheet: Sheet, question: str, answer: str, t: Texts) -> Screen:
    lines = [question, t("Please type it, or press Skip if there is nothing to say.")]
    if answer:
        lines.append(t("Your answer so far: {text}", text=answer))
    if sheet.number == 1:
        lines = [*_opening(sheet, t), *lines]
    skip = SkipQuestion(review_id=sheet.review_id, step=sheet.asks.step)
    return _question(sheet, lines, [(Button(t("Skip"), skip),)], t)


def _question(sheet: Sheet, lines: Sequence[str], rows: Sequence[Row], t: Texts) -> Screen:
    cancel = Button(t("Cancel"), LeaveReview(review_id=sheet.review_id))
    last = (Button(t("Back"), ask(sheet, sheet.before)), cancel) if sheet.before else (cancel,)
    return Screen(title=title(sheet, t), text="\n".join(lines), buttons=(*rows, last))


def _number(sheet: Sheet, t: Texts) -> str:
    return t(" (question {at} of {all})", at=sheet.number, all=len(sheet.questions))


def _opening(sheet: Sheet, t: Texts) -> list[str]:
    """What the first question says beside itself: lateness, and what needs no asking."""
    lines = lateness(sheet, t)
    if sheet.settled:
        lines += [
            t("These have their result already:"),
            *(told(each, t) for each in sheet.settled),
        ]
    return [*lines, ""] if lines else []


@explain.register
def day_not_taken(_error: ReviewDayNotTaken, t: Texts) -> Screen:
    return Screen(
        text=t(
            "A review is taken for today and the {n} days before."
            " Examples: /review, /review yesterday",
            n=TAKEN_FOR,
        )
    )


@explain.register
def none_that_day(error: NoReviewThatDay, t: Texts) -> Screen:
    return Screen(text=t("You had no review on {day}.", day=t.day(error.day)))


def left(sheet: Sheet, t: Texts) -> Screen:
    """Putting it down loses nothing, and says so."""
    text = (
        t("Left. What was handed in stands; your changes are kept. /review goes on with them.")
        if sheet.handed_in_at
        else t("Left. Your answers are kept. /review goes on where you stopped.")
    )
    resume = Button(t("Go on"), StartReview(review_id=sheet.review_id))
    return Screen(text=text, buttons=((resume,),))
