"""The roster as supervisors look people up in it."""

from aiogram.filters.callback_data import CallbackData

from domain.office import Role
from domain.people import PAGE, Listed, PeoplePage
from domain.roll_call import Attendance
from views.paging import page_buttons, page_line
from views.person_card import ShowPerson
from views.screen import Button, Screen, column
from views.texts import Texts
from views.words import word


class FindPeople(CallbackData, prefix="people"):
    page: int
    part: str = ""


def people_screen(found: PeoplePage, t: Texts) -> Screen:
    if not found.people:
        return _nobody(found, t)
    pages = -(-found.count // PAGE)
    first = found.page * PAGE + 1
    lines = [_line(at, person, t) for at, person in enumerate(found.people, start=first)]
    return Screen(
        title=_title(found, t),
        text="\n".join([*lines, *_hint(found.page, pages, t)]),
        buttons=(
            *column(_open(at, person) for at, person in enumerate(found.people, start=first)),
            *page_buttons(
                found.page,
                pages=pages,
                turn=lambda page: FindPeople(page=page, part=found.part),
                t=t,
            ),
        ),
    )


def _hint(page: int, pages: int, t: Texts) -> list[str]:
    """Nobody turns a hundred people over to find one."""
    turns = page_line(page, pages=pages, t=t)
    return [*turns, t("To find somebody, send the name or a part of it.")] if turns else []


def _open(number: int, person: Listed) -> Button:
    return Button(f"{number}. {person.name}", ShowPerson(person_id=person.person_id))


def _title(found: PeoplePage, t: Texts) -> str:
    if not found.part:
        return t.plural("Roster: {n} person", "Roster: {n} people", found.count)
    return t.plural(
        "Roster, “{part}”: {n} person",
        "Roster, “{part}”: {n} people",
        found.count,
        part=found.part,
    )


def _nobody(found: PeoplePage, t: Texts) -> Screen:
    if not found.part:
        return Screen(text=t("There is nobody on the roster of your units yet."))
    return Screen(
        text=t(
            "Nobody of your units has “{part}” in the name. Check how it is written, or send"
            " /roster for all.",
            part=found.part,
        )
    )


def _line(number: int, person: Listed, t: Texts) -> str:
    roles = [word(role, t) for role in person.roles if role is not Role.AUXILIARY]
    facts = [person.name, person.post, person.unit, *roles, *_marks(person, t)]
    return f"{number}. " + " · ".join(fact for fact in facts if fact)


def _marks(person: Listed, t: Texts) -> list[str]:
    if not person.is_registered:
        return [word(Attendance.NOT_REGISTERED, t)]
    today = [word(person.today, t)] if person.today else []
    return today if person.is_reachable else [*today, t("messages do not arrive")]
