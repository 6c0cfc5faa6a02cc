"""Choosing for whom something is: three on a page, and people of one name told apart."""

from collections.abc import Callable, Sequence

from aiogram.filters.callback_data import CallbackData

from domain.dispatch import Candidate
from views.help import cancel_row
from views.screen import Button, Row, column
from views.texts import Texts

LABEL = 40
_CHOICES = 3


def told_apart(people: Sequence[Candidate]) -> list[str]:
    """By unit and post, and where these are the same by the end of the number."""
    labels = [f"{person.unit} · {person.post}" for person in people]
    return [
        label if labels.count(label) == 1 else f"{label} · {person.phone_end}"
        for person, label in zip(people, labels, strict=True)
    ]


def choices(
    buttons: Sequence[Button],
    page: int,
    *,
    turn: Callable[[int], CallbackData],
    back: CallbackData,
    t: Texts,
) -> tuple[Row, ...]:
    last = max(0, (len(buttons) - 1) // _CHOICES)
    page = max(0, min(page, last))
    before = Button(t("Previous page"), turn(page - 1)) if page else Button(t("Back"), back)
    after = (Button(t("Next page"), turn(page + 1)),) if page < last else ()
    shown = buttons[page * _CHOICES : (page + 1) * _CHOICES]
    return (*column(shown), (before, *after), cancel_row(t))
