"""Hiring the invented people the way of a real roster, and registering most of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import EVERYWHERE, Member, Role, Scope
from domain.roster import read_roster
from domain.seeding import UNREGISTERED, Player, of_people
from domain.seeding_roster import invented_roster
from models import roster, seeding
from models.columns import update_rows
from models.person import Person
from models.roster import Entry
from models.unit import Unit, units_in
from services.roster_import import import_roster

_STREET, _COMMUNITY = 2, 3
"""How many units there are from the top."""
REGISTERING = timedelta(days=5)
"""How long the people of a new office take to register."""
LANGUAGE = "zh"


@dataclass(frozen=True, kw_only=True)
class Hand:
    """One of the staff; `units` are the names of their places from the top."""

    me: Member
    phone: str
    telegram_id: int
    is_registered: bool
    units: tuple[str, ...]
    holds: tuple[str, ...]

    @property
    def is_led(self) -> bool:
        """Neither a supervisor nor a liaison or administrator."""
        return self.me.roles == {Role.AUXILIARY}

    @property
    def street(self) -> str:
        return _cut(self.me.unit_path, _STREET)

    @property
    def community(self) -> str:
        return _cut(self.me.unit_path, _COMMUNITY)

    def player(self) -> Player:
        return Player(
            name=self.me.name,
            phone=self.phone,
            telegram_id=self.telegram_id,
            is_registered=self.is_registered,
            post=self.me.post,
            unit=" ".join(self.units),
            roles=self.me.roles,
            holds=self.holds,
        )


@dataclass(frozen=True)
class Staff:
    """Everybody by the id of their row, and the supervisors by the paths they hold."""

    hands: Mapping[int, Hand]
    chiefs: Mapping[str, Member]

    def chief_of(self, hand: Hand) -> Member:
        """The nearest supervisor: of the community, or else of the street."""
        return self.chiefs.get(hand.community) or self.chiefs[hand.street]

    @property
    def heads(self) -> list[Member]:
        """The supervisors of whole streets."""
        return [me for path, me in self.chiefs.items() if path.count("/") == _STREET + 1]

    @property
    def registered(self) -> list[Hand]:
        return [hand for hand in self.hands.values() if hand.is_registered]


def _cut(path: str, depth: int) -> str:
    return "".join(f"/{unit_id}" for unit_id in path.strip("/").split("/")[:depth]) + "/"


async def hire(
    session: AsyncSession, *, people: int, first_telegram_id: int, dice: Random, since: datetime
) -> Staff:
    """`since` is when the office was set up."""
    table = invented_roster(people, dice)
    rows = read_roster(table, read_phone=lambda number: f"+86{number}")
    await import_roster(session, rows, now=since)
    hands = await _hands(session, first_telegram_id, dice)
    await _register(session, hands, since=since, dice=dice)
    return Staff({hand.me.id: hand for hand in hands}, _chiefs(hands))


async def _hands(session: AsyncSession, first_telegram_id: int, dice: Random) -> list[Hand]:
    units = {unit.id: unit for unit in await units_in(session, EVERYWHERE)}
    entries = dict(roster.entries(await roster.standing_of(session)).values())
    people = await seeding.hired(session)
    led = [person.id for person in people if entries[person.id].roles == {Role.AUXILIARY}]
    outside = set(dice.sample(led, of_people(UNREGISTERED, len(people))))
    return [
        Hand(
            me=_member(person, units, entries[person.id]),
            phone=person.phone or "",
            telegram_id=first_telegram_id + at,
            is_registered=person.id not in outside,
            units=tuple(units[unit_id].name for unit_id in _line(units[person.unit_id or 0])),
            holds=tuple(units[unit_id].name for unit_id in sorted(entries[person.id].holds)),
        )
        for at, person in enumerate(people)
    ]


def _member(person: Person, units: Mapping[int, Unit], entry: Entry) -> Member:
    return Member(
        id=person.id,
        name=person.name,
        language=LANGUAGE,
        roles=entry.roles,
        scope=Scope(paths=tuple(units[unit_id].path for unit_id in sorted(entry.holds))),
        unit_id=person.unit_id,
        unit_path=units[person.unit_id or 0].path,
        post=person.post,
    )


def _line(unit: Unit) -> list[int]:
    """The unit and those above it, from the top."""
    return [int(unit_id) for unit_id in unit.path.strip("/").split("/")]


async def _register(
    session: AsyncSession, hands: list[Hand], *, since: datetime, dice: Random
) -> None:
    rows = [
        {
            "id": hand.me.id,
            "telegram_id": hand.telegram_id,
            "language": LANGUAGE,
            "registered_at": since + REGISTERING * dice.random(),
        }
        for hand in hands
        if hand.is_registered
    ]
    await update_rows(session, Person, rows, by=("id",))


def _chiefs(hands: list[Hand]) -> dict[str, Member]:
    """By the path that is held."""
    return {path: hand.me for hand in hands for path in hand.me.scope.paths}
