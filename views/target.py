"""For whom a task or a notice is: four ways of saying it, and people of one name told apart."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import partial

from aiogram.filters.callback_data import CallbackData

from domain.dispatch import Candidate, NamesUnknown, NobodyThere, TargetKind
from views.help import cancel_row
from views.screen import Button, Row, Screen, column, explain, pairs, shortened
from views.texts import N_, Texts

_LABEL = 40
_CHOICES = 3


class ChooseKind(CallbackData, prefix="dkind"):
    kind: TargetKind
    page: int = 0


class AskWhom(CallbackData, prefix="dwhom"):
    """Back to the four ways of saying for whom."""


class ChoosePost(CallbackData, prefix="dpost"):
    """The place in the list that was shown: a post's name may be longer than a button's data."""

    at: int


class ChooseUnit(CallbackData, prefix="dunit"):
    unit_id: int


class ChooseNamesake(CallbackData, prefix="dperson"):
    person_id: int


class ShowNamesakes(CallbackData, prefix="dsame"):
    page: int


class Purpose(StrEnum):
    TASK = "task"
    NOTICE = "notice"


_WHOM = {
    Purpose.TASK: N_("For whom?"),
    Purpose.NOTICE: N_("Who shall get the notice?"),
}
_EVERYONE = {
    Purpose.TASK: N_("Everyone expected today"),
    Purpose.NOTICE: N_("Everyone in my units"),
}


def ask_whom(purpose: Purpose, t: Texts) -> Screen:
    kinds = (
        Button(t(_EVERYONE[purpose]), ChooseKind(kind=TargetKind.EVERYONE)),
        Button(t("By post"), ChooseKind(kind=TargetKind.POST)),
        Button(t("By name"), ChooseKind(kind=TargetKind.PEOPLE)),
        Button(t("By unit"), ChooseKind(kind=TargetKind.UNIT)),
    )
    return Screen(
        title=t(_WHOM[purpose]),
        text=t("Choose, or type names, a post or a unit."),
        buttons=(*pairs(kinds), cancel_row(t)),
    )


def ask_names(purpose: Purpose, t: Texts) -> Screen:
    return Screen(
        title=t(_WHOM[purpose]),
        text=t("Type the names, with spaces or commas between them."),
        buttons=((Button(t("Back"), AskWhom()), *cancel_row(t)),),
    )


def ask_post(posts: Sequence[str], page: int, t: Texts) -> Screen:
    buttons = [Button(shortened(post, _LABEL), ChoosePost(at=at)) for at, post in enumerate(posts)]
    return Screen(
        title=t("Which post?"),
        text=t("Choose one, or type it."),
        buttons=_choices(buttons, page, partial(ChooseKind, kind=TargetKind.POST), t),
    )


def ask_unit(units: Sequence[tuple[int, str]], page: int, t: Texts) -> Screen:
    buttons = [Button(shortened(name, _LABEL), ChooseUnit(unit_id=at)) for at, name in units]
    return Screen(
        title=t("Which unit?"),
        text=t("Choose one, or type its name; the units below it are included."),
        buttons=_choices(buttons, page, partial(ChooseKind, kind=TargetKind.UNIT), t),
    )


def ask_namesake(name: str, people: Sequence[Candidate], page: int, t: Texts) -> Screen:
    buttons = [
        Button(label, ChooseNamesake(person_id=person.person_id))
        for person, label in zip(people, _told_apart(people), strict=True)
    ]
    return Screen(
        title=t("Which {name}?", name=name),
        text=t("Several people have this name. Choose one with a button."),
        buttons=_choices(buttons, page, ShowNamesakes, t),
    )


def _told_apart(people: Sequence[Candidate]) -> list[str]:
    """By unit and post, and where these are the same by the end of the number."""
    labels = [f"{person.unit} · {person.post}" for person in people]
    return [
        label if labels.count(label) == 1 else f"{label} · {person.phone_end}"
        for person, label in zip(people, labels, strict=True)
    ]


def _choices(
    buttons: Sequence[Button], page: int, turn: Callable[..., CallbackData], t: Texts
) -> tuple[Row, ...]:
    """`turn` makes the button of another page."""
    last = max(0, (len(buttons) - 1) // _CHOICES)
    page = max(0, min(page, last))
    back = Button(t("Back"), AskWhom())
    before = Button(t("Previous page"), turn(page=page - 1)) if page else back
    after = (Button(t("Next page"), turn(page=page + 1)),) if page < last else ()
    shown = buttons[page * _CHOICES : (page + 1) * _CHOICES]
    return (*column(shown), (before, *after), cancel_row(t))


@explain.register
def names_unknown(error: NamesUnknown, t: Texts) -> Screen:
    return Screen(
        text=t(
            "Among yours there is no person, post or unit named {names}. Check the name.",
            names=t.listed(error.names),
        ),
        alert=True,
    )


@explain.register
def nobody_there(_error: NobodyThere, t: Texts) -> Screen:
    return Screen(
        text=t("There is nobody to whom this could be handed. Choose others."), alert=True
    )
