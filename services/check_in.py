"""Writing down check-ins, and the places a person may mean again."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.check_in import OFFERED_PLACES, CheckedIn, Place
from domain.office import Member
from domain.refusals import NotYours
from domain.when import midnight
from models import check_in
from models.check_in import CheckIn


async def check_in_at(
    session: AsyncSession, *, me: Member, place: Place, note: str, photo: str | None, now: datetime
) -> CheckedIn:
    """`now` is local: its date is the day that is counted."""
    row = CheckIn(person_id=me.id, unit_id=me.unit_id, at=now, place=place.name)
    row.note, row.photo, row.is_located = note, photo, place.is_located
    session.add(row)
    await session.flush()
    count = await _made_today(session, me=me, now=now)
    has_photo = photo is not None
    return CheckedIn(place=row.place, note=note, has_photo=has_photo, at=now, count=count)


async def _made_today(session: AsyncSession, *, me: Member, now: datetime) -> int:
    begins = midnight(now)
    rows = await check_in.check_ins_of(
        session, person_id=me.id, first=begins, last=begins + timedelta(days=1)
    )
    return len(rows)


async def last_places(session: AsyncSession, *, me: Member) -> Sequence[tuple[int, str]]:
    return await check_in.latest_places(session, person_id=me.id, most=OFFERED_PLACES)


async def place_again(session: AsyncSession, *, me: Member, check_in_id: int) -> Place:
    row = await session.get(CheckIn, check_in_id)
    if row is None or row.person_id != me.id or row.is_located:
        raise NotYours
    return Place(name=row.place)
