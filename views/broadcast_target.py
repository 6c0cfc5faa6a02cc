"""For whom a broadcast is: everyone, a unit, a post, or people by name."""

from collections.abc import Callable, Sequence

from aiogram.filters.callback_data import CallbackData

from domain.dispatch import Candidate, TargetKind
from views.help import cancel_row
from views.screen import Button, Row, Screen, column, pairs, shortened
from views.texts import Texts

_LABEL = 40
_CHOICES = 3


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
    buttons = [Button(shortened(post, _LABEL), ToldPost(at=at)) for at, post in enumerate(posts)]
    return Screen(
        title=t("Which post shall get the notice?"),
        text=t("Choose one, or type it."),
        buttons=_paged(buttons, page, lambda to: ToldKind(kind=TargetKind.POST, page=to), t),
    )


def ask_unit(units: Sequence[tuple[int, str]], page: int, t: Texts) -> Screen:
    buttons = [Button(shortened(name, _LABEL), ToldUnit(unit_id=at)) for at, name in units]
    return Screen(
        title=t("Which unit shall get the notice?"),
        text=t("Choose one, or type its name; the units below it are included."),
        buttons=_paged(buttons, page, lambda to: ToldKind(kind=TargetKind.UNIT, page=to), t),
    )


def ask_namesake(name: str, people: Sequence[Candidate], page: int, t: Texts) -> Screen:
    labels = [f"{person.unit} · {person.post}" for person in people]
    buttons = [
        Button(
            label if labels.count(label) == 1 else f"{label} · {person.phone_end}",
            ToldNamesake(person_id=person.person_id),
        )
        for person, label in zip(people, labels, strict=True)
    ]
    return Screen(
        title=t("Which {name}?", name=name),
        text=t("Several people have this name. Choose one with a button."),
        buttons=_paged(buttons, page, lambda to: TurnNamesakes(page=to), t),
    )


def _paged(
    buttons: Sequence[Button], page: int, turn: Callable[[int], CallbackData], t: Texts
) -> tuple[Row, ...]:
    last = max(0, (len(buttons) - 1) // _CHOICES)
    page = max(0, min(page, last))
    back = Button(t("Back"), AskAudience())
    before = Button(t("Previous page"), turn(page - 1)) if page else back
    after = (Button(t("Next page"), turn(page + 1)),) if page < last else ()
    shown = buttons[page * _CHOICES : (page + 1) * _CHOICES]
    return (*column(shown), (before, *after), cancel_row(t))
