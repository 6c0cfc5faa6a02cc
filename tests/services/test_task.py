"""What stays undone on Monday stands on Tuesday's list once, and Monday keeps its result."""

from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from domain.task import TaskState
from models.person import Person
from models.task import Assignment
from services.task import carry_over
from tests.kit.tasks import hands

MONDAY = date(2026, 11, 23)
TUESDAY = MONDAY + timedelta(days=1)


async def carries(office, day: date, *, units: tuple[str, ...] = ("三里社区",)) -> int:
    ids = [office.units[name].id for name in units]
    async with office.app.sessions.begin() as session:
        return await carry_over(session, units=ids, day=day, now=office.now)


async def rows(office) -> list[tuple[date, TaskState, int, bool]]:
    async with office.app.sessions() as session:
        found = await session.exec(
            select(Assignment).order_by(col(Assignment.day), col(Assignment.id))
        )
        return [(row.day, row.state, row.carried, row.is_carried_on) for row in found]


@pytest.mark.parametrize(
    ("state", "is_carried"),
    [
        (TaskState.SENT, True),
        (TaskState.TAKEN, True),
        (TaskState.PARTLY, True),
        (TaskState.NOT_DONE, True),
        (TaskState.DONE, False),
        (TaskState.CANNOT, False),
    ],
)
async def test_only_what_is_undone_is_carried_over(office, state, *, is_carried):
    await hands(office, "清理楼道", to=["张伟"], state=state)
    assert await carries(office, TUESDAY) == int(is_carried)
    expected = [(MONDAY, state, 0, is_carried)]
    if is_carried:
        expected.append((TUESDAY, TaskState.SENT, 1, False))
    assert await rows(office) == expected


async def test_carrying_over_twice_on_a_day_changes_nothing_more(office):
    await hands(office, "清理楼道", to=["张伟", "王芳"])
    assert await carries(office, TUESDAY) == 2
    before = await rows(office)
    assert await carries(office, TUESDAY) == 0
    assert await rows(office) == before


async def test_the_times_are_counted(office):
    await hands(office, "清理楼道", to=["张伟"])
    for days in (1, 2, 5):
        await carries(office, MONDAY + timedelta(days=days))
    assert [(row[2], row[3]) for row in await rows(office)] == [
        (0, True),
        (1, True),
        (2, True),
        (3, False),
    ]


async def test_tasks_of_the_day_itself_and_of_other_units_stay(office):
    await hands(office, "清理楼道", to=["张伟"], day=TUESDAY)
    await hands(office, "清理车棚", to=["李娜"])
    assert await carries(office, TUESDAY) == 0


async def test_a_task_follows_a_person_to_the_new_unit(office):
    await hands(office, "清理楼道", to=["张伟"])
    async with office.app.sessions.begin() as session:
        zhang = (await session.exec(select(Person).where(Person.name == "张伟"))).one()
        zhang.unit_id = office.units["五里社区"].id
    assert await carries(office, TUESDAY) == 0
    assert await carries(office, TUESDAY, units=("五里社区",)) == 1
    async with office.app.sessions() as session:
        moved = (await session.exec(select(Assignment).where(Assignment.day == TUESDAY))).one()
    assert moved.unit_id == office.units["五里社区"].id


async def test_nothing_is_carried_for_who_has_left(office):
    await hands(office, "清理楼道", to=["张伟"])
    async with office.app.sessions.begin() as session:
        zhang = (await session.exec(select(Person).where(Person.name == "张伟"))).one()
        zhang.active = False
    assert await carries(office, TUESDAY) == 0


async def test_mondays_task_is_on_tuesdays_morning_message(office, zhang):
    await hands(office, "清理楼道", to=["张伟"])
    await hands(office, "扫雪", to=["张伟"], state=TaskState.DONE)
    await office.at("08:00")
    assert "清理楼道" in zhang.sees()
    await office.at("2026-11-24 08:00")
    assert "清理楼道 · 结转第 1 次" in zhang.sees()
    assert "扫雪" not in zhang.sees()
