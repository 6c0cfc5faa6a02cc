"""When a connection breaks after the request nobody knows: sent again, or the sender decides."""

import re
from datetime import timedelta

import pytest
from aiogram.exceptions import ClientDecodeError, TelegramNetworkError
from aiogram.methods import SendMessage
from sqlmodel import select

from bot.outcome import judge
from bot.wire import NotReached
from models.outbox import Lane, Outbox, OutboxState
from tests.kit.owed import owed

METHOD = SendMessage(chat_id=1, text="…")
BROKEN = ClientDecodeError("Failed to decode object", ValueError(), "<html>502</html>")
TASK = "新任务"


async def states(office, key="task:"):
    async with office.app.sessions() as session:
        rows = (await session.exec(select(Outbox).order_by(Outbox.id))).all()
    return [row.state for row in rows if (row.key or "").startswith(key)]


async def dispatched(office, by, *people, state=OutboxState.QUEUED):
    for one in people:
        about = {"person_id": one.person_id, "held_for": by.person_id, "state": state}
        await owed(office, one, TASK, lane=Lane.URGENT, key=f"task:{one.person_id}", **about)


async def breaks(office, *, times=1):
    """The next so many messages get an HTML page for an answer."""
    office.wire.breaks += [BROKEN] * times
    await office.app.delivery.drain()


async def breaks_again(office, li):
    """For one message; another arrives, so that it is not taken for the line."""
    await owed(office, li, "早上好")
    await breaks(office)


@pytest.fixture
async def broken(office, zhao, wang, zhang):
    """赵强 dispatched to two, and an HTML page came back for both."""
    await dispatched(office, zhao, wang, zhang)
    await breaks(office, times=2)
    return office


@pytest.mark.fault("C6")
async def test_a_task_that_may_have_arrived_is_held_and_its_sender_asked(broken, zhao, wang):
    assert await states(broken) == [OutboxState.UNKNOWN] * 2
    assert wang.texts() == []
    assert "您发出的 2 条消息状态不明" in zhao.sees()
    assert "王芳、张伟" in zhao.sees()
    assert zhao.buttons() == ["重发", "忽略"]
    assert len(zhao.texts()) == 1


async def test_the_sender_has_them_sent_again(broken, zhao, wang, zhang):
    assert await zhao.presses("重发") == "正在重发 2 条消息。"

    assert (wang.texts(), zhang.texts()) == ([TASK], [TASK])
    assert await states(broken) == [OutboxState.SENT] * 2


async def test_the_sender_leaves_them(broken, zhao, wang):
    assert "已忽略 2 条消息" in await zhao.presses("忽略")

    assert wang.texts() == []
    assert await states(broken) == [OutboxState.CANCELLED] * 2


async def test_a_second_press_changes_nothing(broken, zhao, wang):
    message = zhao.phone.newest()["message_id"]
    await zhao.presses("重发")
    again = await zhao.forges(f"hagain:{int(broken.now.timestamp())}", message)
    assert again.startswith("此操作已结束")
    assert wang.texts() == [TASK]


async def test_nobody_else_can_decide(broken, sun, zhao, wang):
    upto = int(broken.now.timestamp())
    await sun.says("/me")
    await sun.forges(f"hagain:{upto}")
    assert wang.texts() == []
    assert await states(broken) == [OutboxState.UNKNOWN] * 2


async def test_what_breaks_later_is_counted_in_a_new_message(broken, zhao, li):
    old = zhao.phone.newest()["message_id"]
    broken.clock.advance(timedelta(minutes=5))
    await dispatched(broken, zhao, li)
    await breaks(broken)

    assert "3 条消息状态不明" in zhao.sees()
    await zhao.presses("重发")
    assert li.texts() == [TASK]
    bare = next(m for m in zhao.phone.messages if m["message_id"] == old)
    assert "reply_markup" not in bare


