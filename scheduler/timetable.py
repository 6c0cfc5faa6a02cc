"""The office's clock on one page: what is done when it is due, and what when it is too late."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from domain.notice import Owed
from domain.occurrence import Kind, OccurrenceState
from domain.retention import may_begin
from models import occurrence
from models.occurrence import Occurrence
from scheduler.jobs import (
    announce_missed_broadcast,
    announce_missed_review,
    announce_missed_roll,
    call_the_roll,
    carry_out_transfer,
    close_the_reviews,
    close_the_roll,
    end_appointment,
    give_up_the_spreadsheet,
    make_the_spreadsheet,
    open_routine,
    open_the_reviews,
    pass_over_routine,
    put_ends_off,
    put_parts_off,
    remind_of_task,
    remind_of_training,
    remind_the_silent,
    report_the_deadline,
    say_nothing,
    send_the_broadcast,
    send_training_parts,
    shut_the_roll,
    tell_of_ends,
    tell_overdue,
    tell_unclaimed,
)
from scheduler.more_rolls import (
    announce_missed_second_roll,
    announce_missed_shift,
    announce_missed_shift_review,
    call_the_second_roll,
    call_the_shift,
    open_the_shift_review,
)
from scheduler.office import NO_ROOM, Job, Office
from services import alarm, retention, roll_board
from services.occurrence import plan_days

TIMETABLE: dict[Kind, tuple[Job, Job]] = {
    Kind.ROLL_CALL: (call_the_roll, announce_missed_roll),
    Kind.SECOND_ROLL: (call_the_second_roll, announce_missed_second_roll),
    Kind.SHIFT_ROLL: (call_the_shift, announce_missed_shift),
    Kind.ROLL_REMINDER: (remind_the_silent, say_nothing),
    Kind.ROLL_CLOSING: (close_the_roll, close_the_roll),
    Kind.REVIEW: (open_the_reviews, announce_missed_review),
    Kind.REVIEW_CLOSING: (close_the_reviews, say_nothing),
    Kind.SHIFT_REVIEW: (open_the_shift_review, announce_missed_shift_review),
    Kind.ROUTINE: (open_routine, pass_over_routine),
    Kind.TASK_DUE: (remind_of_task, tell_unclaimed),
    Kind.TASK_OVERDUE: (tell_overdue, say_nothing),
    Kind.TASK_NEXT_MORNING: (tell_overdue, say_nothing),
    Kind.TRAINING_DAY_BEFORE: (remind_of_training, say_nothing),
    Kind.TRAINING_HOUR_BEFORE: (remind_of_training, say_nothing),
    Kind.TRAINING_PART: (send_training_parts, put_parts_off),
    Kind.CERTIFICATE_MONTH: (tell_of_ends, put_ends_off),
    Kind.CERTIFICATE_WEEK: (tell_of_ends, put_ends_off),
    Kind.BROADCAST: (send_the_broadcast, announce_missed_broadcast),
    Kind.BROADCAST_DUE: (report_the_deadline, say_nothing),
    Kind.TRANSFER: (carry_out_transfer, carry_out_transfer),
    Kind.ROLE_END: (end_appointment, end_appointment),
    Kind.EXPORT: (make_the_spreadsheet, give_up_the_spreadsheet),
}
ASIDE = frozenset({Kind.EXPORT})
"""What takes so long to draw that nobody else shall wait for it."""
ALONE = timedelta(minutes=2)
"""So long no other replica draws it too; longer than a job may take."""
LAST_RESORT: dict[Kind, Job] = {Kind.ROLL_CLOSING: shut_the_roll}
"""What must come to pass even where every other job failed."""
EVERY = 5
"""Seconds between ticks."""
TRIES = 5


def build(office: Office) -> AsyncIOScheduler:
    """APScheduler only ticks; what is due is in the database."""
    clock = AsyncIOScheduler(
        timezone="UTC",
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    clock.add_job(tick, IntervalTrigger(seconds=EVERY), args=[office], id="tick", name="tick")
    return clock


async def tick(office: Office) -> Counter[str]:
    """Do everything that is due; returns how many of each kind were done, missed or failed."""
    done: Counter[str] = Counter()
    reason = await office.attempt(_plan(office))
    if reason:
        done["plan failed"] += 1
    while (result := await _do_next(office)) is not None:
        done[result] += 1
    if await office.attempt(_draw_boards(office, done)):
        done["board failed"] += 1
    if await office.attempt(_raise_alarms(office, done)):
        done["alarm failed"] += 1
    if may_begin(office.now()) and await office.attempt(_let_go(office, done)):
        done["retention failed"] += 1
    office.ticked(done)
    return done


async def _plan(office: Office) -> None:
    async with office.transaction() as session:
        await plan_days(session, now=office.now())


async def _draw_boards(office: Office, done: Counter[str]) -> None:
    async with office.transaction() as session:
        drawn = await roll_board.draw_boards(session, now=office.now())
        await office.owe(session, drawn)
    done.update({"board drawn": len(drawn)} if drawn else {})


async def _raise_alarms(office: Office, done: Counter[str]) -> None:
    async with office.transaction() as session:
        found = await alarm.watch(session, now=office.now())
        await office.owe(session, found.notices)
    done.update({"alarm raised": found.raised, "alarm cleared": found.cleared})


async def _let_go(office: Office, done: Counter[str]) -> None:
    """Slice by slice, each for itself, so that nobody waits for the night's work."""
    blurred = -1
    while blurred:
        async with office.transaction() as session:
            blurred = await retention.let_go(session, now=office.now())
        done.update({"blurred": blurred} if blurred else {})


