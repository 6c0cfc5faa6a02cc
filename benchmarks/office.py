"""A street in the database: its people, the rolls they are to answer, and what was stored."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlmodel import func, select

from benchmarks.platform import FIRST_ID
from domain.office import Level, Role
from domain.roll_call import ANSWERED, Attendance
from models import schema
from models.columns import insert_rows
from models.engine import Sessions, open_engine
from models.inbox import Inbox
from models.outbox import Outbox
from models.person import Person, PersonRole
from models.roll_call import RollAnswer, RollCall
from models.unit import Unit


class NotDone(Exception):
    """A figure of work that was not done is no figure."""


def insist(what: str, found: int, wanted: int) -> None:
    if found != wanted:
        raise NotDone(f"{what}: {found} instead of {wanted}")


async def found_street(url: str, sessions: Sessions, people: int) -> None:
    engine = open_engine(url)
    await schema.upgrade(engine)
    await engine.dispose()
    async with sessions.begin() as session:
        street = Unit(id=1, name="三里街道", level=Level.STREET, path="/1/", created_at=_now())
        session.add(street)
        await session.flush()
        await insert_rows(session, Person, [_person(number) for number in range(people)])
        roles = [{"person_id": n + 1, "role": Role.AUXILIARY} for n in range(people)]
        await insert_rows(session, PersonRole, roles)


def _person(number: int) -> dict[str, object]:
    return {
        "id": number + 1,
        "name": f"队员{number + 1}",
        "phone": f"+86139{number:08}",
        "employer": "",
        "origin": "",
        "post": "网格员",
        "main_duty": "",
        "secondary_duties": "",
        "unit_id": 1,
        "active": True,
        "telegram_id": FIRST_ID + number,
    }


async def call_roll(sessions: Sessions, people: int, *, slot: int) -> int:
    """A roll call that everybody has still to answer; its id."""
    now = _now()
    later = now + timedelta(hours=1)
    roll = RollCall(
        unit_id=1,
        day=now.date(),
        slot=slot,
        opened_at=now,
        begins_at=now,
        on_time_until=later,
        closes_at=later,
    )
    async with sessions.begin() as session:
        session.add(roll)
        await session.flush()
        awaited = {"roll_call_id": roll.id, "unit_id": 1, "minutes": 0}
        silent = {"attendance": Attendance.AWAITED, **awaited}
        rows = [{**silent, "person_id": number + 1} for number in range(people)]
        await insert_rows(session, RollAnswer, rows)
    return roll.id


async def answered(sessions: Sessions, roll_call_id: int) -> int:
    given = RollAnswer.attendance.in_(ANSWERED)  # type: ignore[attr-defined]
    found = (
        select(func.count())
        .select_from(RollAnswer)
        .where(given, RollAnswer.roll_call_id == roll_call_id)
    )
    async with sessions() as session:
        return (await session.exec(found)).one()


async def count(sessions: Sessions, table: type[Inbox | Outbox], state: StrEnum) -> int:
    found = select(func.count()).select_from(table).where(table.state == state)
    async with sessions() as session:
        return (await session.exec(found)).one()


def _now() -> datetime:
    return datetime.now(UTC)
