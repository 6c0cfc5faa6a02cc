"""`make demo`: the whole office behind the page, played through HTTP as a browser plays it."""

import asyncio
import os
import signal
import sys
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.playground.page import page_open
from bot.playground.stage import on_stage
from bot.playground.street import hire_community
from bot.playground.timekeeper import Timekeeper
from bot.settings import Settings
from playground.clock import MovableClock
from tests.kit.community import registered_community
from tests.kit.house import SHANGHAI
from tests.kit.page import Page

ROOT = Path(__file__).parent.parent
LATE = "晚了"


@asynccontextmanager
async def demo():
    async with (
        page_open(Settings(_env_file=None), port=0, hire=registered_community) as site,
        Page.open(site.address) as page,
        page.events() as stream,
    ):
        yield page, stream


async def accounts(page):
    return {person["name"]: person["id"] for person in await page.get("/api/people")}


async def test_a_newcomer_registers_and_answers_the_roll():
    async with demo() as (page, stream):
        office = await page.get("/api/office")
        assert [person["registered"] for person in office["cast"]] == [True, True, True, False]
        assert office["cast"][0]["roles"] == ["supervisor"]
        liu = office["cast"][-1]["id"]
        await page.post(f"/api/phones/{liu}/starts")
        await page.until(liu, "欢迎使用点卯")
        chat = await page.get(f"/api/phones/{liu}")
        button = chat["keyboard"]["buttons"][0][0]
        assert button["request"] == "contact"
        await page.post(f"/api/phones/{liu}/keyboard", **button)
        await page.until(liu, "单位：")
        assert (await page.get(f"/api/phones/{liu}"))["registered"] is True

        await page.post("/api/clock", jump="08:00")
        day = await stream.hears("day")
        assert (day["kind"], day["state"], day["people"]) == ("roll_call", "done", 5)
        assert day["at"].startswith("2026-11-23T08:00")
        assert LATE not in await page.until(liu, "早点名")
        await page.presses(liu, "到岗")
        await page.until(liu, "已记录：按时到岗")
        figures = await stream.hears(
            "figures", lambda told: told["roll"] and told["roll"]["present"]
        )
        assert figures["roll"] == {
            "title": "朝阳区 08:00",
            "expected": 5,
            "present": 1,
            "late": 0,
            "leave": 0,
            "absent": 0,
            "awaited": 4,
            "not_registered": 0,
            "rest": 0,
            "pre_post": 0,
        }


async def test_everybody_registered_finds_their_menu():
    async with demo() as (page, stream):
        people = await accounts(page)
        await stream.hears("commands", lambda told: told["chat"] == people["王芳"])
        wang = await page.get(f"/api/phones/{people['王芳']}")
        assert "today" in [one["command"] for one in wang["commands"]]
        assert (wang["messages"], wang["registered"]) == ([], True)
        assert (await page.get(f"/api/phones/{people['刘洋']}"))["commands"] == []


async def test_a_stranger_applies_and_a_new_telephone_is_asked_about():
    async with demo() as (page, _):
        stranger, second, *_ = await page.get("/api/people")
        assert [one["unit"] for one in (stranger, second)] == [
            "不在花名册，可以申请加入",
            "三里社区 第二网格 · 换了新手机",
        ]
        for one in (stranger["id"], second["id"]):
            await page.post(f"/api/phones/{one}/starts")
            await page.until(one, "欢迎使用点卯")
            await page.post(f"/api/phones/{one}/keyboard", text="", request="contact")
        await page.until(stranger["id"], "花名册中没有")
        await page.until(second["id"], "该手机号已有其他登记")
        await page.presses(second["id"], "申请改用此账号")
        [chief] = await page.get("/api/people", q="supervisor")
        await page.until(second["id"], "申请改用新账号")
        await page.presses(second["id"], "确认")
        await page.until(second["id"], "已提交")
        await page.until(chief["id"], f"{second['name']}申请改用新账号")
        await page.presses(chief["id"], "同意")
        await page.until(second["id"], "今后就用此账号")
        assert (await page.get(f"/api/phones/{second['id']}"))["unit"] == "三里社区 第二网格"


async def test_a_jump_skips_nothing_on_its_way():
    async with demo() as (page, stream):
        wang = (await accounts(page))["王芳"]
        _, begun = await page.post("/api/clock", jump="17:30")
        assert begun == {"ok": True, "target": "2026-11-23T17:30:00+08:00"}
        assert await page.post("/api/clock", jump="workday") == (
            409,
            {"error": "jumping", "text": "The clock is on its way already."},
        )
        told = [await stream.hears("day", seconds=60) for _ in range(4)]
        assert [(day["kind"], day["state"], day["at"][11:16]) for day in told] == [
            ("roll_call", "done", "08:00"),
            ("roll_reminder", "done", "08:50"),
            ("roll_closing", "done", "09:00"),
            ("review", "done", "17:30"),
        ]
        await page.until(wang, "晚评议")
        chat = await page.get(f"/api/phones/{wang}")
        said = [message["text"].split("\n")[0] for message in chat["messages"]]
        assert [line[:2] for line in said] == ["早点", "您还", "点名", "晚评"]
        assert not [message for message in chat["messages"] if LATE in message["text"]]


