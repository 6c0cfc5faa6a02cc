"""The real process, killed and started again many times; run by `make soak`."""

import asyncio
from random import Random
from time import monotonic

import pytest

from bot.delivery import ABREAST
from tests.kit.process import until
from tests.kit.street import settle_street

pytestmark = pytest.mark.soak
PEOPLE, KILLS = 500, 200
SOON = 15.0
PLACES = ("东门", "西门", "南门", "北门", "广场")


def invitations(phone):
    return [m for m in phone.messages if "临时点名" in m.get("text", "") and m["from"]["is_bot"]]


def any_left(people):
    return not all(invitations(phone) for phone in people)


def some_more(people):
    before = sum(len(invitations(phone)) for phone in people)
    return lambda: sum(len(invitations(phone)) for phone in people) > before


async def test_a02_a_roll_call_of_500_is_killed_200_times(muster, telegram, database_url):
    """At random moments: while it starts, while it recovers, while it sends."""
    supervisor, people = await settle_street(database_url, telegram, people=PEOPLE)
    await muster.start()
    supervisor.says("/rollcall 三里街道")
    await until(lambda: any(invitations(p) for p in people))
    dice = Random(1)
    for _ in range(KILLS):
        if dice.random() < 0.5 and any_left(people):
            await until(some_more(people))
        await asyncio.sleep(dice.random() * 0.4)
        await muster.kill()
        await muster.start()
    await until(lambda: all(invitations(p) for p in people), seconds=300)
    heard = len(answers(supervisor))
    supervisor.says("/me")
    await until(lambda: len(answers(supervisor)) > heard)
    assert await muster.stop() == 0
    asked = [len(invitations(phone)) for phone in people]
    print(f"{KILLS} kills, {sum(asked) - PEOPLE} doubled, at most {max(asked)} copies")
    assert min(asked) == 1
    assert sum(asked) - PEOPLE <= ABREAST * KILLS


async def test_a10_started_again_and_again_it_answers_soon_and_loses_nothing(
    muster, telegram, database_url
):
    _, (wang,) = await settle_street(database_url, telegram, people=1)
    waits = []
    for place in PLACES:
        wang.says(f"/checkin {place} 正常")
        began = monotonic()
        await muster.starts_afresh()
        await until(lambda said=place: any(said in text for text in answers(wang)))
        waits.append(monotonic() - began)
        await muster.kill()
    print("seconds to the first answer:", [round(wait, 1) for wait in waits])
    copies = [sum(place in text for text in answers(wang)) for place in PLACES]
    assert set(copies) <= {1, 2}, "a kill between the answer and its note sends it once more"
    assert sorted(waits)[2] <= SOON


def answers(phone):
    return [m.get("text", "") for m in phone.messages if m["from"]["is_bot"]]
