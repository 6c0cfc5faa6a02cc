"""One chat hears a notice a second, a group twenty a minute; answers come at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat_pace import ChatPace
from bot.pace import Pace

WANG, GROUP = 7, -7
SEND = "sendMessage"


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def chats(clock):
    return ChatPace(margin=0.0, clock=clock)


def say(chats, chat, method=SEND):
    chats.begin(chat, method)
    chats.done(chat, method)


def test_a_chat_rests_for_a_second_after_a_message_arrived(chats, clock):
    chats.begin(WANG, SEND)
    clock.now += 5
    assert chats.resting() == [WANG], "it may still arrive"
    chats.done(WANG, SEND)
    clock.now += 0.9
    assert (chats.resting(), chats.silent()) == ([WANG], [])
    assert chats.opens_in() == pytest.approx(0.1)
    clock.now += 0.1
    assert chats.resting() == []


def test_three_answers_follow_each_other_and_the_fourth_waits(chats, clock):
    for _ in range(3):
        assert chats.silent() == []
        say(chats, WANG)
        clock.now += 0.2
    assert chats.silent() == [WANG]
    clock.now += 2.4
    assert chats.silent() == []


def test_twenty_a_minute_to_a_group_its_edits_among_them(chats, clock):
    for _ in range(10):
        say(chats, GROUP)
        clock.now += 1
        say(chats, GROUP, "editMessageText")
        clock.now += 1
    assert chats.silent() == [GROUP]
    clock.now += 39.9
    assert chats.silent() == [GROUP]
    clock.now += 0.1
    assert chats.silent() == []


@pytest.mark.parametrize("method", ["editMessageText", "answerCallbackQuery", "setMyCommands"])
def test_what_is_no_message_costs_a_person_nothing(chats, method):
    for _ in range(30):
        say(chats, WANG, method)
    assert chats.resting() == chats.silent() == []


def test_what_is_over_is_forgotten(chats, clock):
    for chat in range(1_000):
        say(chats, chat)
    clock.now += 3.1
    assert chats.silent() == []
    assert chats._chats == {}


@given(st.lists(st.floats(0.0, 0.5), min_size=60, max_size=120))
def test_a_broadcast_leaves_an_answer_a_place_within_a_fifth_of_a_second(waits):
    clock = Clock()
    pace = Pace(30, margin=0.0, clock=clock)
    clock.now += 60
    full = 0.0
    for wait in waits:
        while pace.room() > 0 and pace.even_room() > 0:
            pace.begin()
            pace.done()
        full = max(full, pace.opens_in())
        clock.now += wait / 10
    assert full <= 0.2
