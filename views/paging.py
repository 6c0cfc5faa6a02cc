"""Turning the pages of a long list."""

from collections.abc import Callable, Sequence

from aiogram.filters.callback_data import CallbackData

from views.screen import Button, Row
from views.texts import Texts


def page_buttons(
    page: int, *, pages: int, turn: Callable[[int], CallbackData], t: Texts
) -> Sequence[Row]:
    row = [
        *([Button(t("Previous"), turn(page - 1))] if page > 0 else []),
        *([Button(t("Next"), turn(page + 1))] if page + 1 < pages else []),
    ]
    return (tuple(row),) if row else ()


def page_line(page: int, *, pages: int, t: Texts) -> list[str]:
    return ["", t("Page {page} of {pages}", page=page + 1, pages=pages)] if pages > 1 else []
