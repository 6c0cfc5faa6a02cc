"""Received before confirmed; one update, one transaction; a poison update stops nobody."""

import asyncio
from datetime import timedelta

import pytest

from bot.errors import TRIES
from models import inbox
from models.inbox import Inbox, InboxState


@pytest.fixture
def me_is_broken(monkeypatch):
    async def breaks(session, me):
        raise ZeroDivisionError("王芳 wrote 13800000001")

    with monkeypatch.context() as patched:
        patched.setattr("services.own_record.unit_name", breaks)
        yield patched


async def rows(office):
    async with office.app.sessions() as session:
        found = [await session.get(Inbox, update_id) for update_id in range(10**8, 10**8 + 60)]
        return [row for row in found if row]


async def pass_the_backoff(office):
    for _ in range(TRIES):
        office.clock.advance(timedelta(minutes=1))
        await office.settle()


@pytest.mark.fault("B3")
async def test_a_poison_update_is_set_aside_and_the_person_told(office, wang, me_is_broken):
    await wang.says("/me")
    assert wang.texts() == []

    await wang.says("/help")
    assert wang.texts() == [], "updates of one chat keep their order"

    await pass_the_backoff(office)
    told, helped = wang.texts()
    assert told == "系统处理失败，已记录并报告系统管理员。请稍后再试。"
    assert "我能帮您做什么" in helped
    dead, done = await rows(office)
    assert (dead.state, dead.tries, done.state) == (InboxState.DEAD, TRIES, InboxState.DONE)
    assert dead.error.startswith("ZeroDivisionError at ")
    assert "王芳" not in dead.error


async def test_what_was_set_aside_can_be_replayed(office, wang, me_is_broken):
    await wang.says("/me")
    await pass_the_backoff(office)
    me_is_broken.undo()

    async with office.app.sessions.begin() as session:
        assert await inbox.replay_dead(session, now=office.now) == 1
    await office.settle()

    assert "王芳" in wang.sees()


async def test_a_failure_rolls_everything_back(office, wang, monkeypatch):
    def breaks_after_writing(*args):
        raise ZeroDivisionError

    await office.at("08:00")
    with monkeypatch.context() as patched:
        patched.setattr("handlers.roll_call._noted", breaks_after_writing)
        assert "早点名" in await wang.presses("到岗")
    async with office.app.sessions() as session:
        assert await inbox.waiting(session) == 1


@pytest.mark.fault("B3")
async def test_another_chat_does_not_wait_for_a_poison_update(office, wang, zhang, me_is_broken):
    await wang.says("/me")
    assert "我能帮您做什么" in await zhang.says("/help")


@pytest.mark.fault("B1")
async def test_the_same_update_five_times_is_one(office, wang):
    update = wang.phone.says("/help")
    assert update
    raw = office.telegram.call(office.app.bot.token, "getUpdates", {})
    await asyncio.gather(*(office.app.intake.receive(raw) for _ in range(5)))
    await office.settle()

    assert len(wang.texts()) == 1


async def test_a_handled_update_keeps_nothing_of_what_was_said(office, wang):
    await wang.says("/me 一句私话")

    assert [row.payload for row in await rows(office)] == [None]


@pytest.mark.fault("B4")
async def test_what_no_handler_could_mean_is_kept_as_done(office, wang):
    group = {"update_id": 10**8 + 50, "message": {"chat": {"id": -5, "type": "group"}, "date": 1}}
    odd = {"update_id": 10**8 + 51, "something_new": {"deep": [[[]]]}}
    bare = {"update_id": 10**8 + 52}
    await office.app.intake.receive([group, odd, bare])
    await office.settle()

    assert [row.state for row in await rows(office)] == [InboxState.DONE] * 3


@pytest.mark.fault("B3")
async def test_a_handler_that_hangs_is_cancelled_and_tried_again(office, wang, monkeypatch):
    async def hangs(session, me):
        await asyncio.sleep(3600)

    with monkeypatch.context() as patched:
        patched.setattr("bot.errors.TIME_LIMIT", 0.05)
        patched.setattr("services.own_record.unit_name", hangs)
        await wang.says("/me")
    assert wang.texts() == []

    office.clock.advance(timedelta(minutes=1))
    await office.settle()
    assert "王芳" in wang.sees()


@pytest.mark.fault("B3")
async def test_a_handler_that_always_hangs_ends_and_the_person_is_told(office, wang, monkeypatch):
    async def hangs(session, me):
        await asyncio.sleep(3600)

    monkeypatch.setattr("bot.errors.TIME_LIMIT", 0.05)
    monkeypatch.setattr("services.own_record.unit_name", hangs)
    await wang.says("/me")
    await pass_the_backoff(office)
    assert wang.texts() == ["系统处理失败，已记录并报告系统管理员。请稍后再试。"]
    (dead,) = await rows(office)
    assert (dead.state, dead.tries) == (InboxState.DEAD, TRIES)
    assert dead.error.startswith("TimeoutError")


async def test_a_command_counts_from_when_it_is_handled_not_from_when_it_was_typed(
    office, sun, wang
):
    sun.phone.says("/rollcall 三里社区")
    office.clock.advance(timedelta(minutes=45))
    await office.settle()

    assert "临时点名" in wang.sees()
    assert "已记录：按时到岗" in await wang.presses("到岗")
