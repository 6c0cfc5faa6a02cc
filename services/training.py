"""Scheduling trainings, reminding of them, and who will come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.notice import Notice
from domain.occurrence import Kind
from domain.office import Member, Scope
from domain.refusals import NotYours, OutOfReach, Over
from domain.training import (
    LISTED,
    NEW,
    Audience,
    ComingTraining,
    Invited,
    NobodyInvited,
    NobodyNew,
    Participation,
    PlannedTraining,
    StartPassed,
    TrainingAnnounced,
    TrainingDeclined,
    TrainingDraft,
    TrainingReminded,
    may_start,
    reminders,
)
from models import occurrence, training
from models.audit import Audit
from models.newcomer import newcomers
from models.occurrence import Occurrence
from models.scope import scope_of
from models.training import Trainee, Training, TrainingAnswer
from models.unit import Unit
from services.unit import keep_all_standing, name_of, own_unit


@dataclass(frozen=True, kw_only=True)
class Reached:
    """The unit a training is filed under, and everyone it is for; `name` if it is for a unit."""

    unit: Unit
    people: Sequence[Trainee]
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Scheduled:
    """Everyone invited has a notice; not all of them can be reached by chat."""

    notices: Sequence[Notice]
    invited: Invited


async def reach_audience(
    session: AsyncSession, *, me: Member, audience: Audience, now: datetime
) -> Reached:
    unit, scope, name = await own_unit(session, me), me.scope, ""
    if audience.of_newcomers:
        new = await newcomers(session, scope=scope, since=now - NEW)
        if not new:
            raise NobodyNew
        return Reached(unit=unit, people=new)
    if audience.unit_id:
        named = await session.get(Unit, audience.unit_id)
        if named is None or not me.scope.covers(named.path):
            raise OutOfReach
        unit, scope, name = named, Scope(paths=(named.path,)), await name_of(session, named)
    people = await training.trainable(session, scope=scope, post=audience.post)
    if not people:
        raise NobodyInvited
    return Reached(unit=unit, people=people, name=name)


async def schedule_training(
    session: AsyncSession, *, me: Member, draft: TrainingDraft, now: datetime
) -> Scheduled:
    """`now` and the draft's start are local. One row and one announcement per person."""
    if not may_start(draft.starts_at, now=now):
        raise StartPassed
    reached = await reach_audience(session, me=me, audience=draft.audience, now=now)
    units = {reached.unit.id, *(person.unit_id for person in reached.people)}
    await keep_all_standing(session, units)
    row = _row(draft, me=me, unit=reached.unit, now=now)
    session.add(row)
    await session.flush()
    await training.invite(session, row.id, reached.people)
    to_come = reminders(
        training_id=row.id, unit_id=row.unit_id, starts_at=draft.starts_at, now=now
    )
    await occurrence.plan(session, to_come)
    done, about = Verb.TRAINING_SCHEDULED, {"training": row.id, "people": len(reached.people)}
    session.add(Audit(actor_id=me.id, at=now, verb=done, unit_id=row.unit_id, detail=about))
    planned = row.planned()
    notices = [
        TrainingAnnounced(person_id=person.person_id, training=planned, by=me.name)
        for person in reached.people
    ]
    return Scheduled(notices=notices, invited=_invited(reached.people))


def _invited(people: Sequence[Trainee]) -> Invited:
    registered = sum(person.is_registered for person in people)
    reachable = sum(person.is_reachable for person in people)
    return Invited(
        people=len(people),
        not_registered=len(people) - registered,
        unreachable=registered - reachable,
    )


def _row(draft: TrainingDraft, *, me: Member, unit: Unit, now: datetime) -> Training:
    return Training(
        title=draft.title,
        kind=draft.kind,
        starts_at=draft.starts_at,
        place=draft.place,
        unit_id=unit.id,
        organised_by=me.id,
        announced_at=now,
    )


async def my_trainings(
    session: AsyncSession, *, me: Member, now: datetime
) -> Sequence[PlannedTraining]:
    found = await training.between(session, person_ids=[me.id], first=now, last=now + LISTED)
    return found.get(me.id, [])


async def coming_trainings(
    session: AsyncSession, *, me: Member, now: datetime
) -> list[ComingTraining]:
    """What is still to begin for the people of my units."""
    found = await training.coming(session, after=now, reader=me.id, scope=me.scope)
    return [ComingTraining(training=row.planned(), counts=counts) for row, counts in found]


async def open_invitation(
    session: AsyncSession, *, me: Member, training_id: int, now: datetime
) -> PlannedTraining:
    """What may still be answered."""
    row, answer = await _invitation(session, me=me, training_id=training_id, now=now)
    return row.planned(answer.participation)


async def _invitation(
    session: AsyncSession, *, me: Member, training_id: int, now: datetime
) -> tuple[Training, TrainingAnswer]:
    found = await training.answer_of(session, training_id=training_id, person_id=me.id)
    if found is None:
        raise NotYours
    if now >= found[0].starts_at:
        raise Over
    return found


async def attend_training(
    session: AsyncSession, *, me: Member, training_id: int, now: datetime
) -> PlannedTraining:
    row, answer = await _invitation(session, me=me, training_id=training_id, now=now)
    if answer.participation is not Participation.ATTENDS:
        answer.participation, answer.reason = Participation.ATTENDS, ""
        answer.answered_at = now
    return row.planned(answer.participation)


async def decline_training(
    session: AsyncSession, *, me: Member, training_id: int, reason: str, now: datetime
) -> tuple[PlannedTraining, list[Notice]]:
    """The organiser hears each reason once, as long as they hold this person's unit."""
    row, answer = await _invitation(session, me=me, training_id=training_id, now=now)
    given = (answer.participation, answer.reason)
    answer.participation, answer.reason = Participation.CANNOT, reason
    planned = row.planned(answer.participation)
    if given == (answer.participation, answer.reason):
        return planned, []
    answer.answered_at = now
    by = row.organised_by
    if by is None or by == me.id or not (await scope_of(session, by)).covers(me.unit_path):
        return planned, []
    declined = TrainingDeclined(person_id=by, title=row.title, who=me.name, reason=reason)
    return planned, [declined]


async def remind_of_training(
    session: AsyncSession, *, due: Occurrence, now: datetime
) -> list[Notice]:
    """The day before and an hour before, all but those who cannot come or are on leave."""
    row = await session.get_one(Training, due.subject_id)
    day = row.starts_at.astimezone(now.tzinfo).date()
    return [
        TrainingReminded(
            person_id=answer.person_id,
            training=row.planned(answer.participation),
            is_last=due.kind is Kind.TRAINING_HOUR_BEFORE,
        )
        for answer in await training.to_remind(session, row.id, day=day)
    ]