async def test_a_fast_clock_strikes_on_time_and_waits_for_people():
    """At ×600 a press would be too old after a quarter of a second."""
    async with demo() as (page, stream):
        wang = (await accounts(page))["王芳"]
        await page.post("/api/clock", speed=600)
        assert LATE not in await page.until(wang, "早点名")
        await page.presses(wang, "到岗")
        await page.until(wang, "已记录")
        closing = await stream.hears("day", lambda day: day["kind"] == "roll_closing")
        assert (closing["state"], closing["at"][11:16]) == ("done", "09:00")


async def test_a_stopped_clock_stands():
    async with demo() as (page, _):
        await page.post("/api/clock", speed=0)
        before = (await page.get("/api/office"))["clock"]["now"]
        await asyncio.sleep(0.3)
        assert (await page.get("/api/office"))["clock"]["now"] == before


def is_delivered(told):
    return told["outbox"]["waiting"] == 0


async def test_everyone_but_one_answers_the_roll_and_hands_in_the_review():
    async with demo() as (page, stream):
        people = await accounts(page)
        wang, zhang = people["王芳"], people["张伟"]
        await page.post("/api/clock", jump="08:00")
        await stream.hears("figures", lambda told: told["roll"] and is_delivered(told))
        deed = {"deed": "everyone_answers", "but": [wang]}
        assert (await page.post("/api/deeds", **deed))[1]["count"] == 3
        await stream.hears("figures", lambda told: (told["roll"] or {}).get("awaited") == 1)
        assert (await page.sees(wang)).startswith("早点名")

        await page.post("/api/clock", jump="17:30")
        asked = await stream.hears(
            "figures", lambda told: told["reviews"]["due"] and is_delivered(told)
        )
        assert asked["reviews"] == {"due": 4, "handed_in": 0}
        await page.post("/api/deeds", **deed)
        await stream.hears("figures", lambda told: told["reviews"]["handed_in"] == 3)
        await page.until(zhang, "晚评议 · 11月23日（周一）\n已提交")
        assert (await page.sees(wang)).startswith("晚评议 · 11月23日（周一）\n您今天没有")


@pytest.mark.fault("B8")
async def test_after_an_outage_the_silent_are_asked_again():
    """The press died while the line was down; the office's clock says that it was long enough."""
    async with demo() as (page, stream):
        wang = (await accounts(page))["王芳"]
        await page.post("/api/clock", jump="08:00")
        await page.until(wang, "早点名")
        assert (await page.post("/api/deeds", deed="outage", minutes=5))[0] == 200
        assert (await stream.hears("line", lambda line: line["down"]))["until"][11:16] == "08:05"
        await page.presses(wang, "到岗")
        await page.post("/api/clock", speed=600)
        await stream.hears("line", lambda line: not line["down"])
        await page.post("/api/clock", speed=1)
        assert "系统中断" in await page.until(wang, "08:00 至 08:05")
        await page.presses(wang, "到岗")
        await page.until(wang, "已记录")


async def test_a_line_is_mended_at_once():
    async with demo() as (page, stream):
        await page.post("/api/deeds", deed="outage", minutes=60)
        await stream.hears("line", lambda line: line["down"])
        await page.post("/api/deeds", deed="outage", minutes=0)
        await stream.hears("line", lambda line: not line["down"])


@pytest.mark.parametrize(
    ("now", "where", "then"),
    [
        ("2026-11-23 07:30", "08:00", "2026-11-23 08:00"),
        ("2026-11-23 08:00", "08:00", "2026-11-24 08:00"),
        ("2026-11-23 09:00", "17:30", "2026-11-23 17:30"),
        ("2026-11-23 07:00", "workday", "2026-11-24 07:55"),
        ("2026-11-27 18:00", "07:59", "2026-11-30 07:59"),
        ("2026-11-28 07:00", "08:00", "2026-11-30 08:00"),
        ("2026-09-30 18:00", "workday", "2026-10-08 07:55"),
        ("2027-12-31 18:00", "workday", "2028-01-03 07:55"),
    ],
)
async def test_where_a_jump_leads(now, where, then):
    """To a workday of the office's calendar; where no year is confirmed, not to a weekend."""
    moment = datetime.fromisoformat(now).replace(tzinfo=SHANGHAI)
    clock = MovableClock(at=moment, freeze=True)
    async with on_stage(Settings(_env_file=None), clock=clock, hire=hire_community) as stage:
        await stage.app.prepare(Settings(_env_file=None))
        target = await Timekeeper(stage)._moment(where)
    assert f"{target:%Y-%m-%d %H:%M}" == then
    assert target.tzinfo is SHANGHAI


async def test_the_command_says_where_the_page_is_and_ends_cleanly(tmp_path):
    kept = {name: v for name, v in os.environ.items() if not name.startswith("MUSTER_")}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "playground", "--no-browser", "--port", "0"),
        env=kept | {"PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(120):
        line = (await process.stdout.readline()).decode()
        address = line.split("：")[1].split()[0]
        async with ClientSession() as http, http.get(address) as answer:
            assert answer.status == 200
            assert "<html" in await answer.text()
        async with ClientSession() as http, http.get(f"{address}api/events") as answer:
            assert (await answer.content.readline()).startswith(b"retry")
            process.send_signal(signal.SIGINT)
            rest, errors = await process.communicate()
    assert (process.returncode, rest, errors) == (0, b"", b"")
