"""Trainings as those see them who are invited, and the supervisor's list."""

from collections.abc import Sequence
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.training import (
    Excuse,
    Participation,
    PlannedTraining,
    TrainingAnnounced,
    TrainingDeclined,
    TrainingReminded,
)
from views.help import cancel_row
from views.screen import MAX_BUTTONS, Button, Row, Screen, column, render, shortened
from views.texts import Texts
from views.words import retold, word

SHOWN = 20
LONGEST_LABEL = 30
Key = Annotated[int, Field(ge=1, lt=2**31)]


class OpenTraining(CallbackData, prefix="training"):
    """One training again, with the two answers."""

    training_id: Key


class AttendTraining(CallbackData, prefix="training-attend"):
    training_id: Key


class DeclineTraining(CallbackData, prefix="training-decline"):
    training_id: Key


class ExcuseFromTraining(CallbackData, prefix="training-excuse"):
    training_id: Key
    excuse: Excuse


class ListMyTrainings(CallbackData, prefix="training-mine"):
    """What I am invited to."""


class ListLearning(CallbackData, prefix="trlearning"):
    """Materials of trainings, to read again."""


class EnterCode(CallbackData, prefix="trenter"):
    """The trainer says it in the room."""


def answer_row(training_id: int, t: Texts) -> Row:
    return (
        Button(t("Attend"), AttendTraining(training_id=training_id)),
        Button(t("Cannot attend"), DeclineTraining(training_id=training_id)),
    )


def facts(training: PlannedTraining, t: Texts) -> list[str]:
    return [
        training.title,
        t("Kind of training: {kind}", kind=word(training.kind, t)),
        t("Begins: {moment}", moment=t.moment(training.starts_at)),
        t("Place: {place}", place=training.place),
    ]


@render.register
def announced(notice: TrainingAnnounced, t: Texts) -> Screen:
    lines = [*facts(notice.training, t), t("Organised by {name}.", name=notice.by)]
    return Screen(
        title=t("Invitation to a training"),
        text="\n".join([*lines, "", t("Will you come?")]),
        buttons=(answer_row(notice.training.training_id, t),),
    )


@render.register
def reminder(notice: TrainingReminded, t: Texts) -> Screen:
    title = t("Training begins soon") if notice.is_last else t("Reminder of a training")
    if notice.training.participation is Participation.INVITED:
        asked = t("You have not answered yet. Will you come?")
        lines = [*facts(notice.training, t), "", asked]
        row = answer_row(notice.training.training_id, t)
    else:
        lines = [*facts(notice.training, t), "", _your_answer(notice.training, t)]
        row = _change_row(notice.training, t)
    return Screen(title=title, text="\n".join(lines), buttons=(row,))


@render.register
def declined(notice: TrainingDeclined, t: Texts) -> Screen:
    return Screen(
        title=t("{who} cannot attend: {title}", who=notice.who, title=notice.title),
        text=t("Reason: {reason}", reason=retold(notice.reason, t)),
    )


def invitation(training: PlannedTraining, t: Texts) -> Screen:
    """The same training once more, to answer or to answer differently."""
    back = (Button(t("Back"), ListMyTrainings()),)
    return Screen(
        title=t("Invitation to a training"),
        text="\n".join([*facts(training, t), "", _your_answer(training, t)]),
        buttons=(answer_row(training.training_id, t), back),
    )


def noted(training: PlannedTraining, t: Texts, *, reason: str = "") -> Screen:
    because = [t("Reason: {reason}", reason=reason)] if reason else []
    return Screen(
        title=t("Noted: {answer}", answer=word(training.participation, t)),
        text="\n".join([*facts(training, t), *because]),
        buttons=(_change_row(training, t),),
    )


def _change_row(training: PlannedTraining, t: Texts) -> Row:
    return (Button(t("Change"), OpenTraining(training_id=training.training_id)),)


def _your_answer(training: PlannedTraining, t: Texts) -> str:
    return t("Your answer: {answer}", answer=word(training.participation, t))


def ask_reason(training: PlannedTraining, t: Texts, *, anew: bool = False) -> Screen:
    quick = tuple(
        Button(
            word(excuse, t).capitalize(),
            ExcuseFromTraining(training_id=training.training_id, excuse=excuse),
        )
        for excuse in Excuse
    )
    return Screen(
        title=t("{title}: why can you not attend?", title=training.title),
        text=t("Choose a reason or type it."),
        buttons=(quick, cancel_row(t)),
        anew=anew,
    )


def has_begun(t: Texts) -> Screen:
    return Screen(text=t("The training has begun, your answer was not changed."))


def mine(
    trainings: Sequence[PlannedTraining],
    t: Texts,
    *,
    held: Sequence[str],
    waits_for_code: bool,
    has_learning: bool,
) -> Screen:
    """`held` are the lines of the person's certificates."""
    first = [Button(t("Enter the code"), EnterCode())] if waits_for_code else []
    last = [Button(t("Learning"), ListLearning())] if has_learning else []
    waiting = [each for each in trainings if each.participation is Participation.INVITED]
    answers = [
        Button(label(each, t), OpenTraining(training_id=each.training_id))
        for each in waiting[: MAX_BUTTONS - len(first) - len(last)]
    ]
    lines = [line for each in trainings[:SHOWN] for line in _lines(each, t)]
    lines = lines or [t("No trainings in the next 30 days."), ""]
    own = [*held, ""] if held else []
    asked = [t("Press a training to answer.")] if answers else []
    return Screen(
        title=t("My trainings"),
        text="\n".join([*lines, *more(len(trainings), t), *own, *asked]).strip(),
        buttons=column([*first, *answers, *last]),
    )


def _lines(training: PlannedTraining, t: Texts) -> tuple[str, ...]:
    return (*heading(training, t), word(training.participation, t), "")


def heading(training: PlannedTraining, t: Texts) -> tuple[str, ...]:
    kind = word(training.kind, t)
    return (
        t(
            "📖 {moment} {title} ({kind})",
            moment=t.moment(training.starts_at),
            title=training.title,
            kind=kind,
        ),
        t("Place: {place}", place=training.place),
    )


def label(training: PlannedTraining, t: Texts) -> str:
    return shortened(f"{t.day(training.starts_at)} {training.title}", LONGEST_LABEL)


def more(count: int, t: Texts) -> list[str]:
    rest = count - SHOWN
    return [t.plural("And {n} more.", "And {n} more.", rest)] if rest > 0 else []
