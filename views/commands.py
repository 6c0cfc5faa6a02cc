"""The commands of the chat, as the menu and /help name them."""

from collections.abc import Iterator, Sequence
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.office import Member, Role
from views.screen import Button, Menu, Row, pairs
from views.texts import N_, Texts

EVERYONE = (
    ("help", N_("everything you can use here")),
    ("me", N_("what is kept about you, and who looked at it")),
    ("complain", N_("tell the administrators of a problem")),
    ("language", N_("Chinese or English")),
    ("cancel", N_("leave what we are talking about")),
)
AUXILIARY = (
    ("today", N_("your day: roll call, tasks, trainings")),
    ("checkin", N_("check in, also in one line: /checkin Gate 3: all calm")),
    ("leave", N_("ask for leave")),
    ("review", N_("the evening review")),
    ("rota", N_("your shifts, and swapping them")),
    ("training", N_("trainings to come")),
)
SUPERVISOR = (
    ("summary", N_("a day, week or month in figures")),
    ("absent", N_("who did not answer the roll")),
    ("roster", N_("find people of your units")),
    ("history", N_("what has changed for somebody")),
    ("grant", N_("give somebody a role")),
    ("revoke", N_("take a role back")),
    ("import", N_("the roster from a spreadsheet")),
    ("rollcall", N_("open an extra roll call")),
    ("dispatch", N_("hand out a task")),
    ("reviews", N_("remark on the day's reviews")),
    ("broadcast", N_("tell many something, and see who has read it")),
    ("leave", N_("who is away, and requests for leave")),
    ("export", N_("figures as a spreadsheet")),
    ("training", N_("schedule a training")),
    ("fence", N_("the place at the roll call")),
    ("hours", N_("roll call and review hours")),
    ("calendar", N_("workdays, changed days, special periods")),
    ("rota", N_("shifts and days off of a unit")),
)
ADMINISTRATOR = (("units", N_("the office's units, and ending one")),)

AT_HAND = {
    "today": N_("My day"),
    "checkin": N_("Check in"),
    "leave": N_("Leave"),
    "review": N_("Evening review"),
    "training": N_("Training"),
    "summary": N_("Figures"),
    "absent": N_("Who is missing"),
    "dispatch": N_("Hand out a task"),
    "reviews": N_("Read the reviews"),
    "roster": N_("Roster"),
}
"""What one press may open without asking first: nothing that others would hear of."""
_DAY = ("today", "checkin", "leave", "review", "training")
_FIGURES = ("summary", "absent", "dispatch", "reviews", "roster")
_BOTH = ("today", "leave", "summary", "absent", "dispatch")


GROUPS = (
    (
        N_("Every day"),
        ("today", "checkin", "leave", "review", "rollcall", "absent", "summary", "reviews"),
    ),
    (N_("Tasks, notices, training"), ("dispatch", "broadcast", "training")),
    (N_("People and figures"), ("roster", "history", "grant", "revoke", "import", "export")),
    (N_("Hours and calendar of a unit"), ("hours", "calendar", "rota", "fence", "units")),
    (N_("Yourself"), ("me", "complain", "language", "help", "cancel")),
)
"""Of what leads others; an auxiliary has few enough for one list."""


class OpenCommand(CallbackData, prefix="open"):
    """A command under a thumb: nobody has to type a slash."""

    name: str


class ShowAll(CallbackData, prefix="all"):
    """Everything one may use; of what is in groups, one of them."""

    group: Annotated[int, Field(ge=0, lt=len(GROUPS))] | None = None


def at_hand(me: Member, t: Texts) -> tuple[Row, ...]:
    """The buttons that lead on from wherever somebody got lost."""
    return pairs([*day_buttons(me, t), Button(t("All I can do"), ShowAll())])


def day_buttons(me: Member, t: Texts) -> list[Button]:
    return [Button(t(AT_HAND[name]), OpenCommand(name=name)) for name in of_the_day(me)]


def of_the_day(me: Member) -> Sequence[str]:
    """The few commands that this person needs on most days; none for a liaison alone."""
    works = me.is_any({Role.AUXILIARY})
    if not leads(me):
        return _DAY if works else ()
    return _BOTH if works else _FIGURES


def leads(me: Member) -> bool:
    return me.is_any({Role.SUPERVISOR, Role.ADMINISTRATOR})


def offered(me: Member) -> Sequence[tuple[str, str]]:
    """What this person may use, each once; a supervisor's meaning of a command goes first."""
    chosen: dict[str, str] = {}
    if leads(me):
        chosen |= dict(SUPERVISOR)
    if me.is_any({Role.ADMINISTRATOR}):
        chosen |= dict(ADMINISTRATOR)
    if me.is_any({Role.AUXILIARY}):
        chosen = dict(AUXILIARY) | chosen
    return tuple((chosen | dict(EVERYONE)).items())


def in_group(me: Member, group: int) -> Iterator[tuple[str, str]]:
    mine = dict(offered(me))
    _, names = GROUPS[group]
    return ((name, mine[name]) for name in names if name in mine)


def menu(me: Member, t: Texts) -> Menu:
    return Menu(commands=tuple((name, t(text)) for name, text in offered(me)))
