"""What is owed arrives once, answers first; what cannot arrive is a fact with a reason."""

import asyncio
from datetime import timedelta

import pytest
import structlog
from aiogram.exceptions import ClientDecodeError, TelegramNetworkError, TelegramRetryAfter
from aiogram.methods import SendMessage
from sqlmodel import select

from bot.abreast import Room
from bot.outcome import Accepted, Again
from bot.pace import Pace
from models.outbox import Lane, Outbox, OutboxState
from models.person import Person, addresses
from tests.kit.owed import owed

HOUR = timedelta(hours=1)
METHOD = SendMessage(chat_id=1, text="…")


async def outbox(office):
    async with office.app.sessions() as session:
        return (await session.exec(select(Outbox).order_by(Outbox.id))).all()


@pytest.mark.fault("C8")
async def test_answers_go_ahead_of_notices(office, wang):
    await owed(office, wang, "第一条通知", "第二条通知")
    await owed(office, wang, "回答", lane=Lane.ANSWER)
    await office.app.delivery.drain()

    assert wang.texts() == ["回答", "第一条通知", "第二条通知"]


@pytest.mark.fault("C6")
@pytest.mark.parametrize(
    "broken",
    [
        TelegramNetworkError(METHOD, "ServerDisconnectedError"),
        ClientDecodeError("Failed to decode object", ValueError(), "<html>502</html>"),
        TelegramRetryAfter(METHOD, "Too Many Requests", 7),
        TimeoutError(),
    ],
    ids=["cut", "html page", "429", "time-out"],
)
async def test_a_fault_of_the_line_is_waited_out(office, wang, broken):
    office.wire.breaks.append(broken)
    await owed(office, wang, "早上好")
    await office.app.delivery.drain()
    assert wang.texts() == []

    office.clock.advance(timedelta(seconds=30))
    await office.app.delivery.drain()
    assert wang.texts() == ["早上好"]
    (row,) = await outbox(office)
    assert (row.state, row.tries) == (OutboxState.SENT, 1)
    assert row.message_id == wang.phone.messages[-1]["message_id"]


@pytest.mark.fault("C1")
async def test_who_blocked_the_bot_is_marked_and_stops_nobody(office, wang, zhang):
    wang.phone.blocks()
    await owed(office, wang, "早上好")
    await owed(office, zhang, "早上好")
    await office.settle()

    assert (await office.person("王芳")).unreachable
    assert zhang.texts() == ["早上好"]
    first, _ = await outbox(office)
    assert (first.state, first.error) == (
        OutboxState.FAILED,
        "Forbidden: bot was blocked by the user",
    )


@pytest.mark.fault("C7")
async def test_a_message_that_makes_no_sense_any_more_is_not_sent(office, wang):
    await owed(office, wang, "点名将于 09:00 截止", expires_at=office.now + timedelta(minutes=5))
    office.clock.advance(timedelta(minutes=6))
    await office.app.delivery.drain()

    assert wang.texts() == []
    assert [row.state for row in await outbox(office)] == [OutboxState.EXPIRED]


def edit(office, someone, message_id, text=None):
    payload = {"chat_id": someone.phone.user_id, "message_id": message_id}
    if text is None:
        return {"method": "editMessageReplyMarkup", "payload": payload}
    return {"method": "editMessageText", "payload": payload | {"text": text}}


async def test_an_edit_that_waited_gives_way_to_a_newer_one(office, wang):
    await owed(office, wang, "早点名")
    await office.app.delivery.drain()
    at = wang.phone.messages[-1]["message_id"]
    office.wire.breaks.append(TelegramNetworkError(METHOD, "ServerDisconnectedError"))
    await owed(office, wang, "", lane=Lane.ANSWER, **edit(office, wang, at, "已记录：迟到"))
    await office.app.delivery.drain()
    for text in ("已记录：请假", "已记录：到岗"):
        await owed(office, wang, "", lane=Lane.ANSWER, **edit(office, wang, at, text))
    await owed(office, wang, "", lane=Lane.ANSWER, **edit(office, wang, at))
    office.clock.advance(timedelta(seconds=30))
    await office.app.delivery.drain()

    assert wang.texts() == ["已记录：到岗"]
    states = [row.state for row in await outbox(office)]
    gone = OutboxState.SUPERSEDED
    assert states == [OutboxState.SENT, gone, gone, OutboxState.SENT, OutboxState.SENT]


async def test_the_buttons_alone_replace_no_text(office, wang):
    await owed(office, wang, "早点名", "任务")
    await office.app.delivery.drain()
    roll, task = (message["message_id"] for message in wang.phone.messages[-2:])
    await owed(office, wang, "", lane=Lane.ANSWER, **edit(office, wang, roll, "已记录：到岗"))
    await owed(office, wang, "", lane=Lane.ANSWER, **edit(office, wang, roll))
    await owed(office, wang, "", lane=Lane.ANSWER, **edit(office, wang, task, "状态：完成"))
    office.clock.advance(timedelta(seconds=30))
    await office.app.delivery.drain()

    assert wang.texts() == ["已记录：到岗", "状态：完成"]
    assert {row.state for row in await outbox(office)} == {OutboxState.SENT}


async def test_a_key_is_owed_once(office, wang):
    for _ in range(3):
        await owed(office, wang, "早上好", key="roll:1:1")
    await office.app.delivery.drain()

    assert wang.texts() == ["早上好"]