async def test_one_question_counts_all_that_broke_before_it_came(office, zhao, wang, zhang):
    await dispatched(office, zhao, wang)
    await breaks(office, times=2)
    assert zhao.texts() == [], "the question itself did not get through"
    await dispatched(office, zhao, zhang)
    await breaks(office)
    office.clock.advance(timedelta(minutes=1))
    await office.app.delivery.drain()

    (question,) = zhao.texts()
    assert "您发出的 2 条消息状态不明" in question


@pytest.mark.fault("C6")
async def test_after_a_crash_the_task_is_held_and_the_roll_sent_again(office, zhao, wang, zhang):
    await dispatched(office, zhao, wang, state=OutboxState.SENDING)
    await owed(office, zhang, "早点名", state=OutboxState.SENDING)
    await office.restarts()
    await office.settle()

    assert (wang.texts(), zhang.texts()) == ([], ["早点名"])
    assert "您发出的 1 条消息状态不明" in zhao.sees()


@pytest.mark.fault("C5")
async def test_what_found_no_connection_is_no_try(office, zhao, wang):
    office.wire.breaks += [NotReached(METHOD, "ClientConnectorError")] * 3
    await dispatched(office, zhao, wang)
    await office.app.delivery.drain()
    office.clock.advance(timedelta(seconds=30))
    await office.app.delivery.drain()

    assert wang.texts() == [TASK]
    async with office.app.sessions() as session:
        assert (await session.exec(select(Outbox.tries))).one() == 0
    assert zhao.texts() == []


@pytest.mark.parametrize(("minutes", "state"), [(9, OutboxState.SENT), (11, OutboxState.FAILED)])
async def test_a_menu_is_given_up_after_five_tries_and_ten_minutes(
    office, wang, li, minutes, state
):
    menu = {"commands": [], "scope": {"type": "chat", "chat_id": wang.phone.user_id}}
    await owed(office, wang, "-", method="setMyCommands", payload=menu)
    for _ in range(5):
        await breaks_again(office, li)
        office.clock.advance(timedelta(seconds=30))
    office.clock.advance(timedelta(minutes=minutes - 2.5))
    await breaks_again(office, li)
    office.clock.advance(timedelta(minutes=1))
    await office.app.delivery.drain()

    async with office.app.sessions() as session:
        row = await session.get_one(Outbox, 1)
    assert (row.state, row.tries) == (state, 6)


@pytest.mark.fault("C4")
async def test_what_matters_is_tried_without_end(office, wang, li):
    await owed(office, wang, "早上好")
    for _ in range(25):
        await breaks_again(office, li)
        office.clock.advance(timedelta(seconds=30))
    await office.app.delivery.drain()
    assert wang.texts() == ["早上好"]


async def test_what_makes_no_sense_any_more_ends_as_expired_also_while_tried(office, wang):
    await owed(office, wang, "点名将截止", expires_at=office.now + timedelta(minutes=1))
    await breaks(office)
    office.clock.advance(timedelta(minutes=2))
    await office.app.delivery.drain()

    assert wang.texts() == []
    assert await states(office, "") == [OutboxState.EXPIRED]


async def test_a_clock_set_back_holds_nothing_up(office, wang, zhang):
    await owed(office, wang, "早上好")
    await breaks(office)
    await owed(office, zhang, "早上好")
    office.clock.advance(timedelta(hours=-1))
    await office.app.delivery.drain()
    assert (wang.texts(), zhang.texts()) == (["早上好"], ["早上好"])


@pytest.mark.fault("C5")
@pytest.mark.parametrize(
    ("error", "may_have_arrived"),
    [
        (NotReached(METHOD, "ClientConnectorDNSError"), False),
        (TelegramNetworkError(METHOD, "ServerDisconnectedError"), True),
        (TimeoutError(), True),
        (BROKEN, True),
    ],
)
def test_only_what_found_no_connection_surely_did_not_arrive(error, may_have_arrived):
    assert judge(error).may_have_arrived is may_have_arrived


def test_those_that_failed_together_are_not_tried_together():
    assert len({judge(BROKEN).wait(3) for _ in range(20)}) > 1
    assert not re.search("token", judge(BROKEN).reason)
