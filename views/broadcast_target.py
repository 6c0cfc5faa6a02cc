"""For whom a broadcast is: everyone, a unit, a post, or people by name."""

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData

from domain.dispatch import Candidate, TargetKind
from views.help import cancel_row
from views.screen import Button, Screen, pairs, shortened
from views.target_choice import LABEL, choices, told_apart
from views.texts import Texts


class ToldKind(CallbackData, prefix="bkind"):
    kind: TargetKind
    page: int = 0


class AskAudience(CallbackData, prefix="bwhom"):
    """Back to the four ways of saying for whom."""


class ToldPost(CallbackData, prefix="bpost"):
    """The place in the list that was shown."""

    at: int


class ToldUnit(CallbackData, prefix="bunit"):
    unit_id: int


class ToldNamesake(CallbackData, prefix="bperson"):
    person_id: int


class TurnNamesakes(CallbackData, prefix="bsame"):
    page: int


def ask_whom(t: Texts) -> Screen:
    ways = (
        Button(t("Everyone in my units"), ToldKind(kind=TargetKind.EVERYONE)),
        Button(t("By unit"), ToldKind(kind=TargetKind.UNIT)),
        Button(t("By post"), ToldKind(kind=TargetKind.POST)),
        Button(t("By name"), ToldKind(kind=TargetKind.PEOPLE)),
    )
    return Screen(
        title=t("Who shall get the notice?"),
        text=t("Choose, or type names, a post or a unit."),
        buttons=(*pairs(ways), cancel_row(t)),
    )


def ask_names(t: Texts) -> Screen:
    return Screen(
        title=t("Who shall get the notice?"),
        text=t("Type the names, with spaces or commas between them."),
        buttons=((Button(t("Back"), AskAudience()), *cancel_row(t)),),
    )


def ask_post(posts: Sequence[str], page: int, t: Texts) -> Screen:
    buttons = [Button(shortened(post, LABEL), ToldPost(at=at)) for at, post in enumerate(posts)]
    return Screen(
        title=t("Which post shall get the notice?"),
        text=t("Choose one, or type it."),
        buttons=choices(
            buttons,
            page,
            turn=lambda to: ToldKind(kind=TargetKind.POST, page=to),
            back=AskAudience(),
            t=t,
        ),
    )


def ask_unit(units: Sequence[tuple[int, str]], page: int, t: Texts) -> Screen:
    buttons = [Button(shortened(name, LABEL), ToldUnit(unit_id=at)) for at, name in units]
    return Screen(
        title=t("Which unit shall get the notice?"),
        text=t("Choose one, or type its name; the units below it are included."),
        buttons=choices(
            buttons,
            page,
            turn=lambda to: ToldKind(kind=TargetKind.UNIT, page=to),
            back=AskAudience(),
            t=t,
        ),
    )


def ask_namesake(name: str, people: Sequence[Candidate], page: int, t: Texts) -> Screen:
    buttons = [
        Button(label, ToldNamesake(person_id=person.person_id))
        for person, label in zip(people, told_apart(people), strict=True)
    ]
    return Screen(
        title=t("Which {name}?", name=name),
        text=t("Several people have this name. Choose one with a button."),
        buttons=choices(
            buttons, page, turn=lambda to: TurnNamesakes(page=to), back=AskAudience(), t=t
        ),
    )