async def test_what_was_on_the_wire_is_sent_again_after_a_restart(office, wang):
    await owed(office, wang, "早上好", state=OutboxState.SENDING)
    await office.restarts()
    await office.settle()

    assert wang.texts() == ["早上好"]


class Stumbling(Pace):
    """Fails once, at the second message."""

    begun = 0

    def begin(self, chat_id=0, method=""):
        self.begun += 1
        if self.begun == 2:
            raise IndexError("no place is left")
        return super().begin(chat_id, method)


async def test_what_was_claimed_and_never_begun_goes_out_without_a_restart(office, wang, zhang):
    office.app.delivery.pace = Stumbling(limit=None)
    for each in (wang, zhang):
        await owed(office, each, "早上好")
    with pytest.raises(IndexError, match="no place"):
        await office.app.delivery.drain()
    assert {row.state for row in await outbox(office)} == {OutboxState.SENDING}

    await office.app.delivery.drain()
    assert (wang.texts(), zhang.texts()) == (["早上好"], ["早上好"])
    assert {row.state for row in await outbox(office)} == {OutboxState.SENT}


@pytest.mark.fault("C10")
async def test_an_edit_of_a_message_that_is_gone_becomes_a_new_one(office, wang):
    payload = {"chat_id": wang.phone.user_id, "message_id": 99_999, "text": "已记录"}
    await owed(office, wang, "-", method="editMessageText", payload=payload)
    await office.app.delivery.drain()

    assert wang.texts() == ["已记录"]


async def test_a_poisonous_message_is_set_aside_with_its_reason(office, wang):
    await owed(office, wang, " ", "早上好")
    await office.app.delivery.drain()

    assert wang.texts() == ["早上好"]
    assert [row.state for row in await outbox(office)] == [OutboxState.FAILED, OutboxState.SENT]
    assert (await outbox(office))[0].error.startswith("Bad Request: ")


@pytest.mark.fault("C10")
async def test_buttons_of_a_deleted_message_are_simply_gone(office, wang):
    payload = {"chat_id": wang.phone.user_id, "message_id": 99_999}
    await owed(office, wang, "-", method="editMessageReplyMarkup", payload=payload)
    await owed(office, wang, "早上好")
    await office.app.delivery.drain()

    assert wang.texts() == ["早上好"]
    assert [row.state for row in await outbox(office)] == [OutboxState.SENT] * 2


async def test_a_row_that_is_no_call_at_all_stops_nobody(office, wang):
    await owed(office, wang, "-", method="sendNothing")
    await owed(office, wang, "-", method="sendMessage", payload={"text": 5})
    await owed(office, wang, "早上好")
    await office.app.delivery.drain()

    assert wang.texts() == ["早上好"]


@pytest.mark.fault("C3")
async def test_one_chat_that_fails_does_not_slow_the_others(office, wang, zhang):
    office.wire.breaks.append(TelegramRetryAfter(METHOD, "Too Many Requests", 600))
    await owed(office, wang, "第一条", "第二条")
    await owed(office, zhang, "早上好")
    await office.app.delivery.drain()
    assert (wang.texts(), zhang.texts()) == ([], ["早上好"])

    office.clock.advance(timedelta(seconds=601))
    await office.app.delivery.drain()
    assert wang.texts() == ["第一条", "第二条"], "a retried message is not overtaken"


@pytest.mark.parametrize("tries", [1, 10, 5_000])
def test_the_wait_grows_and_stays_bounded(tries):
    assert 1 <= Again("cut").wait(tries) <= 30


async def test_an_answer_withdraws_the_reminder_that_was_not_sent_yet(office, wang):
    await office.at("08:00")
    asked = next(r for r in await outbox(office) if r.chat_id == wang.phone.user_id)
    reminder = asked.key.replace("roll:", "roll-reminder:")
    await owed(office, wang, "还没有应答", key=reminder, not_before=office.now + HOUR)
    await wang.says("到")

    states = {row.key: row.state for row in await outbox(office)}
    assert states[reminder] is OutboxState.CANCELLED


async def test_who_left_the_office_hears_nothing_more(office, wang):
    async with office.app.sessions.begin() as session:
        (await session.get_one(Person, wang.person_id)).active = False
    async with office.app.sessions() as session:
        assert await addresses(session, [wang.person_id]) == {}


@pytest.mark.fault("A8")
@pytest.mark.parametrize("is_known", [False, True])
async def test_a_stop_waits_for_a_lost_database_only_when_there_is_something_to_write(
    office, wang, is_known
):
    await owed(office, wang, "早上好")
    delivery = office.app.delivery
    if is_known:
        delivery._known = [(letter, Accepted()) for letter in await delivery._turn(Room(4, 0))]
    async with office.app.engine.begin() as connection:
        await connection.exec_driver_sql("ALTER TABLE outbox RENAME TO lost")
    with structlog.testing.capture_logs() as log:
        delivering = asyncio.create_task(delivery.run())
        while not log:
            await asyncio.sleep(0.01)
        await delivery.finish(0.2)
    delivering.cancel()
    await asyncio.wait([delivering])
    waited = [line for line in log if line["event"].startswith("stopped with")]
    assert bool(waited) is is_known
