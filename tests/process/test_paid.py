"""Who pays the platform for broadcasts speaks faster, and pays for nothing but broadcasts."""

import pytest

from bot.pace import FREE, Pace
from bot.tariff import FOR_ANSWERS, Tariff
from models.outbox import Lane
from models.outbox_turn import Letter
from playground.clock import MovableClock
from playground.pace import Limits
from playground.telegram import Telegram
from tests.kit.live import running
from tests.kit.process import until
from tests.kit.street import SUPERVISOR, settle_street

PEOPLE = 80
OWN = 2
"""What the supervisor alone is told: the answer, and the board of the roll."""


@pytest.fixture
def telegram():
    return Telegram(now=MovableClock())


async def called(server, telegram, database_url, *, over, **given):
    zhao, _ = await settle_street(database_url, telegram, people=PEOPLE)
    telegram.limits = Limits(per_second=30)
    async with running(server, database_url, pace=Pace(limit=200), **given):
        zhao.says("/rollcall 三里街道")
        await until(lambda: over(calls_of(telegram)), seconds=60)
    return calls_of(telegram)


def calls_of(telegram):
    return [call for call in telegram.calls if call.method == "sendMessage"]


async def test_a_paid_broadcast_goes_beyond_what_is_free(server, telegram, database_url):
    calls = await called(
        server,
        telegram,
        database_url,
        over=lambda calls: len(calls) >= PEOPLE + OWN,
        paid_broadcast="200",
    )
    assert all(call.ok for call in calls)
    assert 0 < sum(call.paid for call in calls) <= PEOPLE - FREE + FOR_ANSWERS + OWN
    paid = {call.chat_id for call in calls if call.paid}
    assert 100_000 + SUPERVISOR not in paid, "the supervisor's own answer and board are free"


async def test_without_paying_the_platform_refuses_so_many(server, telegram, database_url):
    telegram.state.now.freeze()
    calls = await called(
        server, telegram, database_url, over=lambda calls: not all(call.ok for call in calls)
    )
    assert sum(call.ok for call in calls) == 30
    assert not any(call.paid for call in calls)


async def test_a_crowd_that_presses_at_a_paid_rate_is_answered_whole(
    server, telegram, database_url
):
    """Messages drawn anew are never paid for: they share the free places, however few."""
    zhao, people = await settle_street(database_url, telegram, people=PEOPLE)
    telegram.limits = None
    async with running(server, database_url, pace=Pace(limit=1000), paid_broadcast="1000"):
        zhao.says("/rollcall 三里街道")
        await until(lambda: all(each.messages for each in people), seconds=60)
        for each in people:
            each.presses("到岗")
        await until(lambda: all(map(is_noted, people)), seconds=60)


def is_noted(phone):
    return "按时到岗" in phone.newest()["text"]


def letter(lane, method="sendMessage"):
    blank = dict.fromkeys(Letter._fields)
    return Letter(**blank | {"lane": lane, "method": method, "payload": {}, "chat_id": 1})


def test_only_what_is_too_many_in_one_second_is_paid_for():
    now = [0.0]
    tariff = Tariff(Pace(FREE, margin=0.0, clock=lambda: now[0]))

    def paid(among):
        begun = [tariff.begin(each) for each in among]
        for each, _ in begun:
            tariff.done(each, took=0.0)
        return [bool(each.payload) for each, _ in begun], [wait for _, wait in begun]

    notices = [letter(Lane.NOTICE)] * (FREE - FOR_ANSWERS)
    assert not any(paid(notices)[0]), "a few are within what is free"
    assert paid([letter(Lane.NOTICE)] * 3)[0] == [True] * 3
    others = [letter(Lane.URGENT), letter(Lane.ANSWER), letter(Lane.NOTICE, "editMessageText")]
    assert not any(paid(others)[0])
    answers, waits = paid([letter(Lane.ANSWER)] * FOR_ANSWERS)
    assert (any(answers), max(waits)) == (False, 1.0), "beyond it they wait for a free place"
    now[0] = 3.0
    assert not any(paid(notices)[0])
    assert not any(Tariff().begin(each)[0].payload for each in notices * 3), "who pays nothing"
