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


def invitations(phone):
    return [m for m in phone.messages if "临时点名" in m.get("text", "") and m["from"]["is_bot"]]


async def test_a02_a_roll_call_of_500_is_killed_200_times(nursed, telegram, database_url):
    """At random moments: while it starts, while it recovers, while it sends."""
    supervisor, people = await settle_street(database_url, telegram, people=PEOPLE)
    await nursed.start()
    supervisor.says("/rollcall")
    await until(lambda: any(invitations(p) for p in people))
    dice, sent_before = Random(1), 0
    doubled_by_kill = []
    for _ in range(KILLS):
        copies = sum(len(invitations(p)) for p in people)
        news = dice.randint(0, 3)
        try:
            await until(
                lambda n=copies + news: sum(len(invitations(p)) for p in people) >= n, seconds=60
            )
        except TimeoutError:
            break
        await asyncio.sleep(dice.random() * 0.1)
        await nursed.kill()
        total = sum(len(invitations(p)) for p in people)
        reached = sum(bool(invitations(p)) for p in people)
        doubled_by_kill.append((total - reached) - sent_before)
        print(len(doubled_by_kill), reached, total - reached, flush=True)
        sent_before = total - reached
        await nursed.start()
    await until(lambda: all(invitations(p) for p in people), seconds=300)
    assert await nursed.stop() == 0
    asked = [len(invitations(phone)) for phone in people]
    print(f"{len(doubled_by_kill)} kills, {sum(asked) - PEOPLE} doubled, most {max(asked)} copies")
    assert min(asked) == 1
    assert sum(asked) - PEOPLE <= ABREAST * (len(doubled_by_kill) + 1)


async def test_a10_started_again_and_again_it_answers_soon_and_loses_nothing(
    muster, telegram, database_url
):
    _, (wang,) = await settle_street(database_url, telegram, people=1)
    waits = []
    for turn in range(1, 6):
        wang.says("/me")
        began = monotonic()
        await muster.start()
        await until(lambda n=turn: len(answers(wang)) >= n)
        waits.append(monotonic() - began)
        await muster.kill()
    print("seconds to the first answer:", [round(wait, 1) for wait in waits])
    assert len(answers(wang)) == 5
    assert sorted(waits)[2] <= SOON


def answers(phone):
    return [m for m in phone.messages if m["from"]["is_bot"]]
