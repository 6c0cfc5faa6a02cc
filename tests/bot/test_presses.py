"""A press is answered once, by whoever is quickest, and never waits for anybody else's."""

import asyncio

from bot.presses import AT_ONCE, PATIENCE, Presses


async def test_who_expects_a_press_is_given_it_and_nobody_else():
    presses = Presses()
    with presses.expecting("7", seconds=5) as handled:
        presses.add(["7", "8"])
        assert await handled
    assert await presses.waiting() == ["8"]
    assert not presses.takes("7")
    assert not presses.takes("8")


async def test_a_press_that_says_nothing_beside_its_message_is_not_waited_for():
    presses = Presses()
    with presses.expecting("7", seconds=5) as handled:
        presses.over(["7"])
        assert not await handled
    assert presses.takes("7")


async def test_a_press_that_is_not_handled_in_time_is_waited_for_no_longer():
    presses = Presses()
    with presses.expecting("7", seconds=0.01) as handled:
        assert not await handled
        presses.add(["7"])
    assert await presses.waiting() == ["7"]


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


async def test_handling_runs_no_further_ahead_than_answers_are_under_way():
    """A hundred people press; the first are answered while the next are handled."""
    presses, calls = Presses(), []
    answer = asyncio.Event()

    async def call(press_id):
        calls.append(press_id)
        await answer.wait()

    async with asyncio.TaskGroup() as group:
        serving = group.create_task(presses.answer_by(call))
        await asyncio.sleep(0)
        presses.add(str(number) for number in range(AT_ONCE))
        async with asyncio.timeout(PATIENCE / 2):
            await presses.caught_up()
        presses.add(str(number) for number in range(AT_ONCE, 3 * AT_ONCE))
        ahead = group.create_task(presses.caught_up())
        await asyncio.sleep(0.01)
        assert (len(calls), ahead.done()) == (AT_ONCE, False)

        answer.set()
        await ahead
        assert calls == [str(number) for number in range(3 * AT_ONCE)]
        serving.cancel()


async def test_a_line_that_answers_nobody_keeps_handling_only_for_a_moment():
    presses = Presses()

    async def call(press_id):
        await asyncio.sleep(3600)

    async with asyncio.TaskGroup() as group:
        serving = group.create_task(presses.answer_by(call))
        await asyncio.sleep(0)
        presses.add(str(number) for number in range(2 * AT_ONCE))
        async with asyncio.timeout(PATIENCE * 5):
            await presses.caught_up()
        serving.cancel()
