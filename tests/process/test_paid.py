"""Who pays the platform for broadcasts speaks faster, and pays for nothing but broadcasts."""

import pytest

from bot.pace import Pace
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
    """All that is said is said within one second."""
    return Telegram(now=MovableClock(freeze=True))


async def called(server, telegram, database_url, *, over, **given):
    zhao, _ = await settle_street(database_url, telegram, people=PEOPLE)
    telegram.limits = Limits(per_second=30)
    async with running(server, database_url, pace=Pace(limit=200), **given):
        zhao.says("/rollcall")
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
    assert sum(call.paid for call in calls) == PEOPLE
    free = [call.chat_id for call in calls if not call.paid]
    assert free == [100_000 + SUPERVISOR] * OWN, "the supervisor's own answer and board are free"


async def test_without_paying_the_platform_refuses_so_many(server, telegram, database_url):
    calls = await called(
        server, telegram, database_url, over=lambda calls: not all(call.ok for call in calls)
    )
    assert sum(call.ok for call in calls) == 30
    assert not any(call.paid for call in calls)
