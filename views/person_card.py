"""One person as their supervisor sees them, the ways to change something, and their history."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from aiogram.filters.callback_data import CallbackData

from domain.burden import MOST
from domain.office import Role
from domain.people import Listed
from domain.transfer import (
    PAGE,
    Card,
    Change,
    Entry,
    History,
    HistoryOfWhom,
    TransferState,
    WhyRevoked,
)
from views.appointment import AskRoles
from views.paging import page_buttons, page_line
from views.screen import Button, Row, Screen, column, explain, pairs
from views.texts import Texts
from views.words import retold, word


class ShowPerson(CallbackData, prefix="person"):
    person_id: int


class AskChange(CallbackData, prefix="pchange"):
    person_id: int
    change: Change


class ShowMore(CallbackData, prefix="pmore"):
    """What is rarely changed of a person."""

    person_id: int


class CallOff(CallbackData, prefix="pstays"):
    """The person stays after all."""

    person_id: int


class ShowHistory(CallbackData, prefix="phistory"):
    person_id: int
    page: int = 0


def card(person: Card, asked: int, t: Texts) -> Screen:
    return Screen(
        title=person.name,
        text="\n".join(fact for fact in (*_facts(person, t), _asked(asked, t)) if fact),
        buttons=_buttons(person, t),
        anew=True,
    )


def _asked(asked: int, t: Texts) -> str:
    if not asked:
        return ""
    return t("Asked today: {asked} times (at most {most})", asked=asked, most=MOST)


def _facts(person: Card, t: Texts) -> Iterator[str]:
    yield t("Unit: {unit}", unit=person.unit) if person.unit else ""
    yield t("Post: {post}", post=person.post) if person.post else ""
    yield t("Main duty: {duty}", duty=person.main_duty) if person.main_duty else ""
    secondary = person.secondary_duties
    yield t("Secondary duties: {duties}", duties=secondary) if secondary else ""
    yield t("Employer: {employer}", employer=person.employer) if person.employer else ""
    yield t("Origin: {origin}", origin=person.origin) if person.origin else ""
    yield t("Role: {roles}", roles=t.listed(word(Role(role), t) for role in person.roles))
    yield t("Today: {state}", state=t.listed(_today(person, t)))
    if person.leaves:
        yield t("Leaves the service on {day}", day=t.day(person.leaves))


def _today(person: Card, t: Texts) -> Iterator[str]:
    if not person.active:
        yield t("no longer in service")
        return
    if not person.is_registered:
        yield t("not registered in the chat yet")
    elif not person.is_reachable:
        yield t("messages do not arrive")
    if person.today:
        yield word(person.today, t)
    elif person.is_registered:
        yield t("no roll call so far")


def _buttons(person: Card, t: Texts) -> tuple[Row, ...]:
    history = Button(t("History"), ShowHistory(person_id=person.person_id))
    if not person.may_change:
        return ((history,),)

    def asks(label: str, change: Change) -> Button:
        return Button(label, AskChange(person_id=person.person_id, change=change))

    leaving = asks(t("End the service"), Change.LEFT)
    if person.leaves:
        leaving = Button(t("Stays after all"), CallOff(person_id=person.person_id))
    changes = (
        asks(t("Move"), Change.MOVED),
        asks(t("Post"), Change.POST),
        asks(t("Duties"), Change.DUTIES),
        leaving,
    )
    more = Button(t("More"), ShowMore(person_id=person.person_id))
    return (*pairs(changes), (history, more))


def more(person: Card, t: Texts) -> Screen:
    change = AskChange(person_id=person.person_id, change=Change.PHONE)
    buttons = (
        Button(t("Roles"), AskRoles(person_id=person.person_id)),
        Button(t("Change the number"), change),
        Button(t("Back"), ShowPerson(person_id=person.person_id)),
    )
    return Screen(
        title=person.name, text=t("What shall be changed?"), buttons=pairs(buttons), anew=True
    )


def stays(name: str, t: Texts) -> Screen:
    return Screen(text=t("{name} stays; the end of the service is called off.", name=name))


def which_one(people: Sequence[Listed], t: Texts) -> Screen:
    buttons = (
        Button(
            " · ".join(fact for fact in (each.name, each.unit) if fact),
            ShowHistory(person_id=each.person_id),
        )
        for each in people
    )
    return Screen(text=t("Whose history? Please press one."), buttons=column(buttons))


def history_screen(found: History, t: Texts) -> Screen:
    pages = -(-found.count // PAGE)
    lines = [_line(entry, t) for entry in found.entries]
    return Screen(
        title=t("History of {name}", name=found.name),
        text="\n".join([*lines, *page_line(found.page, pages=pages, t=t)])
        or t("Nothing has been written down yet."),
        buttons=page_buttons(
            found.page,
            pages=pages,
            turn=lambda page: ShowHistory(person_id=found.person_id, page=page),
            t=t,
        ),
    )


def _line(entry: Entry, t: Texts) -> str:
    told = [
        f"{t.dated(entry.day)} {word(entry.change, t)}",
        _what(entry, t),
        retold(entry.reason, t),
        {
            TransferState.PLANNED: t("planned"),
            TransferState.CANCELLED: t("called off"),
        }.get(entry.state, ""),
        _by(entry, t),
    ]
    return " · ".join(part for part in told if part)


def _by(entry: Entry, t: Texts) -> str:
    if entry.by:
        return t("by {name}", name=entry.by)
    return "" if entry.reason == WhyRevoked.TERM_OVER else t("by a file of the office")


def _what(entry: Entry, t: Texts) -> str:
    if entry.before and entry.after:
        return change_said(entry.change, entry.before, entry.after, t)
    return entry.after or entry.before


def change_said(change: Change, before: str, after: str, t: Texts) -> str:
    """Of a move only what differs: both units may lie in one street."""
    if change is Change.MOVED:
        levels = zip(before.split()[:-1], after.split()[:-1], strict=False)
        shared = len(list(takewhile(lambda pair: pair[0] == pair[1], levels)))
        before, after = (" ".join(unit.split()[shared:]) for unit in (before, after))
    nothing = t("(none)")
    return f"{before or nothing} → {after or nothing}"


@explain.register
def history_of_whom(_error: HistoryOfWhom, t: Texts) -> Screen:
    return Screen(
        text=t("Whose history? Send the name alone, and press “History” below the card.")
    )
