"""One workday of a seeded office, by the office's own rules: roll, tasks, check-ins, review."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Member
from domain.review import ReviewState
from domain.roll_call import RollCallOpened, judge
from domain.seeding_day import Deed, Evening, answer, deed, evening, some
from domain.seeding_words import CHECK_IN_NOTES, PLACES
from domain.task import TaskState
from models import review, roll_call
from models.check_in import CheckIn
from models.columns import insert_rows, update_rows
from models.review import Review
from models.roll_call import RollAnswer, RollCall
from models.task import Assignment
from services.hours import Keeper
from services.roll_call import invitations, open_roll_call
from services.roll_call_closing import shut_roll_call
from services.seeding_staff import Hand, Staff
from services.seeding_task import Errand, errands

CHECKING_IN = 0.35
"""How many of those who are there check in; some of them twice."""
MARGIN = timedelta(minutes=15)


@dataclass(frozen=True)
class Workday:
    """A day as it was planned in the `morning`, before any hour had struck."""

    staff: Staff
    keeper: Keeper
    morning: datetime
    dice: Random

    @property
    def date(self) -> date:
        return self.morning.date()

    @property
    def work(self) -> tuple[datetime, datetime]:
        """From the roll to the review."""
        hours = self.keeper.hours
        return self.at(hours.closing) + MARGIN, self.at(hours.review) - MARGIN

    def at(self, hour: time) -> datetime:
        return datetime.combine(self.morning, hour, tzinfo=self.morning.tzinfo)

    def evening(self) -> Evening | None:
        hours = self.keeper.hours
        return evening(self.dice, begins=self.at(hours.review), until=self.at(hours.review_until))


Evenings = Mapping[int, Evening | None]
"""Of those who were there, whether or not they handed their review in."""


async def work_a_day(session: AsyncSession, day: Workday) -> None:
    """Whoever was silent at the roll is not there: their tasks stay as they were sent."""
    begins = day.at(day.keeper.hours.roll_call)
    await open_roll_call(session, keeper=day.keeper, due_at=begins, now=begins)
    called = [
        notice
        for roll in await roll_call.open_rolls(session)
        for notice in await invitations(session, roll=roll, now=begins)
    ]
    evenings = {person_id: day.evening() for person_id in await _answer(session, day, called)}
    await _go_on(session, day, called, evenings)
    await _begin_anew(session, day, called, evenings)
    await _check_in(session, day, list(evenings))
    await _hand_in(session, day, evenings)


async def _answer(
    session: AsyncSession, day: Workday, called: Sequence[RollCallOpened]
) -> list[int]:
    """Who is there, by id."""
    rows: list[dict[str, Any]] = []
    rolls = {roll.id: roll for roll in await roll_call.open_rolls(session)}
    for notice in called:
        if said := _said(rolls[notice.roll_call_id], day.dice):
            rows.append({"person_id": notice.person_id} | said)
    await update_rows(session, RollAnswer, rows, by=("roll_call_id", "person_id"))
    for roll in rolls.values():
        await shut_roll_call(session, roll_call_id=roll.id, now=roll.closes_at)
    return [row["person_id"] for row in rows]


def _said(roll: RollCall, dice: Random) -> dict[str, Any] | None:
    said_at = answer(
        dice, begins=roll.begins_at, on_time_until=roll.on_time_until, closes=roll.closes_at
    )
    if said_at is None:
        return None
    attendance, minutes = judge(
        on_time_until=roll.on_time_until, begins_at=roll.begins_at, said_at=said_at
    )
    return {
        "roll_call_id": roll.id,
        "attendance": attendance,
        "minutes": minutes,
        "answered_at": said_at,
    }


def _deed(day: Workday, person_id: int, sent: datetime, evenings: Evenings) -> Deed:
    if person_id not in evenings:
        return Deed(state=TaskState.SENT, at=sent)
    return deed(day.dice, sent=sent, work=day.work, said=evenings[person_id])


async def _go_on(
    session: AsyncSession, day: Workday, called: Sequence[RollCallOpened], evenings: Evenings
) -> None:
    """What was carried over to this morning."""
    rows = []
    for notice in called:
        for task in notice.tasks:
            done = _deed(day, notice.person_id, notice.day, evenings)
            row = {"state": done.state, "note": done.note, "changed_at": done.at}
            rows.append({"id": task.assignment_id} | row)
    await update_rows(session, Assignment, rows, by=("id",))


async def _begin_anew(
    session: AsyncSession, day: Workday, called: Sequence[RollCallOpened], evenings: Evenings
) -> None:
    """What was handed out this morning."""
    people = [day.staff.hands[notice.person_id] for notice in called]
    begins = day.at(day.keeper.hours.roll_call)
    given = errands(day.staff, people, begins=begins, ends=day.work[1], dice=day.dice)
    session.add_all([errand.task for errand in given])
    await session.flush()
    rows = [_share(day, errand, hand.me, evenings) for errand in given for hand in errand.people]
    await insert_rows(session, Assignment, rows)


def _share(day: Workday, errand: Errand, me: Member, evenings: Evenings) -> dict[str, Any]:
    done = _deed(day, me.id, errand.task.dispatched_at, evenings)
    return {
        "task_id": errand.task.id,
        "person_id": me.id,
        "unit_id": me.unit_id,
        "day": day.date,
        "state": done.state,
        "note": done.note,
        "carried": 0,
        "is_carried_on": False,
        "changed_at": done.at,
    }


async def _check_in(session: AsyncSession, day: Workday, there: Sequence[int]) -> None:
    few = some(day.dice, there, CHECKING_IN)
    again = some(day.dice, few, CHECKING_IN)
    rows = [_stop(day, day.staff.hands[person_id]) for person_id in (*few, *again)]
    await insert_rows(session, CheckIn, sorted(rows, key=lambda row: row["at"]))


def _stop(day: Workday, hand: Hand) -> dict[str, Any]:
    begins, ends = day.work
    _, _, community, *grid = hand.units
    place = day.dice.choice(PLACES)
    return {
        "person_id": hand.me.id,
        "unit_id": hand.me.unit_id,
        "at": begins + (ends - begins) * day.dice.random(),
        "place": place.format(community=community, place="".join((community, *grid))),
        "note": day.dice.choice(CHECK_IN_NOTES),
        "is_located": False,
    }


async def _hand_in(session: AsyncSession, day: Workday, evenings: Evenings) -> None:
    until = day.at(day.keeper.hours.review_until)
    await review.expect(session, units=day.keeper.covers, day=day.date, until=until)
    rows = [
        {
            "person_id": person_id,
            "day": day.date,
            "state": ReviewState.HANDED_IN if said.at <= until else ReviewState.LATE,
            "problems": said.problems,
            "tomorrow": said.tomorrow,
            "handed_in_at": said.at,
        }
        for person_id, said in evenings.items()
        if said
    ]
    await update_rows(session, Review, rows, by=("person_id", "day"))
