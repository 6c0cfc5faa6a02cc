from datetime import date, datetime, timedelta

import pytest
from sqlmodel import select

from domain.office import EVERYWHERE, Member, Role
from domain.refusals import NotYours, OutOfReach, Over
from domain.review import Question, ReviewState, Step
from domain.task import TaskState
from models.review import Review, counts
from models.task import Assignment
from services.review import (
    answer_review,
    ask_again,
    change_review,
    hand_in_review,
    resume_review,
    start_review,
)
from services.task import carry_over
from tests.kit.house import MONDAY, SHANGHAI
from tests.kit.tasks import hands

DAY = MONDAY.date()
EVENING = MONDAY.replace(hour=18)


async def member(office, name="王芳"):
    person = await office.person(name)
    return Member(
        id=person.id,
        name=name,
        language="zh",
        roles=frozenset({Role.AUXILIARY}),
        unit_id=person.unit_id,
    )


async def starts(office, me, now=EVENING):
    async with office.app.sessions.begin() as session:
        return await start_review(session, me=me, now=now)


async def hands_in(office, me, results, now=EVENING):
    """Answer every question; `results` are given in the order of the sheet."""
    sheet = await starts(office, me, now)
    review_id, tasks = sheet.review_id, [task.assignment_id for task in sheet.tasks]
    given = [
        *(
            (Question(Step.RESULT, task), result)
            for task, result in zip(tasks, results, strict=True)
        ),
        *((Question(Step.WHY, task), "下雨") for task in tasks),
        (Question(Step.PROBLEMS), "路灯坏了"),
        (Question(Step.TOMORROW), ""),
    ]
    async with office.app.sessions.begin() as session:
        for question, answer in given:
            await answer_review(
                session, me=me, review_id=review_id, question=question, given=answer, now=now
            )
        return await hand_in_review(session, me=me, review_id=review_id, now=now)


async def shares(office, person_id):
    async with office.app.sessions() as session:
        found = select(Assignment).where(Assignment.person_id == person_id)
        rows = (await session.exec(found.order_by(Assignment.day, Assignment.id))).all()
        return [(row.day, row.state, row.note) for row in rows]


async def carries(office, day):
    units = [unit.id for unit in office.units.values()]
    now = datetime(day.year, day.month, day.day, 8, tzinfo=SHANGHAI)
    async with office.app.sessions.begin() as session:
        await carry_over(session, units=units, day=day, now=now)


async def test_handing_in_writes_results_and_the_review_together(office):
    me = await member(office)
    await hands(office, "清理楼道杂物", to=["王芳", "张伟"])
    await hands(office, "巡查三里社区", to=["王芳"])
    sheet = await hands_in(office, me, ["not_done", "done"])

    assert sheet.asks == Question(Step.HANDED_IN)
    assert sheet.state is ReviewState.HANDED_IN
    assert await shares(office, me.id) == [
        (DAY, TaskState.NOT_DONE, "下雨"),
        (DAY, TaskState.DONE, ""),
    ]
    zhang = await office.person("张伟")
    assert await shares(office, zhang.id) == [(DAY, TaskState.SENT, "")]
    async with office.app.sessions() as session:
        row = await session.get_one(Review, sheet.review_id)
        assert (row.problems, row.tomorrow, row.draft) == ("路灯坏了", "", {})
        assert row.handed_in_at == EVENING
        found = await counts(session, first=DAY, last=DAY, scope=EVERYWHERE)
        assert [(state, n) for _, state, n in found] == [(ReviewState.HANDED_IN, 1)]


async def test_a_changed_review_overwrites_what_it_wrote(office):
    me = await member(office)
    await hands(office, "清理楼道杂物", to=["王芳"])
    first = await hands_in(office, me, ["partly"])
    later = EVENING + timedelta(hours=1)
    async with office.app.sessions.begin() as session:
        sheet = await change_review(session, me=me, review_id=first.review_id, now=later)
        task = sheet.tasks[0]
        assert (task.state, task.note) == (TaskState.PARTLY, "下雨")
        question = Question(Step.RESULT, task.assignment_id)
        given = {"session": session, "me": me, "review_id": first.review_id, "now": later}
        await ask_again(question=question, **given)
        await answer_review(question=question, given="done", **given)
        await hand_in_review(**given)

    assert await shares(office, me.id) == [(DAY, TaskState.DONE, "")]


@pytest.mark.parametrize(
    ("result", "newest"), [("done", TaskState.DONE), ("not_done", TaskState.SENT)]
)
async def test_a_late_result_reaches_what_was_carried_over_only_when_done(office, result, newest):
    me = await member(office)
    await hands(office, "清理楼道杂物", to=["王芳", "张伟"])
    await starts(office, me)
    await carries(office, DAY + timedelta(days=1))
    await carries(office, DAY + timedelta(days=2))
    sheet = await hands_in(office, me, [result], now=EVENING + timedelta(days=2))

    assert (sheet.day, sheet.state) == (DAY, ReviewState.LATE)
    states = [state for _, state, _ in await shares(office, me.id)]
    assert (states[0], states[-1]) == (TaskState(result), newest)
    zhang = await office.person("张伟")
    assert {state for _, state, _ in await shares(office, zhang.id)} == {TaskState.SENT}


@pytest.mark.parametrize(
    ("later", "day"),
    [
        (timedelta(hours=2), DAY),
        (timedelta(days=1), DAY),
        (timedelta(days=3), DAY),
        (timedelta(days=4), date(2026, 11, 27)),
    ],
)
async def test_an_owed_review_is_offered_for_three_days(office, later, day):
    me = await member(office)
    await starts(office, me)

    assert (await starts(office, me, EVENING + later)).day == day


async def test_somebody_on_leave_may_still_hand_in(office):
    me = await member(office)
    sheet = await starts(office, me)
    async with office.app.sessions.begin() as session:
        row = await session.get_one(Review, sheet.review_id)
        row.state = ReviewState.LEAVE

    assert (await starts(office, me)).review_id == sheet.review_id
    assert (await hands_in(office, me, [])).state is ReviewState.HANDED_IN


async def test_the_row_keeps_the_closing_hour_in_the_offices_zone(office):
    sheet = await starts(office, await member(office), MONDAY)

    assert sheet.until == MONDAY.replace(hour=22)


@pytest.mark.parametrize("at", ["2026-11-23 21:59", "2026-11-23 22:00"])
async def test_up_to_the_closing_hour_it_is_in_time(office, at):
    now = datetime.fromisoformat(at).replace(tzinfo=SHANGHAI)

    assert (await hands_in(office, await member(office), [], now)).state is ReviewState.HANDED_IN


async def test_another_persons_review_is_not_reached(office):
    sheet = await starts(office, await member(office))
    async with office.app.sessions() as session:
        with pytest.raises(NotYours):
            await resume_review(
                session, me=await member(office, "张伟"), review_id=sheet.review_id, now=EVENING
            )


async def test_a_review_of_last_week_is_over(office):
    me = await member(office)
    sheet = await starts(office, me)
    async with office.app.sessions() as session:
        with pytest.raises(Over):
            await resume_review(
                session, me=me, review_id=sheet.review_id, now=EVENING + timedelta(days=4)
            )


async def test_without_a_unit_there_is_nothing_to_review(office):
    me = Member(id=1, name="周管理", language="zh", roles=frozenset({Role.AUXILIARY}))
    async with office.app.sessions() as session:
        with pytest.raises(OutOfReach):
            await start_review(session, me=me, now=EVENING)
