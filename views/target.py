"""For whom a task or a notice is: four ways of saying it, and people of one name told apart."""

from collections.abc import Sequence
from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from domain.dispatch import Candidate, NamesUnknown, NobodyThere, TargetKind
from views.help import cancel_row
from views.paging import choices
from views.screen import Button, Screen, explain, pairs, shortened
from views.texts import N_, Texts

_LABEL = 30


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
        buttons=((_back(t), *cancel_row(t)),),
    )


def ask_post(posts: Sequence[str], page: int, t: Texts) -> Screen:
    return Screen(
        title=t("Which post?"),
        text=t("Choose one, or type it."),
        buttons=choices(
            list(enumerate(posts)),
            page,
            pick=lambda at: ChoosePost(at=at),
            turn=lambda to: ChooseKind(kind=TargetKind.POST, page=to),
            t=t,
            back=_back(t),
        ),
    )


def ask_unit(units: Sequence[tuple[int, str]], page: int, t: Texts) -> Screen:
    return Screen(
        title=t("Which unit?"),
        text=t("Choose one, or type its name; the units below it are included."),
        buttons=choices(
            units,
            page,
            pick=lambda unit_id: ChooseUnit(unit_id=unit_id),
            turn=lambda to: ChooseKind(kind=TargetKind.UNIT, page=to),
            t=t,
            back=_back(t),
        ),
    )


def ask_namesake(name: str, people: Sequence[Candidate], page: int, t: Texts) -> Screen:
    return Screen(
        title=t("Which {name}?", name=name),
        text=t("Several people have this name. Choose one with a button."),
        buttons=choices(
            _told_apart(people),
            page,
            pick=lambda person_id: ChooseNamesake(person_id=person_id),
            turn=lambda to: ShowNamesakes(page=to),
            t=t,
            back=_back(t),
        ),
    )


def _told_apart(people: Sequence[Candidate]) -> list[tuple[int, str]]:
    """By unit and post, and where these are the same by the end of the number."""
    labels = [shortened(f"{person.unit} · {person.post}", _LABEL) for person in people]
    return [
        (person.person_id, label if labels.count(label) == 1 else f"{label} · {person.phone_end}")
        for person, label in zip(people, labels, strict=True)
    ]


def _back(t: Texts) -> Button:
    return Button(t("Back"), AskWhom())


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
