"""Where everything meets: the only module that knows all the others."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cache

from aiogram import Bot, Dispatcher
from aiogram.client.session.base import BaseSession
from aiogram.client.telegram import TelegramAPIServer
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel.ext.asyncio.session import AsyncSession

import handlers
from bot import clock as wall
from bot.answering import Answering
from bot.aside import draw_aside
from bot.clock import Clock, steady
from bot.contact import Contact
from bot.delivery import Delivery
from bot.errors import Failed, attempt
from bot.identity import Identify
from bot.intake import Intake
from bot.last_word import LastWord
from bot.ledger import Ledger
from bot.mailroom import Mailroom
from bot.metrics import Metrics
from bot.notices import Circulars, owe_notices
from bot.pace import FREE, Pace
from bot.poller import Poller
from bot.reading import Reader
from bot.settings import Settings, token_of
from bot.tariff import Tariff
from bot.wire import Line
from domain.notice import Owed
from domain.refusals import OfficeError
from models.engine import Sessions, open_engine, sessions_of
from scheduler.office import NO_ROOM
from services.calendar import seed_calendar
from services.registration import first_code, name_administrator

AHEAD = 0.01
"""Seconds that a message may be taken out of the database before its place is free."""


@dataclass
class Desk:
    """The office as the scheduler sees it; `ticked_at` is on the machine's steady clock."""

    sessions: Sessions
    clock: Clock
    zone: tzinfo
    language: str
    owed: asyncio.Event
    metrics: Metrics
    ticked_at: float | None = None

    def now(self) -> datetime:
        return self.clock().astimezone(self.zone)

    def transaction(self) -> AbstractAsyncContextManager[AsyncSession]:
        return self._transaction()

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[AsyncSession]:
        async with self.sessions.begin() as session:
            yield session
        self.owed.set()

    async def owe(self, session: AsyncSession, notices: Sequence[Owed]) -> None:
        await owe_notices(session, notices, now=self.now(), zone=self.zone, language=self.language)

    async def drawn(self, notices: Sequence[Owed]) -> Sequence[Owed]:
        return await draw_aside(self.sessions, notices, zone=self.zone, language=self.language)

    async def attempt(self, work: Awaitable[None]) -> str | None:
        match await attempt(work):
            case Failed(is_full=True):
                return NO_ROOM
            case Failed(reason=reason):
                return reason
            case OfficeError() as refusal:
                return type(refusal).__name__
        return None

    def ticked(self, done: Mapping[str, int]) -> None:
        self.ticked_at = steady()
        self.metrics.ticked({what: count for what, count in done.items() if count})


@dataclass(frozen=True)
class App:
    bot: Bot
    engine: AsyncEngine
    sessions: Sessions
    intake: Intake
    delivery: Delivery
    poller: Poller
    reader: Reader
    office: Desk
    metrics: Metrics

    async def prepare(self, settings: Settings) -> str | None:
        """Seed the calendar, name administrators; with none, return a code to claim one."""
        async with self.sessions.begin() as session:
            await seed_calendar(session)
            for telegram_id in settings.administrators:
                await name_administrator(
                    session, telegram_id=telegram_id, name="系统管理员", now=self.office.now()
                )
            return await first_code(session, now=self.office.now())

    async def close(self) -> None:
        await self.bot.session.close()
        await self.engine.dispose()


def build(
    settings: Settings,
    *,
    session: BaseSession | None = None,
    clock: Clock = wall.now,
    pace: Pace | None = None,
) -> App:
    """Muster, put together; tests and the playground give their own session, clock and pace."""
    bot = Bot(token_of(settings), session=session or _session(settings))
    sessions = sessions_of(engine := open_engine(settings.database_url))
    zone, language = settings.zone, settings.language
    metrics = Metrics()
    metrics.watch(engine)
    ledger = Ledger(zone, language)
    circulars = Circulars(zone, language)
    kept = pace or Pace(settings.paid_broadcast or FREE, ahead=AHEAD)
    tariff = Tariff.paying() if settings.paid_broadcast else Tariff()
    delivery = Delivery(bot, sessions, clock, ledger, circulars, metrics, kept, tariff)
    routes, owed = handlers.routes(), delivery.owed
    dispatcher = _dispatcher(language, zone)
    answering = Answering(bot, dispatcher, routes.crowds, clock, zone, language)
    last_word = LastWord(bot, sessions, kept, zone)
    mailroom = Mailroom(sessions, clock, zone, language, owed)
    intake = Intake(answering, mailroom, sessions, clock, zone, language, owed, metrics, last_word)
    intake.presses = delivery.presses
    contact = Contact(sessions, clock, zone, language)
    office = Desk(sessions, clock, zone, language, owed, metrics)
    poller = Poller(bot, intake, contact)
    reader = Reader(bot, office, language)
    return App(bot, engine, sessions, intake, delivery, poller, reader, office, metrics)


@cache
def _dispatcher(language: str, zone: tzinfo) -> Dispatcher:
    """It keeps nothing of an office but its language and zone, and is made once for several."""
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.update.outer_middleware(Identify(language, zone))
    dispatcher.include_router(handlers.build(handlers.routes()))
    return dispatcher


def _session(settings: Settings) -> Line:
    return Line(api=TelegramAPIServer.from_base(settings.api_base))
