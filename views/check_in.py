"""Asking where somebody is and what they do there, and saying that it was written down."""

from collections.abc import Sequence
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.check_in import CheckedIn
from views.help import cancel_row
from views.screen import Button, Screen, column, shortened
from views.texts import Texts

LONGEST_LABEL = 24


class PickPlace(CallbackData, prefix="checkin-place"):
    """A place of an earlier check-in of the same person."""

    check_in_id: Annotated[int, Field(ge=1, lt=2**31)]


class SkipNote(CallbackData, prefix="checkin-skip"):
    """No more to say than the place."""


def ask_place(places: Sequence[tuple[int, str]], t: Texts) -> Screen:
    again = [
        Button(shortened(name, LONGEST_LABEL), PickPlace(check_in_id=row)) for row, name in places
    ]
    return Screen(
        title=t("Check-in"),
        text=t(
            "Where are you? Type the place, or send your location: only that you shared it is"
            " kept, never where you are on the map."
        ),
        buttons=(*column(again), cancel_row(t)),
    )


def ask_note(place: str, t: Texts, *, in_one_line: bool = False) -> Screen:
    """Several words that came `in_one_line` with the command may hold the answer already."""
    asked = t("What are you doing there? Type it, send a photo, or skip.")
    apart = t("To say both in one line, put a colon between: /checkin Gate 3: all calm")
    return Screen(
        title=t("Check-in at {place}", place=place),
        text=f"{asked}\n{apart}" if in_one_line else asked,
        buttons=((Button(t("Skip"), SkipNote()),), cancel_row(t)),
    )


def shared_location(t: Texts) -> str:
    return t("shared location")


def noted(done: CheckedIn, t: Texts) -> Screen:
    lines = [done.note] if done.note else []
    lines += [t("With a photo.")] if done.has_photo else []
    lines.append(t.plural("Check-in {n} of today.", "Check-in {n} of today.", done.count))
    return Screen(
        title=t("Checked in: {place} {time}", place=done.place, time=t.time(done.at)),
        text="\n".join(lines),
    )
