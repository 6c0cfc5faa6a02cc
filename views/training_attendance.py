"""The list of who came: names in one message, ticks one by one, or a code to say."""

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData

from domain.names_said import Named
from domain.training import Participation
from domain.training_attendance import (
    PAGE,
    AttendanceOver,
    AttendanceTooEarly,
    Participant,
    TrainingDesk,
)
from views.help import cancel_row
from views.paging import page_line, page_of, turn_buttons
from views.screen import Button, Screen, column, explain, shortened
from views.texts import Texts
from views.training import LONGEST_LABEL, SHOWN, Key
from views.training_desk import OpenDesk, Page, came


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


def ask_names(shown: TrainingDesk, t: Texts, *, done: Sequence[str] = ()) -> Screen:
    """`done` is what became of the names before."""
    training_id = shown.coming.training.training_id
    lines = [
        *([*done, ""] if done else []),
        came(shown, t),
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


def marked(named: Named[Participant], t: Texts) -> list[str]:
    said = []
    if named.found:
        names = t.listed(person.name for person in named.found[:SHOWN])
        said.append(
            t.plural("✓ {n} noted: {names}", "✓ {n} noted: {names}", len(named.found), names=names)
        )
    if named.unlisted:
        names = t.listed(person.name for person in named.unlisted[:SHOWN])
        n = len(named.unlisted)
        said.append(
            t.plural(
                "✓ {n} noted, uninvited: {names}",
                "✓ {n} noted, uninvited: {names}",
                n,
                names=names,
            )
        )
    if named.alike:
        names = t.listed(named.alike)
        said.append(
            t("Several are called {names}, none of them invited: they say the code.", names=names)
        )
    if named.twice:
        names = t.listed(named.twice)
        said.append(t("Several are called {names}: please tick them.", names=names))
    if named.unknown:
        names = t.listed(shortened(name, LONGEST_LABEL) for name in named.unknown[:SHOWN])
        said.append(t("Not among your people: {names}", names=names))
    return said


def ticks(shown: TrainingDesk, people: Sequence[Participant], page: int, t: Texts) -> Screen:
    """A few at a time; a pressed name changes its mark, and names may still be typed."""
    training_id = shown.coming.training.training_id
    some, page, pages = page_of(list(enumerate(people)), page, size=PAGE)
    turns = turn_buttons(
        page, pages=pages, turn=lambda to: TurnAttendance(training_id=training_id, page=to), t=t
    )
    buttons = column(_tick(number + 1, person, training_id, page, t) for number, person in some)
    lines = [came(shown, t), t("Press a name to put it on the list or take it off.")]
    return Screen(
        title=_title(shown, t),
        text="\n".join([*lines, *page_line(page, pages=pages, t=t)]),
        buttons=(*buttons, (*turns, _back(training_id, t))),
    )


def _tick(number: int, person: Participant, training_id: int, page: int, t: Texts) -> Button:
    came = person.presence is not None
    said = shortened(f"{person.name} · {person.unit}", LONGEST_LABEL)
    if person.participation is Participation.WALKED_IN:
        said = t("{name} (uninvited)", name=said)
    press = TickPerson(
        training_id=training_id, person_id=person.person_id, came=not came, page=page
    )
    return Button(f"{'✓' if came else '☐'} {number}. {said}", press)


@explain.register
def too_early(error: AttendanceTooEarly, t: Texts) -> Screen:
    moment = t.moment(error.opens_at)
    text = t("Who came can be noted from {moment} on, not before.", moment=moment)
    return Screen(text=text, alert=True)


@explain.register
def list_over(_error: AttendanceOver, t: Texts) -> Screen:
    text = t("A week after the training its list is closed. Nothing has changed.")
    return Screen(text=text, alert=True)
