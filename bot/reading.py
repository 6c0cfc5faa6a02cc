"""Rosters sent in the chat: fetched, read and written beside the office's work."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramAPIError, TelegramBadRequest
from aiohttp import ClientError
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import keep_going
from bot.wire import Spoken
from domain.notice import Notice
from domain.refusals import OfficeError
from domain.roster import BadRow
from domain.roster_file import MAX_BYTES, Unreadable, UnreadableFile
from domain.roster_sent import NotFetched, OfficeChanged
from models.roster_sent import Cells
from scheduler.office import Office
from services import roster_sent
from services.roster_file import read_aside
from services.roster_sent import TRIES, Errand, Faults
from services.roster_trial import (
    Desk,
    compare,
    desk_of,
    prepare,
    show_trial,
    trial_of,
    write_confirmed,
)
from views.roster_sheet import faulty_workbook
from views.texts import texts

EVERY = 1.0
"""Seconds between looks at what was asked for."""
SECONDS_TO_FETCH = 60
_BROKEN = (TelegramAPIError, ClientDecodeError, ClientError, TimeoutError)


class _Settle(Protocol):
    async def __call__(
        self, session: AsyncSession, errand: Errand, *, now: datetime
    ) -> Sequence[Notice]: ...


@dataclass(frozen=True)
class Reader:
    bot: Bot
    office: Office
    language: str

    async def run(self) -> None:
        await keep_going(self._turn)

    async def _turn(self) -> None:
        await self.drain()
        await asyncio.sleep(EVERY)

    async def drain(self) -> int:
        """Read all that was asked for, one after the other; returns how many there were."""
        read = 0
        while errand := await self._next():
            await self._do(errand)
            read += 1
        return read

    async def _next(self) -> Errand | None:
        async with self.office.transaction() as session:
            return await roster_sent.next_errand(session, now=self.office.now())

    async def _do(self, errand: Errand) -> None:
        try:
            if errand.tries > TRIES:
                raise OfficeChanged if errand.is_confirmed else NotFetched
            await (self._write(errand) if errand.is_confirmed else self._try(errand))
        except OfficeError as why:
            await self._settle(errand, partial(roster_sent.refuse, why=why))
        except _BROKEN:
            await self._settle(errand, roster_sent.put_off)

    async def _cells(self, errand: Errand) -> Cells:
        """The file lies in a folder and under a name of our own, as long as it is read."""
        content = await self._fetched(errand)
        with TemporaryDirectory(prefix="muster-") as folder:
            path = Path(folder) / f"roster{errand.suffix}"
            await asyncio.to_thread(path.write_bytes, content)
            return await read_aside(path)

    async def _fetched(self, errand: Errand) -> bytes:
        async with asyncio.timeout(SECONDS_TO_FETCH):
            try:
                asked = Spoken(name="getFile", values={"file_id": errand.file_id})
                found = await self.bot(asked)
            except TelegramBadRequest as refused:
                is_big = "too big" in refused.message
                raise UnreadableFile(Unreadable.TOO_BIG) if is_big else NotFetched from refused
            return await self._streamed(found["file_path"])

    async def _streamed(self, path: str) -> bytes:
        url = self.bot.session.api.file_url(self.bot.token, path)
        content = bytearray()
        async for part in self.bot.session.stream_content(url, timeout=SECONDS_TO_FETCH):
            content += part
            if len(content) > MAX_BYTES:
                raise UnreadableFile(Unreadable.TOO_BIG)
        return bytes(content)

    async def _try(self, errand: Errand) -> None:
        cells = await self._cells(errand)
        desk = await self._desk(errand)
        compared = await asyncio.to_thread(compare, cells, desk)
        if compared.plan is None:
            await self._send_back(errand, len(compared.roster.rows), compared.bad, cells)
            return
        trial = await asyncio.to_thread(trial_of, compared, compared.plan, me=desk.me)
        async with self.office.transaction() as session:
            await self.office.owe(session, await show_trial(session, errand, trial, cells))

    async def _desk(self, errand: Errand) -> Desk:
        async with self.office.transaction() as session:
            return await desk_of(session, errand)

    async def _write(self, errand: Errand) -> None:
        """Worked out beside the office's work, and again where that has moved on meanwhile."""
        for _ in range(TRIES):
            desk = await self._desk(errand)
            sheets = await asyncio.to_thread(prepare, desk)
            async with self.office.transaction() as session:
                now = self.office.now()
                told = await write_confirmed(session, errand, desk, sheets, now=now)
                if told is not None:
                    await self.office.owe(session, told)
                    return
        raise OfficeChanged

    async def _send_back(
        self, errand: Errand, good: int, bad: tuple[BadRow, ...], cells: Cells
    ) -> None:
        t = texts(errand.language or self.language, self.office.now().tzinfo)
        workbook = await asyncio.to_thread(faulty_workbook, cells, bad, t)
        faults = Faults(good=good, bad=bad, workbook=workbook)
        await self._settle(errand, partial(roster_sent.send_back, faults=faults))

    async def _settle(self, errand: Errand, settle: _Settle) -> None:
        async with self.office.transaction() as session:
            notices = await settle(session, errand, now=self.office.now())
            await self.office.owe(session, notices)
