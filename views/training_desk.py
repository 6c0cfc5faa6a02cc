"""A training before its trainer: the board of all, one with its figures, and the list kept."""

from collections.abc import Callable, Sequence
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.training import ComingTraining, Participation, PlannedTraining
from domain.training_attendance import (
    PAGE,
    AttendanceOver,
    AttendanceTooEarly,
    Named,
    Participant,
    TrainingDesk,
)
from views.help import cancel_row
from views.paging import page_line
from views.screen import Button, Row, Screen, column, explain, shortened
from views.texts import Texts
from views.training import (
    LONGEST_LABEL,
    SHOWN,
    Key,
    ListMyTrainings,
    facts,
    heading,
    label,
    more,
)
from views.words import word

AT_HAND = 3
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


class TakeAttendance(CallbackData, prefix="trtake"):
    training_id: Key


class MarkEveryone(CallbackData, prefix="trall"):
    training_id: Key


class TurnAttendance(CallbackData, prefix="trpage"):
    training_id: Key
    page: Page


class TickPerson(CallbackData, prefix="trtick"):
    """`came` is what is wanted, so that pressing twice changes nothing more."""

    training_id: Key
    person_id: Key
    came: bool
    page: Page


class SayCode(CallbackData, prefix="trcode"):
    """A fresh code for the people in the room."""

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
    if is_invited:
        buttons.append(Button(t("My trainings"), ListMyTrainings()))
    if has_more:
        buttons.append(Button(t("All trainings"), ListTrainings(page=0)))
    return Screen(
        title=t("Trainings to come"),
        text="\n".join([*lines, *more(len(trainings), t)]) or t("No training is scheduled."),
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
    turns = _turns(page, pages, t, to=lambda at: ListTrainings(page=at))
    lines = [t("Press a training to open it."), *page_line(page, pages=pages, t=t)]
    return Screen(
        title=t("All trainings"),
        text="\n".join(lines) if trainings else t("No training is scheduled."),
        buttons=(*column(_open(each, t) for each in trainings), *([turns] if turns else [])),
    )


def desk(shown: TrainingDesk, t: Texts) -> Screen:
    training_id = shown.coming.training.training_id
    lines = [*facts(shown.coming.training, t)[1:], _answers(shown.coming, t), _came(shown, t)]
    own = [
        Button(t("Materials"), OpenMaterials(training_id=training_id)),
        Button(t("Certificates"), OpenCertificates(training_id=training_id)),
    ]
    buttons = [
        Button(t("Attendance"), TakeAttendance(training_id=training_id)),
        Button(t("Quiz"), OpenQuiz(training_id=training_id)),
        *(own if shown.leads else []),
        Button(t("All trainings"), ListTrainings(page=0)),
    ]
    return Screen(
        title=shown.coming.training.title, text="\n".join(lines), buttons=column(buttons)
    )


def _came(shown: TrainingDesk, t: Texts) -> str:
    return t("Came: {came} of {invited}", came=shown.came, invited=shown.invited)


def ask_names(shown: TrainingDesk, t: Texts, *, done: Sequence[str] = ()) -> Screen:
    """`done` is what became of the names before."""
    training_id = shown.coming.training.training_id
    lines = [
        *([*done, ""] if done else []),
        _came(shown, t),
        t("Type who came: names with 、 between them or one on each line. Or press a button."),
    ]
    ways = [
        Button(t("Everyone came"), MarkEveryone(training_id=training_id)),
        Button(t("Tick one by one"), TurnAttendance(training_id=training_id, page=0)),
        *([Button(t("Say a code"), SayCode(training_id=training_id))] if shown.leads else []),
    ]
    return Screen(
        title=_title(shown, t),
        text="\n".join(lines),
        buttons=(*column(ways), (_back(training_id, t), *cancel_row(t))),
    )


def _title(shown: TrainingDesk, t: Texts) -> str:
    return t("{title}: who came", title=shown.coming.training.title)


def _back(training_id: int, t: Texts) -> Button:
    return Button(t("Back"), OpenDesk(training_id=training_id))


def marked(named: Named, t: Texts) -> list[str]:
    said = []
    if named.found:
        names = t.listed(person.name for person in named.found[:SHOWN])
        said.append(
            t.plural("✓ {n} noted: {names}", "✓ {n} noted: {names}", len(named.found), names=names)
        )
    if named.twice:
        names = t.listed(named.twice)
        said.append(t("Several are called {names}: please tick them.", names=names))
    if named.unknown:
        names = t.listed(shortened(name, LONGEST_LABEL) for name in named.unknown[:SHOWN])
        said.append(t("Not among the invited: {names}", names=names))
    return said


def ticks(shown: TrainingDesk, people: Sequence[Participant], page: int, t: Texts) -> Screen:
    """A few at a time; a pressed name changes its mark, and names may still be typed."""
    training_id = shown.coming.training.training_id
    pages = max(1, -(-len(people) // PAGE))
    page = min(page, pages - 1)
    some = list(enumerate(people))[page * PAGE : (page + 1) * PAGE]
    turns = _turns(page, pages, t, to=lambda at: TurnAttendance(training_id=training_id, page=at))
    buttons = column(_tick(number + 1, person, training_id, page) for number, person in some)
    lines = [_came(shown, t), t("Press a name to put it on the list or take it off.")]
    return Screen(
        title=_title(shown, t),
        text="\n".join([*lines, *page_line(page, pages=pages, t=t)]),
        buttons=(*buttons, (*turns, _back(training_id, t))),
    )


def _tick(number: int, person: Participant, training_id: int, page: int) -> Button:
    came = person.presence is not None
    said = shortened(f"{person.name} · {person.unit}", LONGEST_LABEL)
    press = TickPerson(
        training_id=training_id, person_id=person.person_id, came=not came, page=page
    )
    return Button(f"{'✓' if came else '☐'} {number}. {said}", press)


def _turns(page: int, pages: int, t: Texts, *, to: Callable[[int], CallbackData]) -> Row:
    back = [Button(t("Previous"), to(page - 1))] if page > 0 else []
    on = [Button(t("Next"), to(page + 1))] if page + 1 < pages else []
    return (*back, *on)


@explain.register
def too_early(error: AttendanceTooEarly, t: Texts) -> Screen:
    moment = t.moment(error.opens_at)
    text = t("Who came can be noted from {moment} on, not before.", moment=moment)
    return Screen(text=text, alert=True)


@explain.register
def list_over(_error: AttendanceOver, t: Texts) -> Screen:
    text = t("A week after the training its list is closed. Nothing has changed.")
    return Screen(text=text, alert=True)
