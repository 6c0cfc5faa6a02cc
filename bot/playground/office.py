"""The office as the page sees it: its rows, its clock, its line and its people."""

import asyncio
from collections.abc import Collection, Sequence
from datetime import datetime, tzinfo

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.playground.crowd import Crowd
from bot.playground.stage import Stage
from bot.playground.street import account_of, hand_out_phones, owe_menus
from bot.playground.timekeeper import Timekeeper
from bot.playground.visitors import visitors
from domain.office import Role
from domain.review import HANDED_IN, ReviewState
from domain.roll_call import Attendance
from domain.roster_columns import ROLE_WORDS
from domain.when import midnight
from models import board, inbox
from models.directory import Listing, accounts, directory
from playground.web.office import (
    Clock,
    Figures,
    Happening,
    Line,
    Person,
    Reviews,
    Roll,
    Waiting,
)
from views.texts import texts

_NOT_DUE = (ReviewState.LEAVE, ReviewState.REST)


class StreetOffice:
    """Opened by `await StreetOffice.open(stage)`; `run` keeps its clock until cancelled."""

    def __init__(self, stage: Stage, people: Sequence[Listing]) -> None:
        self._stage = stage
        self._desk = stage.app.office
        t = texts(self._desk.language, self._desk.zone)
        self._roster = people
        self._people = {account_of(one): one for one in [*visitors(people, t), *people]}
        self._hand_out(list(self._people.values()))
        self._keeper, self._crowd = Timekeeper(stage), Crowd(stage.telegram)

    @classmethod
    async def open(cls, stage: Stage) -> "StreetOffice":
        async with stage.app.sessions() as session:
            people = await directory(session)
        return cls(stage, people)

    async def run(self) -> None:
        registered = sorted(person.account for person in self._people.values() if person.account)
        async with asyncio.TaskGroup() as group:
            group.create_task(self._keeper.run())
            group.create_task(self._crowd.run())
            group.create_task(owe_menus(self._stage.app, registered))

    @property
    def zone(self) -> tzinfo:
        return self._desk.zone

    @property
    def language(self) -> str:
        return self._desk.language

    def clock(self) -> Clock:
        clock = self._stage.clock
        target = self._keeper.target
        return Clock(now=self._desk.now(), speed=clock.speed, pace=clock.pace, target=target)

    def line(self) -> Line:
        return self._keeper.line()

    def _hand_out(self, people: Sequence[Listing]) -> None:
        hand_out_phones(self._stage.telegram, people, language=self._desk.language)

    async def people(self, search: str = "") -> Sequence[Person]:
        await self._look_again()
        registered = await self._registered()
        return [
            _person(account, person, registered)
            for account, person in self._people.items()
            if search.lower() in _words(person)
        ]

    async def person(self, account: int) -> Person | None:
        await self._look_again()
        person = self._people.get(account)
        return person and _person(account, person, await self._registered())

    async def cast(self) -> Sequence[Person]:
        registered = await self._registered()
        chosen = _cast(self._roster)
        return [_person(account_of(one), one, registered) for one in chosen]

    async def _look_again(self) -> None:
        """Whoever has joined gets a phone, and whoever was moved is shown where they are."""
        async with self._stage.app.sessions() as session:
            now = {account_of(one): one for one in await directory(session)}
        self._hand_out([one for account, one in now.items() if account not in self._people])
        self._people |= now

    async def _registered(self) -> set[int]:
        async with self._stage.app.sessions() as session:
            return await accounts(session)

    async def figures(self) -> Figures:
        now = self._desk.now()
        async with self._stage.app.sessions() as session:
            waiting, since = await board.backlog(session)
            age = max((now - since).total_seconds(), 0.0) if since else 0.0
            updates = await inbox.waiting(session) + len(self._stage.telegram.state.updates)
            return Figures(
                roll=await self._roll(session),
                outbox=Waiting(waiting=waiting, oldest_seconds=round(age)),
                updates_waiting=updates,
                reviews=await self._reviews(session),
            )

    async def _roll(self, session: AsyncSession) -> Roll | None:
        today = self._desk.now().date()
        newest = await board.newest_roll(session, today)
        if newest is None:
            return None
        roll, unit = newest
        counted = await board.counted(session, day=today, slot=roll.slot)
        begins = roll.begins_at.astimezone(self.zone)
        return Roll(
            title=f"{unit} {begins:%H:%M}",
            expected=sum(counted.values()),
            **{kind.value: counted.get(kind, 0) for kind in Attendance},
        )

    async def _reviews(self, session: AsyncSession) -> Reviews:
        counted = await board.reviews(session, self._desk.now().date())
        due = sum(count for state, count in counted.items() if state not in _NOT_DUE)
        return Reviews(due=due, handed_in=sum(counted.get(state, 0) for state in HANDED_IN))

    async def today(self) -> Sequence[Happening]:
        async with self._stage.app.sessions() as session:
            settled = await board.settled_on(session, self._desk.now().date())
        return [
            Happening(
                id=one.id,
                at=one.at.astimezone(self.zone),
                kind=one.kind,
                unit=one.unit,
                state=one.state,
                people=one.people,
            )
            for one in settled
        ]

    async def run_at(self, speed: float) -> None:
        await self._keeper.run_at(speed)

    async def jump(self, where: str) -> datetime:
        return await self._keeper.jump(where)

    async def cut_line(self, minutes: float) -> None:
        self._keeper.cut_line(minutes)

    async def everyone_answers(self, but: Collection[int]) -> int:
        registered = await self._registered()
        phones = self._stage.telegram.phones
        others = [phones[one] for one in self._people if one in registered and one not in but]
        return await self._crowd.answers(others, since=midnight(self._desk.now()))


def _words(person: Listing) -> str:
    roles = [word for role in person.roles for word in (role.value, ROLE_WORDS[role])]
    return " ".join([person.name, person.place, person.post, *roles]).lower()


def _person(account: int, person: Listing, registered: Collection[int]) -> Person:
    return Person(
        id=account,
        name=person.name,
        unit=person.place,
        post=person.post,
        roles=[role.value for role in person.roles],
        registered=account in registered,
    )


def _cast(people: Sequence[Listing]) -> Sequence[Listing]:
    """The supervisor nearest to the people, two of theirs, and one who has yet to register."""
    supervisors = [one for one in people if Role.SUPERVISOR in one.roles and one.account]
    if not supervisors:
        return people[:4]
    chief = max(supervisors, key=lambda one: one.path.count("/"))
    under = [one for one in people if one is not chief and Role.SUPERVISOR not in one.roles]
    near = sorted(under, key=lambda one: not one.path.startswith(chief.path))
    known = [one for one in near if one.account]
    new = [one for one in near if not one.account]
    return [chief, *known[:2], *new[:1]]
