"""A platform that asks for patience gets it: one chat or all, and across a restart."""

from datetime import timedelta

import pytest
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import SendMessage

from models.outbox import Lane
from tests.kit.owed import owed

METHOD = SendMessage(chat_id=1, text="…")


def too_many(seconds):
    return TelegramRetryAfter(METHOD, "Too Many Requests", seconds)


async def later(office, seconds):
    office.clock.advance(timedelta(seconds=seconds))
    await office.app.delivery.drain()


@pytest.mark.fault("C3")
@pytest.mark.parametrize("seconds", [1, 7, 3600])
async def test_a_chat_waits_as_long_as_it_was_told_to_answers_too(office, wang, zhang, seconds):
    office.wire.breaks.append(too_many(seconds))
    await owed(office, wang, "第一条")
    await office.app.delivery.drain()
    await owed(office, wang, "第二条")
    await owed(office, wang, "回答", lane=Lane.ANSWER)
    await owed(office, zhang, "早上好")

    await later(office, seconds - 0.5)
    assert (wang.texts(), zhang.texts()) == ([], ["早上好"])

    await later(office, 1)
    assert wang.texts() == ["回答", "第一条", "第二条"]


@pytest.mark.fault("C3")
async def test_a_restart_does_not_try_before(office, wang, zhang):
    office.wire.breaks.append(too_many(3600))
    await owed(office, wang, "早上好")
    await office.app.delivery.drain()
    await office.restarts()
    await owed(office, zhang, "早上好")
    await owed(office, wang, "回答", lane=Lane.ANSWER)
    await later(office, 1800)
    assert (wang.texts(), zhang.texts()) == ([], ["早上好"])

    await later(office, 1801)
    assert wang.texts() == ["回答", "早上好"]


@pytest.mark.fault("C3")
async def test_when_chat_after_chat_is_slowed_down_all_wait(office, wang, zhang, li, zhao, sun):
    office.wire.breaks += [too_many(30)] * 4
    for one in (wang, zhang, li, zhao):
        await owed(office, one, "早上好")
    await office.app.delivery.drain()
    await office.restarts()
    await owed(office, sun, "早上好")

    await later(office, 29)
    assert sun.texts() == [], "nobody is spoken to"
    await later(office, 2)
    assert all(one.texts() == ["早上好"] for one in (wang, zhang, li, zhao, sun))


async def test_two_slow_chats_slow_nobody_else(office, wang, zhang, li):
    office.wire.breaks += [too_many(600), too_many(600)]
    for one in (wang, zhang, li):
        await owed(office, one, "早上好")
    await office.app.delivery.drain()
    assert li.texts() == ["早上好"]


async def test_a_second_refusal_is_obeyed_anew(office, wang):
    office.wire.breaks.append(too_many(5))
    await owed(office, wang, "早上好")
    await office.app.delivery.drain()
    office.wire.breaks.append(too_many(60))
    await later(office, 6)
    await later(office, 58)
    assert wang.texts() == []
    await later(office, 3)
    assert wang.texts() == ["早上好"]


async def test_a_clock_set_back_makes_no_pause_longer(office, wang):
    office.wire.breaks.append(too_many(5))
    await owed(office, wang, "早上好")
    await office.app.delivery.drain()
    await later(office, -3600)
    assert wang.texts() == ["早上好"]


async def test_a_group_that_moved_is_written_to_where_it_is_now(office, wang, zhang):
    group = office.telegram.group("三里社区", [wang.phone, zhang.phone])
    old = {"payload": {"chat_id": group.id, "text": "早上好"}, "chat_id": group.id}
    await owed(office, wang, "-", "-", **old)
    there = group.upgrades(wang.phone)
    await office.app.delivery.drain()

    said = [m["text"] for m in there.messages if "text" in m]
    assert said == ["早上好", "早上好"]
