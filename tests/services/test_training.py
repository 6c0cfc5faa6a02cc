from datetime import timedelta

import pytest

from domain.office import Role, Scope
from domain.refusals import NotYours, OutOfReach
from domain.training import (
    Audience,
    NobodyInvited,
    NobodyNew,
    Participation,
    StartPassed,
    TrainingDraft,
    TrainingKind,
)
from models.person import Person, who_is
from models.training import posts_in
from services.training import (
    attend_training,
    coming_trainings,
    decline_training,
    schedule_training,
)
from services.training_audience import audience_named, audiences
from services.training_quiz import standings


def draft(office, *, audience=None, ahead=timedelta(days=2)):
    return TrainingDraft(
        title="消防培训",
        kind=TrainingKind.PERIODIC,
        starts_at=office.now + ahead,
        place="会议室",
        audience=audience or Audience(),
    )


async def member(office, session, name):
    known = await who_is(session, office.people[name].phone.user_id)
    assert known
    return known[0]


async def test_answers_are_counted_within_each_supervisors_units(office):
    async with office.app.sessions.begin() as session:
        sun = await member(office, session, "孙书记")
        notices = (
            await schedule_training(session, me=sun, draft=draft(office), now=office.now)
        ).notices
        training_id = notices[0].training.training_id
        for name in ("王芳", "李娜"):
            me = await member(office, session, name)
            await attend_training(session, me=me, training_id=training_id, now=office.now)
        zhang = await member(office, session, "张伟")
        await decline_training(
            session, me=zhang, training_id=training_id, reason="值班", now=office.now
        )
    async with office.app.sessions() as session:
        seen = {}
        for name in ("孙书记", "赵强", "周管理"):
            me = await member(office, session, name)
            (only,) = await coming_trainings(session, me=me, now=office.now)
            seen[name] = dict(only.counts)
            asked = [name for name, _ in await standings(session, me=me, training_id=training_id)]
            assert "张伟" not in asked, "who said no and did not come is asked nothing"
            assert "王芳" in asked
    everywhere = {Participation.ATTENDS: 2, Participation.CANNOT: 1}
    own = {Participation.ATTENDS: 1, Participation.CANNOT: 1}
    assert seen == {"孙书记": everywhere, "赵强": own, "周管理": everywhere}


async def test_a_training_that_has_begun_is_not_coming_any_more(office):
    async with office.app.sessions.begin() as session:
        sun = await member(office, session, "孙书记")
        await schedule_training(session, me=sun, draft=draft(office), now=office.now)
        later = office.now + timedelta(days=2)
        assert await coming_trainings(session, me=sun, now=later - timedelta(seconds=1))
        assert await coming_trainings(session, me=sun, now=later) == []


async def test_somebody_else_may_not_answer(office):
    async with office.app.sessions.begin() as session:
        zhao = await member(office, session, "赵强")
        notices = (
            await schedule_training(session, me=zhao, draft=draft(office), now=office.now)
        ).notices
        li = await member(office, session, "李娜")
        with pytest.raises(NotYours):
            await attend_training(
                session, me=li, training_id=notices[0].training.training_id, now=office.now
            )


async def test_a_foreign_unit_a_past_hour_and_an_empty_post_are_refused(office):
    wuli = Audience(unit_id=office.units["五里社区"].id)
    refused = (
        (draft(office, audience=wuli), OutOfReach),
        (draft(office, audience=Audience(unit_id=9999)), OutOfReach),
        (draft(office, audience=Audience(post="潜水员")), NobodyInvited),
        (draft(office, audience=Audience(of_newcomers=True)), NobodyNew),
        (draft(office, ahead=timedelta(0)), StartPassed),
    )
    async with office.app.sessions() as session:
        zhao = await member(office, session, "赵强")
        for wanted, refusal in refused:
            with pytest.raises(refusal):
                await schedule_training(session, me=zhao, draft=wanted, now=office.now)


async def test_posts_are_those_of_the_auxiliaries_in_reach_the_most_frequent_first(office):
    await office.hires("陈四", unit="五里社区", post="城管协管员")
    await office.hires("何五", unit="五里社区", post="城管协管员")
    sanli = Scope(paths=(office.units["三里社区"].path,))
    async with office.app.sessions() as session:
        sun = await member(office, session, "孙书记")
        assert [post for _, post in await posts_in(session, sun.scope)] == [
            "城管协管员",
            "网格员",
        ]
        assert {post for _, post in await posts_in(session, sanli)} == {"网格员", "城管协管员"}
        assert await audience_named(session, me=sun, name="网格员") == Audience(post="网格员")


async def test_a_supervisor_of_two_communities_reaches_both_and_not_the_street(office):
    name = "郑二"
    await office.hires(
        name, unit="三里社区", roles=[Role.SUPERVISOR], holds=["三里社区", "五里社区"]
    )
    async with office.app.sessions.begin() as session:
        zheng = await member(office, session, name)
        units = [each for _, each in await audiences(session, me=zheng, of_posts=False)]
        assert units == ["三里社区", "五里社区"]
        notices = (
            await schedule_training(session, me=zheng, draft=draft(office), now=office.now)
        ).notices
        assert {notice.person_id for notice in notices} == {
            office.people[each].person_id for each in ("王芳", "张伟", "李娜")
        }


async def test_who_has_left_the_office_is_not_reminded(office, wang, zhang):
    async with office.app.sessions.begin() as session:
        sun = await member(office, session, "孙书记")
        await schedule_training(session, me=sun, draft=draft(office), now=office.now)
        gone = await session.get_one(Person, wang.person_id)
        gone.active = False
    await office.at("2026-11-24 07:00")

    assert zhang.heard("培训提醒")
    assert not wang.heard("培训提醒")
