"""The commands of the chat, as the menu and /help name them."""

from collections.abc import Sequence

from domain.office import Member, Role
from views.screen import Menu
from views.texts import N_, Texts

EVERYONE = (
    ("help", N_("everything you can use here")),
    ("me", N_("what the roster says about you")),
    ("language", N_("Chinese or English")),
    ("cancel", N_("leave what we are talking about")),
)
AUXILIARY = (
    ("today", N_("your day: roll call, tasks, trainings")),
    ("checkin", N_("check in where you are")),
    ("leave", N_("ask for leave")),
    ("review", N_("the evening review")),
    ("training", N_("trainings to come")),
)
SUPERVISOR = (
    ("summary", N_("a day, week or month in figures")),
    ("absent", N_("who did not answer the roll")),
    ("roster", N_("find people of your units")),
    ("import", N_("the roster from a spreadsheet")),
    ("rollcall", N_("open an extra roll call")),
    ("dispatch", N_("hand out a task")),
    ("reviews", N_("remark on the day's reviews")),
    ("training", N_("schedule a training")),
    ("hours", N_("roll call and review hours")),
)


def offered(me: Member) -> Sequence[tuple[str, str]]:
    """What this person may use, each once; a supervisor's meaning of a command goes first."""
    chosen: dict[str, str] = {}
    if me.is_any({Role.SUPERVISOR, Role.ADMINISTRATOR}):
        chosen |= dict(SUPERVISOR)
    if me.is_any({Role.AUXILIARY}):
        chosen = dict(AUXILIARY) | chosen
    return tuple((chosen | dict(EVERYONE)).items())


def menu(me: Member, t: Texts) -> Menu:
    return Menu(commands=tuple((name, t(text)) for name, text in offered(me)))
