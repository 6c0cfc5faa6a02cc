"""Going through a day's reviews: each with its marks, what is remarked, and what is answered."""

from collections.abc import Mapping

from aiogram.filters.callback_data import CallbackData

from domain.remark import (
    Mark,
    RemarkedAlready,
    RemarkStands,
    ReviewDayUnclear,
)
from domain.review import HANDED_IN, ReviewState
from domain.review_round import Handed, Round
from views.help import cancel_row
from views.review_edited import asked
from views.review_sheet import remark_lines, standing, summary_lines
from views.screen import Button, Row, Screen, column, explain, shortened
from views.summary import Day
from views.texts import Texts
from views.words import word

LONGEST_LABEL = 24


class OpenReviews(CallbackData, prefix="rmday"):
    """A day's reviews from their beginning."""

    day: Day


class CorrectRemarks(CallbackData, prefix="rmfix"):
    """What was remarked that day is to be put right."""

    day: Day


class MarkReview(CallbackData, prefix="rmmark"):
    review_id: int
    mark: Mark


class PassReview(CallbackData, prefix="rmpass"):
    """On to the next one; this one waits."""

    review_id: int


class SendRemark(CallbackData, prefix="rmsend"):
    """What was said so far is all."""

    review_id: int


class BackToReview(CallbackData, prefix="rmback"):
    review_id: int


def shown(handed: Handed, waiting: int, t: Texts, *, done: str = "") -> Screen:
    """One review, its marks below; `done` is what became of the one before."""
    sheet = handed.sheet
    says_something = sheet.problems or sheet.tomorrow or sheet.remark
    lines = [done, ""] if done else []
    lines += [
        t.plural("{n} review waits for a remark", "{n} reviews wait for a remark", waiting),
        standing(sheet, t),
        *([] if says_something else [t("This one and those after it name no problem or plan.")]),
        "",
        *summary_lines(sheet, t),
        *_earlier(handed, t),
        *(["", *remark_lines(sheet.remark, t)] if sheet.remark else []),
        "",
        t("Press a mark, or type what you want to say."),
    ]
    skip = Button(t("Skip"), PassReview(review_id=sheet.review_id))
    return Screen(
        title=_title(handed, t),
        text="\n".join(lines),
        buttons=(_marks(handed, t), (skip, *cancel_row(t))),
    )


def _earlier(handed: Handed, t: Texts) -> list[str]:
    """An answer that was edited after the review was handed in hides nothing."""
    return [
        t("Before it was edited · {question}: {text}", question=asked(step, t), text=text)
        for step, text in handed.earlier
    ]


def _title(handed: Handed, t: Texts) -> str:
    day = t.day(handed.sheet.day)
    return t("{name} · {unit} · review of {day}", name=handed.name, unit=handed.unit, day=day)


def _marks(handed: Handed, t: Texts) -> Row:
    review_id = handed.sheet.review_id
    return tuple(
        Button(word(mark, t), MarkReview(review_id=review_id, mark=mark)) for mark in Mark
    )


def ask_words(handed: Handed, mark: Mark, t: Texts) -> Screen:
    lines = [
        t("Mark: {mark}", mark=word(mark, t)),
        t("What do you want to say to {name}? Type it, or press Skip.", name=handed.name),
    ]
    return Screen(title=_title(handed, t), text="\n".join(lines), buttons=(_last(handed, t),))


def ask_mark(handed: Handed, words: str, t: Texts) -> Screen:
    lines = [
        t("Your remark: {text}", text=words),
        t("Which mark? Skip sends it without one."),
    ]
    buttons = (_marks(handed, t), _last(handed, t)[:2])
    return Screen(title=_title(handed, t), text="\n".join(lines), buttons=buttons)


def _last(handed: Handed, t: Texts) -> Row:
    review_id = handed.sheet.review_id
    skip = Button(t("Skip"), SendRemark(review_id=review_id))
    return (skip, Button(t("Back"), BackToReview(review_id=review_id)), *cancel_row(t))


def given(name: str, mark: Mark | None, t: Texts) -> str:
    if mark is None:
        return t("✓ {name}: sent", name=name)
    return t("✓ {name}: {mark}, sent", name=name, mark=word(mark, t))


def through(found: Round, t: Texts, *, done: str = "") -> Screen:
    """Nothing is left to remark on, or only what was passed over."""
    lines = [done, ""] if done else []
    lines += [_said(found, t), counted(found.counts, t)]
    buttons = [Button(t("Skipped ones"), OpenReviews(day=found.day))] if found.waiting else []
    buttons += [
        Button(
            t.plural("{day}: {n} waits", "{day}: {n} wait", count, day=t.day(day)),
            OpenReviews(day=day),
        )
        for day, count in found.others.items()
    ]
    if found.correctable:
        buttons.append(Button(t("Correct a remark"), CorrectRemarks(day=found.day)))
    return Screen(
        title=t("Remarks · {day}", day=t.day(found.day)),
        text="\n".join(lines),
        buttons=column(buttons),
    )


def correctable(found: Round, t: Texts) -> Screen:
    """The newest ones; pressed, the review is before the supervisor once more."""
    opens = [
        Button(shortened(name, LONGEST_LABEL), BackToReview(review_id=review_id))
        for review_id, name in found.correctable
    ]
    return Screen(
        title=t("Remarks · {day}", day=t.day(found.day)),
        text=t("Whose remark is to be corrected? What was answered already stands."),
        buttons=column([*opens, Button(t("Back"), OpenReviews(day=found.day))]),
    )


def _said(found: Round, t: Texts) -> str:
    if found.waiting:
        return t.plural("{n} was skipped.", "{n} were skipped.", found.waiting)
    if any(found.counts.get(state) for state in HANDED_IN):
        return t("No review waits for a remark.")
    return t("Nobody has handed in a review yet.")


def counted(counts: Mapping[ReviewState, int], t: Texts) -> str:
    """Handed in and missing always, the others where there are any."""
    always = (ReviewState.HANDED_IN, ReviewState.AWAITED)
    order = (ReviewState.HANDED_IN, ReviewState.LATE, ReviewState.AWAITED, ReviewState.LEAVE)
    said = [
        f"{word(state, t)} {counts.get(state, 0)}"
        for state in order
        if counts.get(state) or state in always
    ]
    return t("Reviews: {counts}", counts=t.listed(said))


@explain.register
def remarked_already(error: RemarkedAlready, t: Texts) -> Screen:
    text = t("{by} has remarked on it already. /reviews goes on with the others.", by=error.by)
    return Screen(text=text, alert=True, ends=True)


@explain.register
def day_unclear(_error: ReviewDayUnclear, t: Texts) -> Screen:
    return Screen(
        text=t("Please name one day that is not ahead. Examples: /reviews, /reviews yesterday")
    )


@explain.register
def stands(_error: RemarkStands, t: Texts) -> Screen:
    text = t("It has been answered already and stands as it is.")
    return Screen(text=text, alert=True, ends=True)
