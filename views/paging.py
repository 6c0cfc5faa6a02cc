"""Turning the pages of a long list."""

from collections.abc import Callable, Sequence

from aiogram.filters.callback_data import CallbackData

from domain.people import page_within
from views.help import cancel_row
from views.screen import Button, Row, column, shortened
from views.texts import Texts

CHOICES = 3
LABEL = 40


def page_buttons(
    page: int, *, pages: int, turn: Callable[[int], CallbackData], t: Texts
) -> Sequence[Row]:
    row = [
        *([Button(t("Previous"), turn(page - 1))] if page > 0 else []),
        *([Button(t("Next"), turn(page + 1))] if page + 1 < pages else []),
    ]
    return (tuple(row),) if row else ()


def choices(
    named: Sequence[tuple[int, str]],
    page: int,
    *,
    pick: Callable[[int], CallbackData],
    turn: Callable[[int], CallbackData],
    t: Texts,
) -> Sequence[Row]:
    """One of a list by its id and name, three to a page, or none of them."""
    pages = -(-len(named) // CHOICES)
    page = page_within(page, count=len(named), size=CHOICES)
    shown = named[page * CHOICES : (page + 1) * CHOICES]
    buttons = (Button(shortened(name, LABEL), pick(at)) for at, name in shown)
    return (*column(buttons), *page_buttons(page, pages=pages, turn=turn, t=t), cancel_row(t))


def page_line(page: int, *, pages: int, t: Texts) -> list[str]:
    return ["", t("Page {page} of {pages}", page=page + 1, pages=pages)] if pages > 1 else []
