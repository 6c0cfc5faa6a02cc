"""A remark as whoever handed the review in reads it, and their one answer."""

from datetime import date

from aiogram.filters.callback_data import CallbackData

from domain.remark import RemarkAnswered, RemarkAnsweredAlready, ReviewRemarked
from views.help import cancel_row
from views.review_sheet import remark_lines, said_of
from views.screen import Button, Screen, explain, render
from views.texts import Texts


class AnswerRemark(CallbackData, prefix="rmansw"):
    remark_id: int


@render.register
def told(notice: ReviewRemarked, t: Texts) -> Screen:
    answer = Button(t("Reply"), AnswerRemark(remark_id=notice.remark_id))
    return Screen(
        title=_corrected(notice, t) if notice.remark.before else _about(notice.day, t),
        text="\n".join(remark_lines(notice.remark, t)),
        buttons=((answer,),),
    )


def _corrected(notice: ReviewRemarked, t: Texts) -> str:
    return t("Remark on your review of {day}, corrected", day=t.day(notice.day))


def _about(day: date, t: Texts) -> str:
    return t("Remark on your review of {day}", day=t.day(day))


def ask_answer(notice: ReviewRemarked, t: Texts, *, anew: bool = False) -> Screen:
    lines = [*remark_lines(notice.remark, t), "", t("Please type your answer. It is sent once.")]
    return Screen(
        title=_about(notice.day, t),
        text="\n".join(lines),
        buttons=(cancel_row(t),),
        anew=anew,
    )


def answer_sent(by: str, t: Texts) -> Screen:
    return Screen(text=t("Your answer was sent to {by}.", by=by))


@render.register
def answered(notice: RemarkAnswered, t: Texts) -> Screen:
    wrote = said_of(notice.remark.mark, notice.remark.words, t)
    wrote_back = t("The answer: {text}", text=notice.remark.answer)
    lines = [t("You wrote: {text}", text=wrote), wrote_back]
    title = t("{name} answers your remark of {day}", name=notice.name, day=t.day(notice.day))
    return Screen(title=title, text="\n".join(lines))


@explain.register
def answered_already(_error: RemarkAnsweredAlready, t: Texts) -> Screen:
    return Screen(text=t("You have answered this remark already."), alert=True, ends=True)
