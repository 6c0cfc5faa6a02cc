"""A training before its trainer: the board of all, and one with its figures."""

from collections.abc import Sequence
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.training import ComingTraining, Participation, PlannedTraining
from domain.training_attendance import TrainingDesk
from views.paging import page_buttons, page_line
from views.screen import Button, Screen, column
from views.texts import Texts
from views.training import (
    SHOWN,
    Key,
    ListMyTrainings,
    facts,
    heading,
    label,
    more,
)
from views.words import word

AT_HAND = 2
"""How many trainings the board offers at once; the others are on the shelf."""
SHELF = 4
Page = Annotated[int, Field(ge=0, lt=2**15)]


class ScheduleTraining(CallbackData, prefix="training-new"):
    """Starts the supervisor's conversation."""


class OpenDesk(CallbackData, prefix="trdesk"):
    training_id: Key


class ListTrainings(CallbackData, prefix="trshelf"):
    """Those of the past year and to come."""

    page: Page


class OpenMaterials(CallbackData, prefix="trmats"):
    training_id: Key


class OpenQuiz(CallbackData, prefix="trquiz"):
    training_id: Key


class OpenCertificates(CallbackData, prefix="trcert"):
    training_id: Key


class ListPrePost(CallbackData, prefix="preposts"):
    """Which units ask for training before the post."""

    page: Page


class TakeAttendance(CallbackData, prefix="trtake"):
    training_id: Key


def board(
    trainings: Sequence[ComingTraining],
    at_hand: Sequence[PlannedTraining],
    t: Texts,
    *,
    is_invited: bool,
    has_more: bool,
) -> Screen:
    """`is_invited`: this supervisor is an auxiliary too and has a list of their own."""
    lines = [line for each in trainings[:SHOWN] for line in _board_lines(each, t)]
    buttons = [_open(each, t) for each in at_hand[:AT_HAND]]
    buttons.append(Button(t("Schedule a training"), ScheduleTraining()))
    buttons.append(Button(t("Training before the post"), ListPrePost(page=0)))
    if is_invited:
        buttons.append(Button(t("My trainings"), ListMyTrainings()))
    if has_more:
        buttons.append(Button(t("All trainings"), ListTrainings(page=0)))
    none = t("Press a training to open it.") if at_hand else t("No training is scheduled.")
    return Screen(
        title=t("Trainings to come"),
        text="\n".join([*lines, *more(len(trainings), t)]) or none,
        buttons=column(buttons),
    )


def _board_lines(coming: ComingTraining, t: Texts) -> tuple[str, ...]:
    return (*heading(coming.training, t), _answers(coming, t), "")


def _answers(coming: ComingTraining, t: Texts) -> str:
    order = (Participation.ATTENDS, Participation.CANNOT, Participation.INVITED)
    return t.listed(f"{word(answer, t)} {coming.counts.get(answer, 0)}" for answer in order)


def _open(training: PlannedTraining, t: Texts) -> Button:
    return Button(label(training, t), OpenDesk(training_id=training.training_id))


def shelf(trainings: Sequence[PlannedTraining], page: int, count: int, t: Texts) -> Screen:
    pages = -(-count // SHELF)
    turns = page_buttons(page, pages=pages, turn=lambda to: ListTrainings(page=to), t=t)
    lines = [t("Press a training to open it."), *page_line(page, pages=pages, t=t)]
    return Screen(
        title=t("All trainings"),
        text="\n".join(lines) if trainings else t("No training is scheduled."),
        buttons=(*column(_open(each, t) for each in trainings), *turns),
    )


def desk(shown: TrainingDesk, t: Texts) -> Screen:
    training_id = shown.coming.training.training_id
    lines = [*facts(shown.coming.training, t)[1:], _answers(shown.coming, t), came(shown, t)]
    own = [
        Button(t("Materials"), OpenMaterials(training_id=training_id)),
        Button(t("Certificates"), OpenCertificates(training_id=training_id)),
    ]
    buttons = [
        Button(t("Attendance"), TakeAttendance(training_id=training_id)),
        *([Button(t("Quiz"), OpenQuiz(training_id=training_id))] if shown.has_quiz else []),
        *(own if shown.leads else []),
        Button(t("All trainings"), ListTrainings(page=0)),
    ]
    return Screen(
        title=shown.coming.training.title, text="\n".join(lines), buttons=column(buttons)
    )


def came(shown: TrainingDesk, t: Texts) -> str:
    said = t("Came: {came} of {invited}", came=shown.came, invited=shown.invited)
    others = shown.walked_in
    return said + (t(", and {n} who came uninvited", n=others) if others else "")
