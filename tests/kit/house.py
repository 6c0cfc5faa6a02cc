"""A small office to tell stories in: real dispatcher, real database, the playground's rules."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from sqlalchemy.orm import make_transient_to_detached
from sqlalchemy.pool import QueuePool
from sqlmodel import select

from bot.app import App, build
from bot.pace import Pace
from bot.settings import Settings
from domain.office import Level, Role
from models.person import Holding, Person, PersonRole
from models.unit import Unit
from playground.clock import MovableClock
from playground.phones import Phone
from playground.telegram import TOKEN, Telegram
from scheduler.timetable import tick
from tests.kit.compiled import compile_once
from tests.kit.someone import Someone
from tests.kit.wire import Wire

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 11, 23, 7, 0, tzinfo=SHANGHAI)


@cache
def _settings() -> Settings:
    return Settings(token=TOKEN, _env_file=None)


class House:
    """Opened with `await House.open(url)`; people are hired, then phones are used by name."""

    def __init__(self, url: str) -> None:
        self.clock = MovableClock(at=MONDAY, freeze=True)
        self.telegram = Telegram(now=self.clock)
        self.people: dict[str, Someone] = {}
        self.ticked_at: datetime | None = None
        self.units: dict[str, Unit] = {}
        self.settings = _settings().model_copy(update={"database_url": url})
        self.app = self._build()

    def _build(self) -> App:
        self.wire = Wire(self.telegram, self._no_transaction_is_open)
        app = build(self.settings, session=self.wire, clock=self.clock, pace=Pace(limit=None))
        compile_once(app.engine)
        return app

    def _no_transaction_is_open(self) -> None:
        pool = self.app.engine.sync_engine.pool
        assert not isinstance(pool, QueuePool) or pool.checkedout() == 0, "spoke inside"

    @classmethod
    async def open(cls, url: str) -> "House":
        house = cls(url)
        await house.app.prepare(house.settings)
        return house

    def copies(self, founded: "House") -> None:
        """Its rows are here already; the same people hold the same telephones."""
        for name, unit in founded.units.items():
            self.units[name] = Unit(**unit.model_dump())
            make_transient_to_detached(self.units[name])
        for name, someone in founded.people.items():
            phone = self._telephone(name, language=someone.phone.user["language_code"])
            phone._meets_bot()
            self.people[name] = Someone(self, phone, someone.person_id)
        self.ticked_at = founded.ticked_at

    async def restarts(self) -> None:
        """The process ends and another begins on the same database and the same platform."""
        await self.close()
        self.app = self._build()
        await self.app.delivery.recover()
        await self.app.prepare(self.settings)
        await self.ticks()

    async def close(self) -> None:
        await self.app.close()

    @property
    def now(self) -> datetime:
        return self.clock.now().astimezone(SHANGHAI)

    async def at(self, moment: str) -> None:
        """Move the clock on to '08:40' or '2026-11-24 08:00' and let what is due happen."""
        if " " in moment:
            there = datetime.fromisoformat(moment).replace(tzinfo=SHANGHAI)
        else:
            there = datetime.combine(self.now.date(), time.fromisoformat(moment), SHANGHAI)
        self.clock.move_to(there)
        await self.settle()

    async def settle(self) -> None:
        """Until nothing is left to fetch, handle, do or send; a turn leaves what came since."""
        await self._turn()
        while await self.app.poller.fetch_once():
            await self._turn()
        if self.ticked_at != self.now and await self.ticks():
            await self.settle()

    async def ticks(self) -> int:
        """What is due by the clock; it ticks when it was moved, in a process every few seconds."""
        self.ticked_at = self.now
        return (await tick(self.app.office)).total()

    async def _turn(self) -> int:
        app = self.app
        fetched = await app.poller.fetch_once()
        handled = await app.intake.drain() + await app.reader.drain()
        return fetched + handled + await app.delivery.drain()

    async def founds(self, name: str, level: Level, *, within: str | None = None) -> Unit:
        async with self.app.sessions.begin() as session:
            above = self.units[within] if within else None
            unit = Unit(
                name=name,
                level=level,
                parent_id=above.id if above else None,
                created_at=self.now - timedelta(days=30),
            )
            session.add(unit)
            await session.flush()
            unit.path = f"{above.path if above else '/'}{unit.id}/"
        self.units[name] = unit
        return unit

    async def hires(
        self,
        name: str,
        *,
        unit: str,
        roles: Sequence[Role] = (Role.AUXILIARY,),
        holds: Sequence[str] = (),
        registered: bool = True,
        language: str = "zh",
        post: str = "网格员",
    ) -> Someone:
        phone = self._telephone(name, language=language)
        async with self.app.sessions.begin() as session:
            person = Person(
                name=name,
                phone=phone.phone_number,
                employer="街道办事处",
                origin="城管",
                post=post,
                main_duty="网格巡查",
                unit_id=self.units[unit].id,
                telegram_id=phone.user_id if registered else None,
                registered_at=self.now if registered else None,
                language=language if registered else None,
            )
            session.add(person)
            await session.flush()
            for role in roles:
                session.add(PersonRole(person_id=person.id, role=role))
            for held in holds:
                session.add(Holding(person_id=person.id, unit_id=self.units[held].id))
        if registered:
            phone._meets_bot()
        self.people[name] = Someone(self, phone, person.id)
        return self.people[name]

    def _telephone(self, name: str, *, language: str) -> Phone:
        number = len(self.people) + 1
        return self.telegram.phone(
            1000 + number, name, phone_number=f"+86138000{number:05}", language_code=language
        )

    def passes_by(self, name: str, *, phone_number: str | None = None) -> Someone:
        """Somebody who is on no roster."""
        number = 5000 + len(self.telegram.phones)
        phone = self.telegram.phone(number, name, phone_number=phone_number)
        return Someone(self, phone, 0)

    async def roles_of(self, name: str) -> frozenset[Role]:
        async with self.app.sessions() as session:
            held = select(PersonRole).where(PersonRole.person_id == self.people[name].person_id)
            return frozenset(row.role for row in (await session.exec(held)).all())

    async def moves(self, name: str, unit: str) -> None:
        """From now on somebody belongs to another unit."""
        async with self.app.sessions.begin() as session:
            moved = await session.get_one(Person, self.people[name].person_id)
            moved.unit_id = self.units[unit].id

    async def person(self, name: str) -> Person:
        async with self.app.sessions() as session:
            return (await session.exec(select(Person).where(Person.name == name))).one()
