from datetime import timedelta

import pytest

from domain.check_in import Place
from domain.refusals import NotYours
from models.person import who_is
from services.check_in import check_in_at, last_places, place_again


async def member(office, session, name):
    known = await who_is(session, office.people[name].phone.user_id)
    assert known
    return known[0]


async def checks_in(session, me, place, now):
    return await check_in_at(session, me=me, place=place, note="", photo=None, now=now)


async def test_the_last_three_different_places_are_offered_newest_first(office):
    async with office.app.sessions.begin() as session:
        wang = await member(office, session, "王芳")
        for name in ("东门", "西门", "南门", "东门", "北门"):
            await checks_in(session, wang, Place(name=name), office.now)
        await checks_in(session, wang, Place(name="已分享位置", is_located=True), office.now)
        assert [name for _, name in await last_places(session, me=wang)] == [
            "北门",
            "东门",
            "南门",
        ]


async def test_the_count_begins_again_at_the_offices_midnight(office):
    midnight = office.now.replace(hour=0, minute=0)
    counts = []
    async with office.app.sessions.begin() as session:
        wang = await member(office, session, "王芳")
        for at in (midnight - timedelta(seconds=1), midnight, midnight + timedelta(hours=23)):
            counts.append((await checks_in(session, wang, Place(name="东门"), at)).count)
    assert counts == [1, 1, 2]


async def test_somebody_elses_place_and_a_location_cannot_be_picked_again(office):
    async with office.app.sessions.begin() as session:
        wang = await member(office, session, "王芳")
        zhang = await member(office, session, "张伟")
        await checks_in(session, zhang, Place(name="西门"), office.now)
        ((of_zhang, _),) = await last_places(session, me=zhang)
        await checks_in(session, wang, Place(name="已分享位置", is_located=True), office.now)
        for row in (of_zhang, of_zhang + 1, 9999):
            with pytest.raises(NotYours):
                await place_again(session, me=wang, check_in_id=row)
        assert await place_again(session, me=zhang, check_in_id=of_zhang) == Place(name="西门")
