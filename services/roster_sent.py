"""A roster that came by chat: read with its sender's eyes, tried, then applied or dropped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from pathlib import PurePath

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.notice import Notice
from domain.office import Member
from domain.refusals import OfficeError, Over
from domain.roster import BadRow
from domain.roster_file import MAX_BYTES, Unreadable, UnreadableFile
from domain.roster_leaving import Leavers, Leaving
from domain.roster_sent import LASTS, NotFetched, RosterFaulty, RosterUnread, SentState
from models import people, roster_sent
from models.person import Person
from models.roster_sent import RosterSent
from services.unit import short_name

TRIES = 5
_AGAIN = timedelta(seconds=3)
_SUFFIXES = {".xlsx", ".csv"}


@dataclass(frozen=True)
class Errand:
    """A file to fetch and for whom, or one to write that was confirmed."""

    sent_id: int
    file_id: str
    suffix: str
    tries: int
    language: str | None
    is_confirmed: bool = False


@dataclass(frozen=True)
class Faults:
    good: int
    bad: tuple[BadRow, ...]
    workbook: bytes


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
    return Errand(
        sent_id=row.id,
        file_id=row.file_id,
        suffix=row.suffix,
        tries=row.tries,
        language=person.language,
        is_confirmed=row.state is SentState.CONFIRMED,
    )


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
    if row is None or row.state not in {SentState.ASKED, SentState.CONFIRMED}:
        return None
    row.close(SentState.REFUSED, now=now)
    return row


async def confirm_roster(
    session: AsyncSession,
    *,
    me: Member,
    sent_id: int,
    now: datetime,
    leaving: Leaving | None = None,
) -> None:
    """It is written at once, but beside the office's work."""
    row = await undecided(session, me=me, sent_id=sent_id, now=now)
    row.state, row.tries, row.not_before = SentState.CONFIRMED, 0, now
    row.leaving = leaving.written() if leaving else None


async def drop_roster(session: AsyncSession, *, me: Member, sent_id: int, now: datetime) -> None:
    row = await undecided(session, me=me, sent_id=sent_id, now=now)
    row.close(SentState.DROPPED, now=now)


async def undecided(
    session: AsyncSession, *, me: Member, sent_id: int, now: datetime
) -> RosterSent:
    row = await roster_sent.locked(session, sent_id)
    if row is None or row.person_id != me.id or row.state is not SentState.READ:
        raise Over
    if now - row.asked_at > LASTS:
        raise Over
    return row


async def offered_to_leave(
    session: AsyncSession, *, me: Member, sent_id: int, now: datetime
) -> Leavers:
    """Whom the trial of this file named, by the units they are in."""
    row = await undecided(session, me=me, sent_id=sent_id, now=now)
    if row.leaving is None:
        raise Over
    leaving = Leaving.read(row.leaving)
    found = await people.names_of(session, leaving.ids)
    named = [
        (await short_name(session, unit, among=me.scope), [name for _, name in group])
        for unit, group in groupby(found, key=itemgetter(0))
    ]
    return Leavers(ids=leaving.ids, named=named)
