"""For whom a task is: the four ways of saying it, and people of one name told apart."""

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData

from domain.dispatch import Candidate, NamesUnknown, NobodyThere, TargetKind
from views.help import cancel_row
from views.screen import Button, Screen, explain, pairs, shortened
from views.target_choice import LABEL, choices, told_apart
from views.texts import Texts


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


def ask_whom(t: Texts) -> Screen:
    kinds = (
        Button(t("Everyone expected today"), ChooseKind(kind=TargetKind.EVERYONE)),
        Button(t("By post"), ChooseKind(kind=TargetKind.POST)),
        Button(t("By name"), ChooseKind(kind=TargetKind.PEOPLE)),
        Button(t("By unit"), ChooseKind(kind=TargetKind.UNIT)),
    )
    return Screen(
        title=t("For whom?"),
        text=t("Choose, or type names, a post or a unit."),
        buttons=(*pairs(kinds), cancel_row(t)),
    )


def ask_names(t: Texts) -> Screen:
    return Screen(
        title=t("For whom?"),
        text=t("Type the names, with spaces or commas between them."),
        buttons=((Button(t("Back"), AskWhom()), *cancel_row(t)),),
    )


def ask_post(posts: Sequence[str], page: int, t: Texts) -> Screen:
    buttons = [Button(shortened(post, LABEL), ChoosePost(at=at)) for at, post in enumerate(posts)]
    return Screen(
        title=t("To which post?"),
        text=t("Choose one, or type it."),
        buttons=choices(
            buttons,
            page,
            turn=lambda to: ChooseKind(kind=TargetKind.POST, page=to),
            back=AskWhom(),
            t=t,
        ),
    )


def ask_unit(units: Sequence[tuple[int, str]], page: int, t: Texts) -> Screen:
    buttons = [Button(shortened(name, LABEL), ChooseUnit(unit_id=at)) for at, name in units]
    return Screen(
        title=t("To which unit?"),
        text=t("Choose one, or type its name; the units below it are included."),
        buttons=choices(
            buttons,
            page,
            turn=lambda to: ChooseKind(kind=TargetKind.UNIT, page=to),
            back=AskWhom(),
            t=t,
        ),
    )


def ask_namesake(name: str, people: Sequence[Candidate], page: int, t: Texts) -> Screen:
    buttons = [
        Button(label, ChooseNamesake(person_id=person.person_id))
        for person, label in zip(people, told_apart(people), strict=True)
    ]
    return Screen(
        title=t("Which {name}?", name=name),
        text=t("Several people have this name. Choose one with a button."),
        buttons=choices(
            buttons, page, turn=lambda to: ShowNamesakes(page=to), back=AskWhom(), t=t
        ),
    )


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