async def _do_next(office: Office) -> str | None:
    taken: list[tuple[int, str]] = []
    reason = await office.attempt(_do(office, taken))
    if not taken or reason == NO_ROOM:
        return None
    row_id, result = taken[0]
    if reason is None:
        return result
    kind, is_last = await _put_off(office, row_id, reason)
    if is_last:
        await _give_up(office, row_id, kind)
    return f"{kind} failed"


async def _put_off(office: Office, row_id: int, reason: str) -> tuple[Kind, bool]:
    """Until a later try, each time for longer; says whether the tries have run out."""
    async with office.transaction() as session:
        row = await session.get_one(Occurrence, row_id)
        row.tries, row.error = row.tries + 1, reason
        row.settled_at = office.now() + timedelta(seconds=EVERY * 2**row.tries)
    return row.kind, row.tries >= TRIES


async def _give_up(office: Office, row_id: int, kind: Kind) -> None:
    """The first of these that succeeds ends it; a crash before that leaves it due."""
    _, too_late = TIMETABLE[kind]
    for job in (too_late, LAST_RESORT.get(kind, say_nothing), say_nothing):
        if await office.attempt(_fail(office, row_id, job)) is None:
            return


async def _fail(office: Office, row_id: int, job: Job) -> None:
    now = office.now()
    async with office.transaction() as session:
        row = await session.get_one(Occurrence, row_id)
        row.state, row.settled_at = OccurrenceState.FAILED, now
        await office.owe(session, await job(session, row, now))


async def _do(office: Office, taken: list[tuple[int, str]]) -> None:
    now = office.now()
    async with office.transaction() as session:
        row = await occurrence.next_due(session, now=now)
        if row is None:
            return
        in_time, too_late = TIMETABLE[row.kind]
        is_missed = now > row.until
        row.state = OccurrenceState.MISSED if is_missed else OccurrenceState.DONE
        taken.append((row.id, f"{row.kind} {row.state}"))
        row.settled_at = now
        told = await (too_late if is_missed else in_time)(session, row, now)
        is_aside = row.kind in ASIDE and not is_missed
        if is_aside:
            row.state, row.settled_at = OccurrenceState.DUE, now + ALONE
        else:
            await office.owe(session, told)
    if is_aside:
        await _owe_aside(office, taken[0][0], told)


async def _owe_aside(office: Office, row_id: int, told: Sequence[Owed]) -> None:
    """Due until it is drawn: a crash before that does it again, and of two only one is owed."""
    drawn = await office.drawn(told)
    async with office.transaction() as session:
        row = await occurrence.locked_while_due(session, row_id)
        if row is not None:
            row.state, row.settled_at = OccurrenceState.DONE, office.now()
            await office.owe(session, drawn)
