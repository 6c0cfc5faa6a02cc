"""Turning the pages of a long list."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from aiogram.filters.callback_data import CallbackData

from domain.people import page_within
from views.help import cancel_row
from views.screen import Button, Row, column, shortened
from views.texts import Texts

CHOICES = 3
LABEL = 40
Item = TypeVar("Item")


def page_of(items: Sequence[Item], page: int, *, size: int) -> tuple[Sequence[Item], int, int]:
    """What stands on this page, or on the last there is; which that is, and of how many."""
    page = page_within(page, count=len(items), size=size)
    return items[page * size :][:size], page, max(1, -(-len(items) // size))


def turn_buttons(
    page: int,
    *,
    pages: int,
    turn: Callable[[int], CallbackData],
    t: Texts,
    back: Button | None = None,
) -> Row:
    """`back` stands on the first page, where no button leads to one before."""
    before = Button(t("Previous"), turn(page - 1)) if page > 0 else back
    after = Button(t("Next"), turn(page + 1)) if page + 1 < pages else None
    return tuple(button for button in (before, after) if button)


def page_buttons(
    page: int, *, pages: int, turn: Callable[[int], CallbackData], t: Texts
) -> Sequence[Row]:
    row = turn_buttons(page, pages=pages, turn=turn, t=t)
    return (row,) if row else ()


def choices(
    named: Sequence[tuple[int, str]],
    page: int,
    *,
    pick: Callable[[int], CallbackData],
    turn: Callable[[int], CallbackData],
    t: Texts,
    back: Button | None = None,
) -> Sequence[Row]:
    """One of a list by its id and name, three to a page, or none of them."""
    shown, page, pages = page_of(named, page, size=CHOICES)
    buttons = (Button(shortened(name, LABEL), pick(at)) for at, name in shown)
    turns = turn_buttons(page, pages=pages, turn=turn, t=t, back=back)
    return tuple(row for row in (*column(buttons), turns, cancel_row(t)) if row)


def page_line(page: int, *, pages: int, t: Texts) -> list[str]:
    return ["", t("Page {page} of {pages}", page=page + 1, pages=pages)] if pages > 1 else []
