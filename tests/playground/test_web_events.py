"""The stream of events: complete, resumable, and bounded."""

import asyncio
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.telegram import TOKEN
from playground.web.feed import Feed
from tests.playground.clients import inline

PHONE = "/api/phones/1001"


def bot_does(platform, method, **params):
    return platform.call(TOKEN, method, {"chat_id": 1001} | params)


async def test_a_new_reader_is_told_how_things_stand(page, quiet, site):
    quiet.opens_the_roll()
    await asyncio.sleep(0.6)
    async with page.events() as stream:
        clock = await stream.hears("clock")
        assert clock == {"now": "2026-11-25T08:00:00+08:00", "speed": 0, "pace": 0, "target": None}
        assert await stream.hears("figures") == {
            "roll": None,
            "outbox": {"waiting": 0, "oldest_seconds": 0},
            "updates_waiting": 0,
            "reviews": {"due": 0, "handed_in": 0},
            "calls_per_second": 0.0,
        }
        day = await stream.hears("day")
    assert day == {
        "id": 3,
        "at": "2026-11-25T08:00:00+08:00",
        "kind": "roll_call",
        "unit": "三里街道",
        "state": "done",
        "people": 392,
    }


async def test_what_the_bot_does_is_told_as_it_happens(page, platform):
    async with page.events() as stream:
        await stream.hears("figures")
        sent = bot_does(platform, "sendMessage", text="点名", reply_markup=inline([("到岗", "a")]))
        assert await stream.hears("message") == {"chat": 1001, "message": sent}
        await page.post(f"{PHONE}/presses", message_id=sent["message_id"], data="a")
        press = platform.call(TOKEN, "getUpdates", {"offset": -1})[0]["callback_query"]["id"]
        answer = {"callback_query_id": press, "text": "已记录", "show_alert": True}
        platform.call(TOKEN, "answerCallbackQuery", answer)
        assert await stream.hears("popup") == {"chat": 1001, "text": "已记录", "alert": True}
        target = {"message_id": sent["message_id"]}
        edited = bot_does(platform, "editMessageText", text="已记录", **target)
        assert await stream.hears("edited") == {"chat": 1001, "message": edited}
        bot_does(platform, "deleteMessage", **target)
        assert await stream.hears("deleted") == {"chat": 1001} | target
        bot_does(platform, "sendChatAction", action="typing")
        assert await stream.hears("typing") == {"chat": 1001}


async def test_keyboards_menus_and_blocks_are_told(page, platform):
    async with page.events() as stream:
        keyboard = {"keyboard": [["取消"]], "one_time_keyboard": True}
        bot_does(platform, "sendMessage", text="请选择", reply_markup=keyboard)
        laid = await stream.hears("keyboard")
        assert laid["keyboard"]["buttons"] == [[{"text": "取消", "request": None}]]
        await page.post(f"{PHONE}/keyboard", text="取消", request=None)
        assert (await stream.hears("keyboard"))["keyboard"] is None
        menu = [{"command": "today", "description": "今天"}]
        scope = {"type": "chat", "chat_id": 1001}
        platform.call(TOKEN, "setMyCommands", {"commands": menu, "scope": scope})
        assert await stream.hears("commands") == {"chat": 1001, "commands": menu}
        await page.post(f"{PHONE}/blocks")
        assert await stream.hears("membership") == {"chat": 1001, "blocked": True}
        await page.post(f"{PHONE}/unblocks")
        assert await stream.hears("membership") == {"chat": 1001, "blocked": False}


async def test_a_menu_for_everybody_makes_the_page_look_anew(page, platform):
    async with page.events() as stream:
        menu = [{"command": "today", "description": "今天"}]
        platform.call(TOKEN, "setMyCommands", {"commands": menu})
        await stream.hears("reset")


async def test_the_clock_is_told_when_it_changes(page):
    async with page.events() as stream:
        assert (await stream.hears("clock"))["speed"] == 0
        await page.post("/api/clock", speed=600)
        first = await stream.hears("clock", lambda clock: clock["speed"] == 600, seconds=2)
        later = await stream.hears("clock", seconds=3)
        assert first["pace"] == later["pace"] == 600
        assert later["now"] > first["now"]


async def test_an_outage_is_told_with_its_end(page):
    async with page.events() as stream:
        assert await stream.hears("line") == {"down": False, "until": None}
        await page.post("/api/deeds", deed="outage", minutes=5)
        line = await stream.hears("line")
        assert (line["down"], line["until"][:16]) == (True, "2026-11-25T00:05")


async def test_a_reader_who_was_away_goes_on_where_they_stopped(page, platform):
    async with page.events() as stream:
        bot_does(platform, "sendMessage", text="一")
        await stream.hears("message")
    for text in ("二", "三"):
        bot_does(platform, "sendMessage", text=text)
    async with page.events(after=stream.last_id) as again:
        told = [(await again.hears("message"))["message"]["text"] for _ in range(2)]
    assert told == ["二", "三"]


@pytest.mark.parametrize("seen", [1, 2**53])
async def test_a_reader_who_was_away_too_long_begins_anew(page, seen):
    async with page.events(after=seen) as stream:
        await stream.hears("clock")
        assert stream.names == ["reset", "clock"]


async def test_a_reader_who_falls_too_far_behind_begins_anew(page, platform, site):
    """What nobody reads is not kept for them: the feed holds so much and no more."""
    async with page.events() as stream:
        await stream.hears("figures")
        for _ in range(6_000):
            bot_does(platform, "sendMessage", text="点名")
        assert len(site.feed._entries) == 5_000
        await stream.hears("reset")
        sent = bot_does(platform, "sendMessage", text="还在")
        await stream.hears("message", lambda data: data["message"] == sent)


async def test_a_page_that_is_left_is_forgotten(page, site):
    async with page.events() as stream:
        await stream.hears("clock")
        assert site._events.readers == 1
    async with asyncio.timeout(10):
        while site._events.readers:
            site.feed.publish("typing", {"chat": 1001})
            await asyncio.sleep(0.05)


@given(
    size=st.integers(min_value=1, max_value=5),
    published=st.integers(min_value=0, max_value=12),
    back=st.integers(min_value=-2, max_value=14),
)
def test_a_feed_gives_exactly_what_came_later_or_nothing(size, published, back):
    feed = Feed(remembered=size)
    for number in range(published):
        feed.publish("typing", {"chat": number})
    news = feed.after(feed.newest - back)
    if 0 <= back <= min(published, size):
        assert [entry.data["chat"] for entry in news] == [*range(published - back, published)]
        assert [entry.id for entry in news] == [*range(feed.newest - back + 1, feed.newest + 1)]
    else:
        assert news is None


def test_a_text_never_breaks_the_stream():
    feed = Feed()
    feed.publish("message", {"text": "一\nevent: reset\r\n\u2028二"})
    (entry,) = feed.after(feed.newest - 1)
    lines = entry.encoded().decode().split("\n")
    assert [line.partition(":")[0] for line in lines] == ["id", "event", "data", "", ""]
    assert json.loads(lines[2].removeprefix("data: "))["text"].startswith("一\nevent")
