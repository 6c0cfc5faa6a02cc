"""Two people who answer at the same moment never wait for each other; looking waits for nobody."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, datetime, time
from itertools import pairwise

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import select

from domain import appointment, dispatch_draft
from domain.application import AppliedAlready, Draft, Wish
from domain.broadcast import CorrectedSince
from domain.broadcast_draft import BroadcastDraft
from domain.dispatch import Due, Target, TargetKind
from domain.office import EVERYWHERE, Level, Member, Role
from domain.roll_call import ExtraOpenAlready
from domain.routine import Rhythm
from domain.shift_swap import SwapStale, SwapState
from domain.task import Urgency
from domain.training import Audience, TrainingDraft, TrainingKind
from domain.unit_end import UnitEnded
from domain.when.recurrence import Every, Recurrence
from models import review, roll_call_asked, task
from models.person import Person, PersonRole, who_is
from models.reassignment_rest import propose_rest
from models.roll_call import RollCall
from models.roll_call_closing import mark_absent
from models.roster import held_standing
from models.rota import ShiftSwap, UnitRota, UnitShift
from models.task import Assignment
from services.application import apply
from services.appointment_change import grant, revoke
from services.broadcast import send_broadcast
from services.broadcast_board import correct_broadcast
from services.broadcast_reading import acknowledge_broadcast
from services.dispatch import dispatch_task
from services.roll_call import open_extra_roll_call
from services.roll_proxy import answer_for_named
from services.routine import keep_routine
from services.shift_swap import decide_swap
from services.today import gather_today
from services.training import schedule_training
from services.unit_end import end_unit
from tests.kit.house import SHANGHAI
from tests.kit.tasks import hands

MONDAY = date(2026, 11, 23)
TUESDAY = date(2026, 11, 24)
HOURS = [("白班", time(8), time(20)), ("夜班", time(20), time(8))]
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=SHANGHAI)


@pytest.fixture
def database_kind():
    """SQLite has one writer at a time and no row locks."""
    return "postgresql"


@asynccontextmanager
async def impatient(office):
    """A transaction that fails rather than wait for a row."""
    async with office.app.sessions.begin() as session:
        await session.exec(text("SET LOCAL lock_timeout = '500ms'"))
        yield session


def member(someone):
    return Member(
        id=someone.person_id,
        name="王芳",
        language="zh",
        roles=frozenset({Role.AUXILIARY}),
        scope=EVERYWHERE,
    )


async def answers(session, someone):
    return await roll_call_asked.answers_of(session, rolls=[1], people=[someone.person_id])


async def finds_rolls(session, someone):
    return await roll_call_asked.rolls_for(session, person_id=someone.person_id, said_at=NOON)


async def takes_share(session, someone):
    mine = select(Assignment.id).where(Assignment.person_id == someone.person_id)
    return await task.with_task(session, (await session.exec(mine)).one())


@pytest.mark.parametrize("act", [answers, finds_rolls, takes_share])
async def test_two_people_of_one_roll_and_one_task_do_not_wait(office, wang, zhang, act):
    await hands(office, "清理楼道", to=["王芳", "张伟"])
    await office.at("08:00")
    async with office.app.sessions.begin() as session:
        assert await act(session, wang)
        async with impatient(office) as other:
            assert await act(other, zhang)


@pytest.mark.parametrize("act", [answers, finds_rolls, takes_share])
async def test_one_persons_own_row_is_held(office, wang, act):
    await hands(office, "清理楼道", to=["王芳"])
    await office.at("08:00")
    async with office.app.sessions.begin() as session:
        assert await act(session, wang)
        with pytest.raises(DBAPIError, match="lock timeout"):
            async with impatient(office) as other:
                await act(other, wang)


async def test_looking_at_the_day_waits_for_nobody(office, wang):
    await office.at("08:00")
    await office.at("17:30")
    async with office.app.sessions.begin() as session:
        assert await answers(session, wang)
        assert await review.review_of(session, person_id=wang.person_id, day=MONDAY)
        async with impatient(office) as other:
            today = await gather_today(other, me=member(wang), now=office.now)
    assert today.closes_at is not None
    assert today.review is not None


async def test_who_presses_while_a_notice_is_corrected_has_not_read_the_new_text(
    office, sun, wang
):
    draft = BroadcastDraft(no=1, text="开会", target=Target(kind=TargetKind.EVERYONE))
    async with office.app.sessions.begin() as session:
        me, _ = await who_is(session, sun.phone.user_id)
        done = await send_broadcast(session, me=me, draft=draft, now=NOON)
        await office.app.office.owe(session, done.notices)
    await office.settle()
    which = {"broadcast_id": done.broadcast_id, "revision": 1, "now": NOON}

    async def presses():
        with pytest.raises(CorrectedSince):
            async with office.app.sessions.begin() as other:
                await acknowledge_broadcast(other, me=member(wang), **which)

    async with asyncio.TaskGroup() as group, office.app.sessions.begin() as session:
        await correct_broadcast(session, me=me, text="改期", **which)
        group.create_task(presses())
        await asyncio.sleep(0.3)


async def test_of_two_who_type_one_name_at_the_roll_neither_takes_it_back(
    office, zhang, zhao, sun
):
    await office.at("08:00")

    async def names(session, supervisor):
        me, _ = await who_is(session, supervisor.phone.user_id)
        about = {"me": me, "roll_call_id": 1, "text": "张伟", "now": office.now}
        return (await answer_for_named(session, **about)).notices

    async def names_too():
        async with office.app.sessions.begin() as other:
            assert await names(other, sun) == ()

    async with asyncio.TaskGroup() as group, office.app.sessions.begin() as session:
        assert len(await names(session, zhao)) == 1
        group.create_task(names_too())
        await asyncio.sleep(0.3)


async def swaps_of_one_shift(office):
    """Of three in shifts: the first swaps with the second, who swaps with the third."""
    people = [office.people[name].person_id for name in ("王芳", "张伟", "陈静")]
    async with office.app.sessions.begin() as session:
        unit = office.units["三里社区"].id
        hours = [UnitShift(unit_id=unit, name=name, begins=at, ends=to) for name, at, to in HOURS]
        session.add_all(hours)
        await session.flush()
        day, night = (each.id for each in hours)
        session.add(
            UnitRota(
                unit_id=unit,
                since=MONDAY,
                anchor=TUESDAY,
                pattern=[day, night, 0],
                places={str(person_id): at for at, person_id in enumerate(people)},
                changed_at=NOON,
            )
        )
        given = [*zip(people, (day, night, 0), strict=True)]
        asked = {"day": TUESDAY, "state": SwapState.AGREED, "asked_at": NOON}
        for (first, has), (second, gets) in pairwise(given):
            swap = {"first_id": first, "first_shift": has, "second_id": second}
            session.add(ShiftSwap(**swap, second_shift=gets, **asked))


async def test_of_two_swaps_of_one_shift_decided_at_once_the_later_is_over(office, zhao, sun):
    await office.hires("陈静", unit="三里社区")
    await swaps_of_one_shift(office)

    async def decides(session, supervisor, swap_id):
        me, _ = await who_is(session, supervisor.phone.user_id)
        await decide_swap(session, me=me, swap_id=swap_id, approve=True, now=NOON)

    async def decides_too():
        with pytest.raises(SwapStale):
            async with office.app.sessions.begin() as other:
                await decides(other, sun, 2)

    async with asyncio.TaskGroup() as group, office.app.sessions.begin() as session:
        await decides(session, zhao, 1)
        group.create_task(decides_too())
        await asyncio.sleep(0.3)


async def test_of_two_who_call_an_extra_roll_at_once_in_a_street_and_in_its_part_one_does(
    office, zhao, sun
):
    async def calls(session, supervisor, unit):
        me, _ = await who_is(session, supervisor.phone.user_id)
        await open_extra_roll_call(session, me=me, unit=office.units[unit], now=NOON)

    async def calls_too():
        with pytest.raises(ExtraOpenAlready):
            async with office.app.sessions.begin() as other:
                await calls(other, sun, "三里街道")

    async with asyncio.TaskGroup() as group, office.app.sessions.begin() as session:
        await calls(session, zhao, "三里社区")
        group.create_task(calls_too())
        await asyncio.sleep(0.3)


async def test_of_two_accounts_that_apply_for_one_phone_at_once_the_later_is_refused(office, zhao):
    unit_id = office.units["三里社区"].id
    draft = Draft(phone="+8613900000009", wish=Wish.JOIN, name="高洁", unit_id=unit_id)

    async def applies(account):
        async with office.app.sessions.begin() as session:
            await apply(session, account=account, language="zh", draft=draft, now=NOON)
            await asyncio.sleep(0.3)

    first, second = await asyncio.gather(applies(1), applies(2), return_exceptions=True)
    assert {type(first), type(second)} == {type(None), IntegrityError}
    with pytest.raises(AppliedAlready):
        await applies(2)


async def test_while_a_unit_ends_no_file_counts_on_it_and_nobody_ends_it_again(office, zhou):
    unit = await office.founds("七里社区", Level.COMMUNITY, within="三里街道")

    async def ends(session):
        me, _ = await who_is(session, zhou.phone.user_id)
        await end_unit(session, me=me, unit_id=unit.id, now=NOON)

    async def ends_too():
        with pytest.raises(UnitEnded):
            async with office.app.sessions.begin() as other:
                await ends(other)

    async def compares():
        async with office.app.sessions.begin() as other:
            return {name for _, _, _, name, _ in (await held_standing(other)).units}

    async with asyncio.TaskGroup() as group, office.app.sessions.begin() as session:
        await ends(session)
        group.create_task(ends_too())
        compared = group.create_task(compares())
        await asyncio.sleep(0.3)
    assert unit.name not in compared.result()


async def test_what_is_given_to_a_unit_as_it_ends_comes_too_late(office, zhou, zhao, li):
    """李娜 was its last, and is moved out with its end."""
    unit = await office.founds("七里社区", Level.COMMUNITY, within="三里街道")
    async with office.app.sessions.begin() as session:
        (await session.get_one(Person, li.person_id)).unit_id = unit.id
        me, _ = await who_is(session, zhou.phone.user_id)
    about = {"title": "清理楼道", "no": 1, "due": Due(day=MONDAY), "urgency": Urgency.NORMAL}
    once = dispatch_draft.Draft(**about, target=Target(kind=TargetKind.UNIT, unit_id=unit.id))
    again = replace(once, rhythm=Rhythm(again=Recurrence(every=Every.WORKDAY), first=MONDAY))
    lesson = TrainingDraft(
        title="消防培训",
        kind=TrainingKind.PERIODIC,
        starts_at=NOON.replace(hour=15),
        place="会议室",
        audience=Audience(unit_id=unit.id),
    )
    acting = {"person_id": zhao.person_id, "role": Role.SUPERVISOR, "unit_id": unit.id}
    given = (
        (grant, appointment.Draft(**acting)),
        (dispatch_task, once),
        (keep_routine, again),
        (schedule_training, lesson),
    )

    async def gives(give, draft):
        with pytest.raises(UnitEnded):
            async with office.app.sessions.begin() as other:
                await give(other, me=me, draft=draft, now=NOON)

    async with asyncio.TaskGroup() as group, office.app.sessions.begin() as session:
        (await session.get_one(Person, li.person_id)).unit_id = office.units["五里社区"].id
        await session.flush()
        await end_unit(session, me=me, unit_id=unit.id, now=NOON)
        for give, draft in given:
            group.create_task(gives(give, draft))
        await asyncio.sleep(0.3)


async def test_what_two_closings_leave_alone_at_once_is_told_by_one(office, wang):
    await hands(office, "清理楼道", to=["王芳"])
    await office.at("08:00")

    async def proposes(session):
        roll = await session.get_one(RollCall, 1)
        return [waiting.tasks for waiting in await propose_rest(session, roll, now=NOON)]

    async def proposes_too():
        async with office.app.sessions.begin() as other:
            return await proposes(other)

    async with office.app.sessions.begin() as session:
        await mark_absent(session, roll_call_id=1)
    async with asyncio.TaskGroup() as group, office.app.sessions.begin() as session:
        assert await proposes(session) == [1]
        again = group.create_task(proposes_too())
        await asyncio.sleep(0.3)
    assert again.result() == []


async def test_two_administrators_do_not_take_the_role_from_each_other_at_once(office, zhou):
    both = [Role.ADMINISTRATOR, Role.AUXILIARY]
    wu = await office.hires("吴主任", unit="三里街道", roles=both)
    async with office.app.sessions.begin() as session:
        session.add(PersonRole(person_id=zhou.person_id, role=Role.AUXILIARY))

    async def takes(session, by, other):
        me, _ = await who_is(session, by.phone.user_id)
        role = {"person_id": other.person_id, "role": Role.ADMINISTRATOR, "takes": True}
        await revoke(session, me=me, draft=appointment.Draft(**role), now=NOON)

    async def takes_too():
        with pytest.raises(appointment.LastAdministrator):
            async with office.app.sessions.begin() as other:
                await takes(other, wu, zhou)

    async with asyncio.TaskGroup() as group, office.app.sessions.begin() as session:
        await takes(session, zhou, wu)
        group.create_task(takes_too())
        await asyncio.sleep(0.3)
