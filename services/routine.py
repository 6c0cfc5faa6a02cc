"""Routine tasks: set, seen and stopped by supervisors, handed out by the office's clock."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.dispatch import Due, NobodyThere, Recipients, Target, TargetKind
from domain.dispatch_draft import Draft
from domain.notice import Notice
from domain.occurrence import Kind, Occasion, OccurrenceState
from domain.office import Member
from domain.refusals import OutOfReach, Over
from domain.routine import NeverFalls, PlannedRoutine, Rhythm, RoutineEnded, SpecialDays
from domain.when import Every
from models import occurrence, routine, special_period, task
from models.audit import Audit
from models.occurrence import Occurrence
from models.person import Person
from models.routine import Routine
from models.scope import scope_of
from models.task import Task
from models.unit import Unit
from services.calendar_unit import workday_in
from services.dispatch import hand_out
from services.dispatch_target import recipients_of
from services.hours import hours_of
from services.rota import resting_on
from services.supervision import supervisors_over
from services.unit import keep_standing, own_unit, reach_unit_id

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Kept:
    """`today` are those who have it at once, because its first day is today."""

    routine: PlannedRoutine
    first: date
    today: Sequence[Notice]


async def first_due(session: AsyncSession, rhythm: Rhythm, *, me: Member, now: datetime) -> Due:
    """The first time that is still to come, by the calendar of the highest unit of `me`."""
    path = min(me.scope.paths, key=len, default="/")
    for day in rhythm.candidates(after=now.date() - timedelta(days=1)):
        due = Due(day=day, at=rhythm.due_at(day, now=now))
        is_past = due.at is not None and due.at <= now
        if not is_past and await _falls_on(session, rhythm, day, path=path):
            return due
    raise NeverFalls


async def _falls_on(session: AsyncSession, rhythm: Rhythm, day: date, *, path: str) -> bool:
    if rhythm.again.every is not Every.WORKDAY:
        return True
    return bool(await workday_in(session, path, day))


async def coming_special(
    session: AsyncSession, *, me: Member, now: datetime
) -> SpecialDays | None:
    """The special period of one's unit that is on, or comes next."""
    unit = await own_unit(session, me)
    today = now.date()
    found = await special_period.periods_of(session, unit.path, first=today, last=date.max)
    if not found:
        return None
    period = found[0][0]
    return SpecialDays(name=period.name, first=max(period.first, today), last=period.last)


async def keep_routine(session: AsyncSession, *, me: Member, draft: Draft, now: datetime) -> Kept:
    if draft.missing or not (draft.target and draft.due and draft.urgency and draft.rhythm):
        raise Over
    draft.due.refuse_past(now)
    chosen = await recipients_of(session, scope=me.scope, target=draft.target, day=draft.due.day)
    row = Routine(
        title=draft.title,
        urgency=draft.urgency,
        rhythm=draft.rhythm.written(),
        last=draft.rhythm.last,
        target=asdict(replace(draft.target, first_takes=False)),
        unit_id=(await _filed_under(session, me, draft.target)).id,
        set_by=me.id,
        set_at=now,
    )
    session.add(row)
    await session.flush()
    note_routine(session, row, Verb.ROUTINE_SET, me=me, now=now)
    first, told = draft.due.day, list[Notice]()
    if first == now.date():
        told = await _hand_out(session, row, chosen, day=first, by=me.name, now=now)
    await _plan_next(session, row, after=max(first - _A_DAY, now.date()), now=now)
    return Kept(routine=row.planned(me.name), first=first, today=told)


def note_routine(
    session: AsyncSession, row: Routine, verb: Verb, *, me: Member, now: datetime
) -> None:
    about = {"routine": row.id}
    session.add(Audit(actor_id=me.id, at=now, verb=verb, unit_id=row.unit_id, detail=about))


async def _filed_under(session: AsyncSession, me: Member, target: Target) -> Unit:
    if target.kind is TargetKind.UNIT:
        unit = await reach_unit_id(session, me=me, unit_id=target.unit_id)
    else:
        unit = await own_unit(session, me)
    return await keep_standing(session, unit.id)


async def _plan_next(session: AsyncSession, row: Routine, *, after: date, now: datetime) -> None:
    """At midnight, before the roll is called; nothing where its last day has passed."""
    day = next(Rhythm.read(row.rhythm).candidates(after=after), None)
    if day is None:
        return
    midnight = datetime.combine(day, time(), tzinfo=now.tzinfo)
    next_time = Occasion(
        kind=Kind.ROUTINE,
        unit_id=row.unit_id,
        day=day,
        due_at=midnight,
        until=midnight + _A_DAY,
        subject_id=row.id,
    )
    await occurrence.plan(session, [next_time])


async def _hand_out(
    session: AsyncSession, row: Routine, chosen: Recipients, *, day: date, by: str, now: datetime
) -> list[Notice]:
    """Not to those away or at rest: it comes again. What is left of the last time is over."""
    units = {person.unit_id for person in chosen.people}
    resting = set(await resting_on(session, day, units=units))
    there = [
        person
        for person in chosen.people
        if not person.is_away and person.person_id not in resting
    ]
    await task.let_go(session, routine_id=row.id)
    given = Task(
        title=row.title,
        urgency=row.urgency,
        due_at=Rhythm.read(row.rhythm).due_at(day, now=now),
        dispatched_by=row.set_by,
        dispatched_at=now,
        routine_id=row.id,
    )
    return await hand_out(session, given, there, day=day, by=by) if there else []


async def open_routine(session: AsyncSession, *, due: Occurrence, now: datetime) -> list[Notice]:
    """The day's shares; on a day without a roll call they are told when it would be called."""
    found = await routine.routine_with_place(session, due.subject_id)
    if found is None or found[0].stopped_at:
        due.state = OccurrenceState.SKIPPED
        return []
    row, unit, setter = found
    hours = await hours_of(session, unit, kind=Kind.ROLL_CALL, day=due.day)
    begins = datetime.combine(due.day, hours.roll_call, tzinfo=now.tzinfo)
    is_called = bool(await workday_in(session, unit.path, due.day))
    if not is_called and now < begins:
        due.state, due.due_at = OccurrenceState.DUE, begins
        return []
    await _plan_next(session, row, after=due.day, now=now)
    if not await _falls_on(session, Rhythm.read(row.rhythm), due.day, path=unit.path):
        due.state = OccurrenceState.SKIPPED
        return []
    told = await _open(session, row, unit, setter, day=due.day, now=now)
    return told if now >= begins else [each for each in told if isinstance(each, RoutineEnded)]


async def _open(
    session: AsyncSession, row: Routine, unit: Unit, setter: Person, *, day: date, now: datetime
) -> list[Notice]:
    """It ends by itself where whoever set it has no say any more, or nobody is left."""
    scope, target = await scope_of(session, setter.id), Target.read(row.target)
    try:
        chosen = await recipients_of(session, scope=scope, target=target, day=day)
    except NobodyThere:
        return []
    except OutOfReach:
        row.stopped_at = now
        return [
            RoutineEnded(person_id=person_id, title=row.title, by=setter.name)
            for person_id in await supervisors_over(session, unit)
        ]
    return await _hand_out(session, row, chosen, day=day, by=setter.name, now=now)


async def pass_over(session: AsyncSession, *, due: Occurrence, now: datetime) -> None:
    """Muster was off that whole day: what would have come then is over, the next time comes."""
    found = await routine.routine_with_place(session, due.subject_id)
    if found and not found[0].stopped_at:
        yesterday = now.date() - _A_DAY
        await _plan_next(session, found[0], after=max(due.day, yesterday), now=now)
