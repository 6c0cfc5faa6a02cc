"""A press is answered once, by whoever is quickest, and never waits for anybody else's."""

import asyncio

from bot.presses import Presses


async def test_who_expects_a_press_is_given_it_and_nobody_else():
    presses = Presses()
    with presses.expecting("7") as handled:
        presses.add(["7", "8"])
        assert await handled
    assert await presses.waiting() == ["8"]
    assert not presses.takes("7")
    assert not presses.takes("8")


async def test_a_press_that_says_nothing_beside_its_message_is_not_waited_for():
    presses = Presses()
    with presses.expecting("7") as handled:
        presses.over(["7"])
        assert not await handled
    assert presses.takes("7")


async def test_an_answer_that_failed_goes_with_its_message():
    presses = Presses()
    presses.add(["7"])
    (press_id,) = await presses.waiting()
    presses.failed(press_id)
    assert presses.takes(press_id)


async def test_handling_waits_only_where_somebody_answers():
    presses = Presses()
    presses.add(["7"])
    async with asyncio.timeout(0.05):
        await presses.caught_up()
