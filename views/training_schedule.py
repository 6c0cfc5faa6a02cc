"""The questions by which a supervisor schedules a training, and the page that is confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.training import Invited, StartPassed, TrainingKind
from domain.when import Moment
from views.commands import OpenCommand
from views.help import cancel_row
from views.screen import Button, Row, Screen, column, explain
from views.texts import N_, Texts
from views.when import DayNumber, is_right, said_moment
from views.words import word

_SUNDAY = 6
_HOURS = (9, 14, 16)
"""When trainings usually begin; the next of them that leaves an hour for the reminder."""


class Part(StrEnum):
    """What a training is made of, in the order it is asked for."""

    TITLE = "title"
    KIND = "kind"
    START = "start"
    PLACE = "place"
    AUDIENCE = "audience"


_PARTS = {
    Part.TITLE: N_("Title"),
    Part.KIND: N_("Kind"),
    Part.START: N_("Time"),
    Part.PLACE: N_("Place"),
    Part.AUDIENCE: N_("For whom"),
}


class PickKind(CallbackData, prefix="training-kind"):
    kind: TrainingKind


class PickStart(CallbackData, prefix="training-start"):
    """A whole hour of a day."""

    day: DayNumber
    hour: Annotated[int, Field(ge=0, le=23)]


class ConfirmTraining(CallbackData, prefix="training-ok"):
    """`begun_at` (seconds) names the conversation whose page this is."""

    begun_at: int


class ChangeTraining(CallbackData, prefix="training-change"):
    """Something on the page is wrong."""


class ChangePart(CallbackData, prefix="training-part"):
    part: Part


@dataclass(frozen=True, kw_only=True)
class Page:
    """What the supervisor confirms."""

    begun_at: int
    title: str
    kind: TrainingKind
    starts_at: datetime
    place: str
    audience: str
    people: int


def ask_title(t: Texts) -> Screen:
    return question(t("What is the training called? Please type the title."), (), t)


def ask_kind(t: Texts) -> Screen:
    kinds = [Button(word(kind, t).capitalize(), PickKind(kind=kind)) for kind in TrainingKind]
    return question(t("Which kind of training? Please press a button."), column(kinds), t)


def ask_start(now: datetime, t: Texts, hint: str = "") -> Screen:
    example = t("When does it begin? Press a button or type day and hour, such as Friday 14:00.")
    return question(f"{hint}\n{example}".strip(), column(_starts(now, t)), t)


def _starts(now: datetime, t: Texts) -> list[Button]:
    today = now.toordinal()
    next_week = [(7 - now.weekday(), 9)] if now.weekday() < _SUNDAY else []
    later = [(0, hour) for hour in _HOURS if hour > now.hour + 1]
    return [
        Button(f"{_day_word(ahead, t)} {hour:02}:00", PickStart(day=today + ahead, hour=hour))
        for ahead, hour in (*later[:1], (1, 9), (1, 14), *next_week)
    ]


def _day_word(ahead: int, t: Texts) -> str:
    words = (t("Today"), t("Tomorrow"))
    return words[ahead] if ahead < len(words) else t("Next Monday")


def no_hour(t: Texts) -> str:
    return t("I need a day and an hour.")


def out_of_time(t: Texts) -> str:
    return t("It has to begin later than now and within a year.")


def ask_place(starts_at: datetime, now: datetime, t: Texts) -> Screen:
    begins = Moment(starts_at.date(), starts_at.time())
    echo = is_right(said_moment(begins, now.date(), t), t)
    asked = t("Where is it held? Please type the room, or a link.")
    again = (Button(t("Change the time"), ChangePart(part=Part.START)),)
    return question(f"{echo}\n{asked}", (again,), t)


def confirm_page(shown: Page, t: Texts) -> Screen:
    lines = [
        shown.title,
        t("Kind of training: {kind}", kind=word(shown.kind, t)),
        t("Begins: {moment}", moment=t.moment(shown.starts_at)),
        t("Place: {place}", place=shown.place),
        t("For whom: {audience}", audience=shown.audience),
        t.plural("{n} person is invited.", "{n} people are invited.", shown.people),
    ]
    decide = (
        Button(t("Confirm"), ConfirmTraining(begun_at=shown.begun_at)),
        Button(t("Change"), ChangeTraining()),
    )
    return Screen(
        title=t("Is the training right?"), text="\n".join(lines), buttons=(decide, cancel_row(t))
    )


def ask_part(t: Texts) -> Screen:
    parts = [Button(t(name), ChangePart(part=part)) for part, name in _PARTS.items()]
    laid = (tuple(parts[:3]), tuple(parts[3:]))
    return question(t("What do you want to change?"), laid, t)


def scheduled(title: str, invited: Invited, t: Texts) -> Screen:
    counts = [t("told {n}", n=invited.told)]
    if invited.not_registered:
        counts.append(t("not registered {n}", n=invited.not_registered))
    if invited.unreachable:
        counts.append(t("messages do not reach {n}", n=invited.unreachable))
    return Screen(
        title=t("Scheduled: {title}", title=title),
        text="\n".join(
            [
                t("For {n}: {counts}.", n=invited.people, counts=t.listed(counts)),
            ]
        ),
        buttons=((Button(t("Who will come"), OpenCommand(name="training")),),),
    )


@explain.register
def start_passed(_error: StartPassed, t: Texts) -> Screen:
    return Screen(
        text=t("The time of this training has passed. Press Change and choose another."),
        alert=True,
    )


def question(text: str, rows: Sequence[Row], t: Texts) -> Screen:
    return Screen(title=t("Schedule a training"), text=text, buttons=(*rows, cancel_row(t)))
