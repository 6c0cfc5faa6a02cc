"""A training as its trainer has it before them: who was invited, who came, and the list kept."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.names_said import Named, match_names, means_everyone, names_in
from domain.office import Member
from domain.refusals import OutOfReach
from domain.training import Participation, PlannedTraining
from domain.training_attendance import (
    Participant,
    Presence,
    TrainingDesk,
    check_hours,
)
from models import dispatch, training_attendance
from models.audit import Audit
from models.training import Training, walked_in
from models.training_quiz import TrainingQuiz
from models.unit import Unit

AT_HAND = timedelta(hours=12)
KEPT = timedelta(days=365)


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """Trainings of a year back and all to come, a page of them."""

    trainings: Sequence[PlannedTraining]
    count: int
    page: int


async def trainings_at_hand(
    session: AsyncSession, *, me: Member, now: datetime, size: int
) -> Shelf:
    """Those of today and to come; `count` is of all that the shelf holds."""
    found = await training_attendance.trainings_since(
        session, since=now - AT_HAND, reader=me.id, scope=me.scope, size=size
    )
    return Shelf(
        trainings=[row.planned() for row in found], count=await _count(session, me, now), page=0
    )


async def shelf_page(
    session: AsyncSession, *, me: Member, page: int, size: int, now: datetime
) -> Shelf:
    """The newest first."""
    count = await _count(session, me, now)
    page = max(0, min(page, (count - 1) // size))
    first = max(0, count - (page + 1) * size)
    found = await training_attendance.trainings_since(
        session,
        since=now - KEPT,
        reader=me.id,
        scope=me.scope,
        first=first,
        size=count - page * size - first,
    )
    return Shelf(trainings=[row.planned() for row in reversed(found)], count=count, page=page)


async def _count(session: AsyncSession, me: Member, now: datetime) -> int:
    return await training_attendance.count_since(
        session, since=now - KEPT, reader=me.id, scope=me.scope
    )


async def open_desk(session: AsyncSession, *, me: Member, training_id: int) -> TrainingDesk:
    found = await training_attendance.seen(session, training_id, reader=me.id, scope=me.scope)
    if found is None:
        raise OutOfReach
    coming, came = found
    row = await session.get_one(Training, training_id)
    leads_it = await leads(session, me, row)
    has_quiz = leads_it or await session.get(TrainingQuiz, training_id) is not None
    return TrainingDesk(coming=coming, came=came, leads=leads_it, has_quiz=has_quiz)


async def leads(session: AsyncSession, me: Member, row: Training) -> bool:
    """Whose training it is: the organiser's, and theirs who hold its unit."""
    unit = await session.get_one(Unit, row.unit_id)
    return row.organised_by == me.id or me.scope.covers(unit.path)


async def participants(
    session: AsyncSession, *, me: Member, training_id: int
) -> Sequence[Participant]:
    return await training_attendance.participants(
        session, training_id, reader=me.id, scope=me.scope
    )


async def mark_attendance(
    session: AsyncSession,
    *,
    me: Member,
    training_id: int,
    people: Collection[int],
    came: bool,
    now: datetime,
) -> None:
    """Whom `me` does not supervise stays as they are."""
    mine = await _list_open(session, me=me, training_id=training_id, now=now)
    chosen = {person.person_id for person in mine}.intersection(people)
    presence = Presence.LISTED if came else None
    marked = await training_attendance.mark(session, training_id, chosen, presence)
    _note(session, training_id, marked, came=came, me=me, now=now)


async def _list_open(
    session: AsyncSession, *, me: Member, training_id: int, now: datetime
) -> Sequence[Participant]:
    """Those on it while it may be changed."""
    desk = await open_desk(session, me=me, training_id=training_id)
    check_hours(desk.coming.training.starts_at, now=now)
    return await participants(session, me=me, training_id=training_id)


def _note(
    session: AsyncSession, training_id: int, people: int, *, came: bool, me: Member, now: datetime
) -> None:
    if people:
        detail = {"training": training_id, "people": people, "came": came}
        session.add(Audit(actor_id=me.id, at=now, verb=Verb.ATTENDANCE_MARKED, detail=detail))


async def mark_named(
    session: AsyncSession, *, me: Member, training_id: int, text: str, now: datetime
) -> Named[Participant]:
    """Also whoever of one's units came without being invited, or was invited before a move."""
    mine = await _list_open(session, me=me, training_id=training_id, now=now)
    places = await _others(session, text, mine, me=me, now=now)
    everyone = Named(found=tuple(mine))
    named = everyone if means_everyone(text) else match_names(text, mine, list(places))
    named = await _with_moved(session, training_id, named)
    found = {person.person_id for person in named.found}
    marked = await training_attendance.mark(session, training_id, found, Presence.LISTED)
    rows = [
        walked_in(training_id, person.person_id, places[person], Presence.LISTED)
        for person in named.unlisted
    ]
    session.add_all(rows)
    _note(session, training_id, marked + len(rows), came=True, me=me, now=now)
    return named


async def _with_moved(
    session: AsyncSession, training_id: int, named: Named[Participant]
) -> Named[Participant]:
    """Whoever was invited as one of another unit's is no stranger."""
    people = [person.person_id for person in named.unlisted]
    invited = await training_attendance.invited_among(session, training_id, people)
    moved = tuple(one for one in named.unlisted if one.person_id in invited)
    strangers = tuple(one for one in named.unlisted if one.person_id not in invited)
    return replace(named, found=(*named.found, *moved), unlisted=strangers)


async def _others(
    session: AsyncSession,
    text: str,
    mine: Sequence[Participant],
    *,
    me: Member,
    now: datetime,
) -> dict[Participant, int]:
    """Those of these names who were not invited, each with the unit; oneself is not among them."""
    there = {me.id, *(person.person_id for person in mine)}
    found = await dispatch.named(session, names_in(text), scope=me.scope, day=now.date())
    return {
        Participant(
            person_id=one.person_id,
            name=one.name,
            unit=one.unit,
            participation=Participation.WALKED_IN,
        ): one.unit_id
        for one in found
        if one.person_id not in there
    }
