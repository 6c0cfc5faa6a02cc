"""A screen is a text and its buttons; the edge decides whether it is sent or replaces another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import singledispatch

from aiogram.filters.callback_data import CallbackData

from domain.document import Document
from domain.notice import Notice, Owed
from domain.registration import Entry
from views.texts import Texts

MAX_BUTTONS = 6
"""What every messenger can show under one message."""


@dataclass(frozen=True)
class Button:
    label: str
    press: CallbackData


Row = tuple[Button, ...]


@dataclass(frozen=True, kw_only=True)
class Screen:
    """`title` is shown bold above the text.

    `alert` pops up over a pressed message, `anew` is sent below it: both leave it as it is
    (`ends` takes its buttons away); `asks_contact` and
    `asks_location` are labels of the platform's own buttons; `photo` and `file` are ids of the
    platform, `document` is a file of our own making: each has the text below it; `menu` comes
    along with a notice. What `forgets_keyboard` and has buttons sends its title apart.
    """

    text: str
    title: str = ""
    buttons: Sequence[Row] = ()
    photo: str | None = None
    document: Document | None = None
    file: str | None = None
    asks_contact: str | None = None
    asks_location: str | None = None
    forgets_keyboard: bool = False
    menu: "Menu | None" = None
    alert: bool = False
    ends: bool = False
    anew: bool = False

    @property
    def whole(self) -> str:
        """Title and text as one."""
        return f"{self.title}\n{self.text}".strip() if self.title else self.text


@dataclass(frozen=True, kw_only=True)
class Menu:
    """The commands offered to one person: name and description; none takes the menu away."""

    commands: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, kw_only=True)
class Reply:
    """A screen for the one who asked, and notices for those who must hear too.

    `settles` are keys of earlier notices to the same person whose buttons this answers; `entry`
    is what the log says of somebody at the door.
    """

    screen: Screen
    notices: Sequence[Owed] = field(default=())
    menu: Menu | None = None
    settles: Sequence[str] = ()
    entry: Entry | None = None


@singledispatch
def render(notice: Notice, t: Texts) -> Screen:
    raise NotImplementedError(f"no view renders {type(notice).__name__}")


@singledispatch
def explain(error: Exception, t: Texts) -> Screen:
    raise NotImplementedError(f"no view explains {type(error).__name__}")


def column(buttons: Iterable[Button]) -> tuple[Row, ...]:
    return tuple((button,) for button in buttons)


def pairs(buttons: Iterable[Button]) -> tuple[Row, ...]:
    laid = tuple(buttons)
    return tuple(laid[at : at + 2] for at in range(0, len(laid), 2))


def shortened(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
