"""What the clock's side is given: nothing it could not be handed in a test."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.notice import Owed
from models.occurrence import Occurrence

NO_ROOM = "no room"
"""The reason that is no fault of the job: the disk is full, and the next tick tries again."""


class Office(Protocol):
    """Transactions, the hour, and a way to owe people something; failures come back as reasons."""

    def now(self) -> datetime:
        """Local and aware."""
        ...

    def transaction(self) -> AbstractAsyncContextManager[AsyncSession]: ...

    async def owe(self, session: AsyncSession, notices: Sequence[Owed]) -> None: ...

    async def drawn(self, notices: Sequence[Owed]) -> Sequence[Owed]:
        """What takes long to draw, ready to be owed; outside of any transaction."""
        ...

    async def attempt(self, work: Awaitable[None]) -> str | None:
        """Do it, or say why it failed."""
        ...

    def ticked(self, done: Mapping[str, int]) -> None:
        """The clock has struck, and this came of it."""
        ...


Job = Callable[[AsyncSession, Occurrence, datetime], Awaitable[Sequence[Owed]]]
"""What is done when something is due: reads, writes, and returns whom to tell."""
