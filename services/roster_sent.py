"""A roster that came by chat: read with its sender's eyes, tried, then applied or dropped."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePath

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.notice import Notice
from domain.office import Member, Role
from domain.refusals import NotAllowed, OfficeError, Over
from domain.roster import BadRow, Roster, read_roster
from domain.roster_file import MAX_BYTES, Unreadable, UnreadableFile
from domain.roster_import import Imported
from domain.roster_sent import (
    LASTS,
    NotFetched,
    OfficeChanged,
    RosterFaulty,
    RosterTried,
    RosterUnread,
    SentState,
    Trial,
)
from models import roster_sent
from models.person import Person, who_is
from models.roster_sent import RosterSent
from services import roster_import
from services.roster_file import read_phone
from services.roster_import import import_roster, known_places
from services.roster_scope import out_of_reach

TRIES = 5
_AGAIN = timedelta(seconds=3)
_SUFFIXES = {".xlsx", ".csv"}


Cells = list[list[str]]


@dataclass(frozen=True)
class Errand:
    """A file to fetch, and for whom."""

    sent_id: int
    file_id: str
    suffix: str
    tries: int
    language: str | None


@dataclass(frozen=True)
class Faults:
    good: int
    bad: tuple[BadRow, ...]
    workbook: bytes


@dataclass(frozen=True)
class Tried:
    """Whom to tell of it; or the rows for which nothing was tried."""

    notices: Sequence[Notice] = ()
    bad: tuple[BadRow, ...] = ()


async def ask_for_roster(
    session: AsyncSession, *, me: Member, file_id: str, name: str, size: int, now: datetime
) -> None:
    """What is sent last counts; the file's name only says of which kind it claims to be."""
    suffix = PurePath(name).suffix.lower()
    if suffix == ".xls":
        raise UnreadableFile(Unreadable.OLD_WORKBOOK)
    if suffix not in _SUFFIXES:
        raise UnreadableFile(Unreadable.NOT_A_SPREADSHEET)
    if size > MAX_BYTES:
        raise UnreadableFile(Unreadable.TOO_BIG)
    await roster_sent.drop_older(session, before=now - LASTS, now=now)
    await roster_sent.drop_open(session, person_id=me.id, now=now)
    session.add(
        RosterSent(person_id=me.id, file_id=file_id, suffix=suffix, asked_at=now, not_before=now)
    )


async def next_errand(session: AsyncSession, *, now: datetime) -> Errand | None:
    """Whoever takes it has half a minute for a try: then it is anybody's again."""
    row = await roster_sent.next_asked(session, now=now)
    if row is None:
        return None
    row.tries += 1
    row.not_before = now + _AGAIN * 2**row.tries + timedelta(seconds=30)
    person = await session.get_one(Person, row.person_id)
    return Errand(row.id, row.file_id, row.suffix, row.tries, person.language)


async def put_off(session: AsyncSession, errand: Errand, *, now: datetime) -> Sequence[Notice]:
    """The line is broken: again a little later, a few times."""
    row = await roster_sent.locked(session, errand.sent_id)
    if row is None or row.state is not SentState.ASKED:
        return []
    if row.tries >= TRIES:
        return await refuse(session, errand, why=NotFetched(), now=now)
    row.not_before = now + _AGAIN * 2**row.tries
    return []


async def refuse(
    session: AsyncSession, errand: Errand, *, why: OfficeError, now: datetime
) -> Sequence[Notice]:
    row = await _settled(session, errand, now=now)
    return [RosterUnread(person_id=row.person_id, why=why)] if row else []


async def send_back(
    session: AsyncSession, errand: Errand, *, faults: Faults, now: datetime
) -> Sequence[Notice]:
    """The same table, with the reasons in it."""
    row = await _settled(session, errand, now=now)
    if row is None:
        return []
    return [
        RosterFaulty(
            person_id=row.person_id, good=faults.good, bad=faults.bad, workbook=faults.workbook
        )
    ]


async def _settled(session: AsyncSession, errand: Errand, *, now: datetime) -> RosterSent | None:
    row = await roster_sent.locked(session, errand.sent_id)
    if row is None or row.state is not SentState.ASKED:
        return None
    row.state, row.settled_at = SentState.REFUSED, now
    return row


async def try_roster(
    session: AsyncSession, errand: Errand, roster: Roster, cells: Cells, *, now: datetime
) -> Tried:
    """What would come of it is worked out and shown to the sender."""
    row = await roster_sent.locked(session, errand.sent_id)
    if row is None or row.state is not SentState.ASKED:
        return Tried()
    me = await _sender(session, row)
    bad = (*roster.bad, *await out_of_reach(session, roster, me=me))
    if bad:
        return Tried(bad=bad)
    trial = await _trial(session, roster, me=me)
    row.state, row.cells = SentState.READ, cells
    return Tried(notices=[RosterTried(person_id=me.id, sent_id=errand.sent_id, trial=trial)])


async def _sender(session: AsyncSession, row: RosterSent) -> Member:
    """Roles and units as they are by now."""
    person = await session.get_one(Person, row.person_id)
    known = await who_is(session, person.telegram_id or 0)
    if known is None or not known[0].is_any({Role.SUPERVISOR, Role.ADMINISTRATOR}):
        raise NotAllowed
    return known[0]


async def _trial(session: AsyncSession, roster: Roster, *, me: Member) -> Trial:
    tried = await roster_import.try_roster(session, roster, among=me.scope)
    return Trial(
        totals=roster.totals,
        ignored=roster.ignored,
        would=tried.would,
        leaving=sorted(entry.name for entry in tried.leaving),
    )


async def apply_roster(
    session: AsyncSession, *, me: Member, sent_id: int, now: datetime
) -> Imported:
    """Read once more: the office, and what of it is the sender's, may have changed since."""
    row = await _undecided(session, me=me, sent_id=sent_id, now=now)
    units = await known_places(session)
    roster = await asyncio.to_thread(
        read_roster, row.cells or [], read_phone=read_phone, units=units
    )
    if roster.bad or await out_of_reach(session, roster, me=me):
        raise OfficeChanged
    done = await import_roster(session, roster, now=now, among=me.scope, by=me.id)
    row.state, row.cells, row.settled_at = SentState.APPLIED, None, now
    return done


async def drop_roster(session: AsyncSession, *, me: Member, sent_id: int, now: datetime) -> None:
    row = await _undecided(session, me=me, sent_id=sent_id, now=now)
    row.state, row.cells, row.settled_at = SentState.DROPPED, None, now


async def _undecided(
    session: AsyncSession, *, me: Member, sent_id: int, now: datetime
) -> RosterSent:
    row = await roster_sent.locked(session, sent_id)
    if row is None or row.person_id != me.id or row.state is not SentState.READ:
        raise Over
    if now - row.asked_at > LASTS:
        raise Over
    return row
