"""The answer without Muster: storing nothing, and storing as bots usually do."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from aiogram import BaseMiddleware, Bot, Dispatcher
from aiogram.types import CallbackQuery, Message, TelegramObject
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from benchmarks.line import Counted
from benchmarks.office import answered, call_roll, found_street, insist
from domain.roll_call import Attendance
from models.engine import Sessions, sessions_of
from models.person import Person
from models.roll_call import RollAnswer
from playground.telegram import TOKEN
from views.roll_call import AnswerRoll, noted
from views.texts import texts


def _same_words() -> str:
    t = texts("zh", ZoneInfo("Asia/Shanghai"))
    screen = noted(Attendance.PRESENT, 0, (), (), t, roll_call_id=1)
    return f"{screen.title}\n{screen.text}".strip()


NOTED = _same_words()
"""What Muster says too, so that as much is written and read."""


async def respond(query: CallbackQuery) -> None:
    await query.answer()
    if isinstance(query.message, Message):
        await query.message.edit_text(NOTED)


async def mark_present(
    query: CallbackQuery, callback_data: AnswerRoll, db: AsyncSession, person: Person
) -> None:
    row = await db.get_one(RollAnswer, (callback_data.roll_call_id, person.id))
    row.attendance, row.answered_at = Attendance.PRESENT, datetime.now(UTC)
    db.add(row)
    await db.commit()
    await respond(query)


class Bare:
    """An aiogram handler under aiogram's own polling that answers, edits and keeps nothing."""

    name = "bare aiogram"

    def __init__(
        self, session: Counted, on_press: Callable[..., Awaitable[None]] = respond
    ) -> None:
        self.session, self.bot = session, Bot(TOKEN, session=session)
        self.dispatcher = Dispatcher()
        self.dispatcher.callback_query.register(on_press, AnswerRoll.filter())

    async def prepare(self) -> int:
        return 1

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        polling = asyncio.create_task(
            self.dispatcher.start_polling(self.bot, handle_signals=False, close_bot_session=False)
        )
        yield
        await self.dispatcher.stop_polling()
        await polling

    async def settled(self) -> None:
        """Whatever is stored is stored before it is said."""

    async def check(self, roll_call_id: int) -> None:
        """Nothing is stored."""

    async def close(self) -> None:
        await self.session.close()


def _usual_engine(url: str) -> AsyncEngine:
    """SQLite as SQLAlchemy opens it by itself, as durable as Muster's."""
    engine = create_async_engine(url)

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    return engine


class Plain(Bare):
    """A session per update, objects loaded and changed, the commit in the handler."""

    name = "plain SQLModel"

    def __init__(self, session: Counted, url: str) -> None:
        super().__init__(session, mark_present)
        self.url, self.engine, self.rounds = url, _usual_engine(url), 0
        self.sessions = sessions_of(self.engine)
        self.dispatcher.callback_query.middleware(SessionPerUpdate(self.sessions))

    async def prepare(self) -> int:
        self.rounds += 1
        if self.rounds == 1:
            await found_street(self.url, self.sessions, self.session.wanted)
        return await call_roll(self.sessions, self.session.wanted, slot=self.rounds)

    async def check(self, roll_call_id: int) -> None:
        insist("answers stored", await answered(self.sessions, roll_call_id), self.session.wanted)

    async def close(self) -> None:
        await super().close()
        await self.engine.dispose()


class SessionPerUpdate(BaseMiddleware):
    def __init__(self, sessions: Sessions) -> None:
        self.sessions = sessions

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        async with self.sessions() as db:
            whose = select(Person).where(Person.telegram_id == data["event_from_user"].id)
            return await handler(event, data | {"db": db, "person": (await db.exec(whose)).one()})
