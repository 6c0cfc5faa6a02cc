"""Those who press the same button at once are answered at once, each as if they were alone."""

import copy
from collections import Counter
from datetime import UTC, datetime

import pytest
from aiogram import Bot
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event
from sqlmodel import select

from bot.crowd import pressed
from bot.updates import understood, whence
from domain.roll_call import Attendance
from handlers import routes
from models.inbox import Received
from models.person import mark_unreachable
from models.roll_call import RollAnswer

CROWDS = routes().crowds
PLAIN = {
    "update_id": 7,
    "callback_query": {
        "id": "4711",
        "from": {"id": 9, "is_bot": False, "first_name": "王"},
        "chat_instance": "1",
        "data": "roll:1",
        "message": {
            "message_id": 5,
            "date": 1,
            "text": "早点名",
            "chat": {"id": 9, "type": "private"},
        },
    },
}
PARTS = ("id",), ("from", "id"), ("data",), ("message", "message_id"), ("message", "text")
WORDS = ["", "\0", "roll", "roll:", "roll:x", f"roll:{2**31}", "year:1", "\ud83d"]
ODD = [*WORDS, None, 0, -1, 2**63]


def came(update):
    return Received(7, update, datetime(2026, 11, 23, tzinfo=UTC), 0)


def changed(path, value):
    update = copy.deepcopy(PLAIN)
    *above, last = path
    part = update["callback_query"]
    for name in above:
        part = part[name]
    part[last] = value
    return update


def test_nearly_every_press_is_plain():
    found = pressed(came(PLAIN), CROWDS)
    assert found
    assert (found.press.roll_call_id, found.whence.chat_id) == (1, 9)


@given(st.sampled_from(PARTS), st.sampled_from(ODD) | st.integers(1) | st.text())
def test_a_plain_press_is_read_as_aiogram_reads_it(office_bot, path, value):
    update = changed(path, value)
    if found := pressed(came(update), CROWDS):
        long_way = understood(update, office_bot, update_id=7)
        assert long_way is not None
        assert found.whence == whence(long_way.event)
        assert found.press.pack() == long_way.callback_query.data


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("id",), "\0"),
        (("from", "id"), 2**63),
        (("data",), "roll:x"),
        (("data",), f"roll:{2**31}"),
        (("data",), "leave:"),
        (("message", "date"), 0),
        (("message", "text"), None),
        (("message", "chat"), {"id": -5, "type": "group"}),
        (("message",), None),
    ],
)
def test_what_is_odd_goes_the_long_way(path, value):
    assert pressed(came(changed(path, value)), CROWDS) is None


@pytest.fixture(scope="module")
def office_bot():
    return Bot("42:TEST")


@pytest.fixture
def statements(office):
    counted = Counter()

    def count(_connection, _cursor, statement, *_about):
        counted[" ".join(statement.split()[:2])] += 1

    event.listen(office.app.engine.sync_engine, "before_cursor_execute", count)
    return counted


async def press_together(office, *people):
    for someone in people:
        someone.phone.presses_data("roll:1", someone.phone.newest()["message_id"])
    await office.settle()


NOTED = ("按时到岗", "按时到岗", "on time")


async def answers(office):
    async with office.app.sessions() as session:
        return Counter((await session.exec(select(RollAnswer.attendance))).all())


async def test_three_presses_are_one_write(office, wang, zhang, li, statements):
    await office.at("08:00")
    statements.clear()
    await press_together(office, wang, zhang, li)

    assert statements["UPDATE roll_answer"] == 1
    seen = [each.sees() for each in (wang, zhang, li)]
    assert [words in text for words, text in zip(NOTED, seen, strict=True)] == [True] * 3
    assert await answers(office) == {Attendance.PRESENT: 3}


async def test_whoever_is_refused_is_told_why_and_the_others_are_answered(
    office, wang, zhang, li, zhao
):
    """赵强 is on no roll, 张伟 has answered before, and 李娜 presses in a roll not hers."""
    await office.at("08:00")
    before = zhang.phone.newest()["message_id"]
    await zhang.presses("到岗")
    zhao.phone.presses_data("roll:1", 1)
    zhang.phone.presses_data("roll:1", before)
    li.phone.presses_data("roll:99", li.phone.newest()["message_id"])
    wang.phone.presses("到岗")
    await office.settle()

    assert [len(each.phone.popups) for each in (zhao, li, wang)] == [1, 1, 0]
    assert "按时到岗" in wang.sees()
    assert "按时到岗" in zhang.sees()
    assert await answers(office) == {Attendance.PRESENT: 2, Attendance.AWAITED: 1}


async def test_whoever_presses_can_be_reached_again(office, wang, zhang):
    await office.at("08:00")
    async with office.app.sessions.begin() as session:
        await mark_unreachable(session, wang.phone.user_id, reason="blocked", now=office.now)
    await press_together(office, wang, zhang)

    assert (await office.person("王芳")).unreachable is None
