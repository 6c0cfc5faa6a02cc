"""A spreadsheet is asked for, announced at once, made in the background, and read in Excel."""

import re
import zipfile
from datetime import date, datetime
from io import BytesIO
from threading import current_thread, main_thread

import pytest
from sqlmodel import select

from domain.audit import Verb
from models.audit import Audit
from models.export import Export
from models.person import Holding, Person
from models.unit import Unit
from scheduler.timetable import tick
from services import export_making
from tests.kit.sheets import sheets, table
from views import export_sheet
from views.workbook import workbook

at = datetime.fromisoformat
"""A moment of the wall clock, as a cell holds it."""
PREPARING = "正在准备11月23日（周一）到11月29日（周日）的表格，稍后发到这里。"


@pytest.fixture
async def office(office):
    """The clock has struck already: what is asked for now waits for its next stroke."""
    await office.settle()
    return office


async def made(office, someone):
    """The newest file, once the clock has struck."""
    await office.ticks()
    await office.settle()
    name, content = someone.files()[-1]
    return name, sheets(content)


async def lives_a_day(office, zhao, wang, zhang):
    await zhao.says("/dispatch 王芳 今天 清理楼道")
    await zhao.presses("确认")
    await zhao.says("/broadcast 明天 9 点开会")
    await zhao.presses("确认")
    await wang.presses("已阅")
    await office.at("08:00")
    await wang.says("到")
    await office.at("08:14")
    await zhang.says("到")
    await office.at("09:30")


async def test_the_numbers_of_the_chat_stand_in_the_sheet(
    office, sun, zhao, wang, zhang, monkeypatch
):
    await lives_a_day(office, zhao, wang, zhang)
    assert "导出哪段时间的表格？" in await sun.says("/export")
    assert sun.buttons() == ["本周", "上周", "本月", "上月"]
    assert await sun.presses("本周") == PREPARING
    assert sun.files() == [], "the answer comes before the file is made"

    beside = []

    def noted(sheets):
        beside.append(current_thread() is not main_thread())
        office.wire.quiet()
        return workbook(sheets)

    monkeypatch.setattr(export_sheet, "workbook", noted)
    name, book = await made(office, sun)
    assert beside == [True], "nobody waits for it, and no transaction is open"
    assert name == "三里街道 20261123-20261129.xlsx"
    assert list(book) == ["按单位汇总", "按日期", "每人任务", "通知", "说明"]
    with zipfile.ZipFile(BytesIO(sun.files()[-1][1])) as zipped:
        assert b'ht="45"' in zipped.read("xl/worksheets/sheet1.xml"), "headings of three lines"
    total, zhaos = (table(book["按单位汇总"])[of] for of in ("合计", "三里社区"))
    assert (total["应到"], total["到岗"], total["迟到"], total["缺勤"]) == (3, 1, 1, 1)
    assert (zhaos["应到"], zhaos["到岗"], zhaos["迟到"], zhaos["任务"]) == (2, 1, 1, 1)
    chat = await sun.says("/summary 本周")
    assert "在册 3 人次，应到 3 人次" in chat
    assert "到岗 1、迟到 1、缺勤 1" in chat
    assert f"出勤率 {total['出勤率（%）']:g}%" in chat

    days = table(book["按日期"])
    assert list(days) == [date(2026, 11, 23)], "a real date, not a text"
    assert days[date(2026, 11, 23)] == total
    told = book["通知"][1]
    assert told[:3] == [at("2026-11-23 07:00"), "明天 9 点开会", "赵强"]
    assert told[4:] == [2, 1, 1, 0, 0]
    assert table(book["说明"])["开始日期"] == {"": date(2026, 11, 23)}

    await office.at("2026-11-24 08:00")
    await office.at("2026-11-24 09:30")
    await sun.says("/export 本周")
    _, book = await made(office, sun)
    whole, days = table(book["按单位汇总"])["合计"], table(book["按日期"])
    assert list(days) == [date(2026, 11, 23), date(2026, 11, 24)]
    for column in ("应到", "到岗", "迟到", "缺勤", "任务", "应交评议"):
        assert sum(day[column] for day in days.values()) == whole[column], column
    chat = await sun.says("/summary 本周")
    assert f"应到 {whole['应到']:g} 人次" in chat
    assert f"缺勤 {whole['缺勤']:g}" in chat
    assert table(book["每人任务"])["王芳"] == {
        "单位": "三里社区",
        "任务": 1,
        "完成": 0,
        "未完成": 1,
        "结转次数": 1,
    }
    assert "王芳 · 1 项、完成 0、未完成 1、结转 1 次" in await sun.says("/summary 本周 每人")


@pytest.mark.fault("G12")
async def test_a_name_that_looks_like_a_formula_stays_text(office, zhao, wang):
    hostile = {"王芳": "=1+1", "张伟": '@SUM(A1)"', "三里社区": "-2+3"}
    async with office.app.sessions.begin() as session:
        for row in [*await session.exec(select(Person)), *await session.exec(select(Unit))]:
            row.name = hostile.get(row.name, row.name)
    await zhao.says("/broadcast =HYPERLINK(1)\n+86 开会")
    await zhao.presses("确认")
    await zhao.presses("查看已阅情况")
    assert await zhao.presses("导出表格") == "正在准备表格，稍后发到这里。"
    _, book = await made(office, zhao)
    assert [row[:3] for row in book["名单"]] == [
        ["单位", "姓名", "岗位"],
        ["-2+3", "=1+1", "网格员"],
        ["-2+3", '@SUM(A1)"', "城管协管员"],
    ]
    await zhao.says("/export 今天")
    await made(office, zhao)
    for name, content in zhao.files():
        assert not re.search(r"[\\/:*?\"<>|=]", name)
        with zipfile.ZipFile(BytesIO(content)) as parts:
            whole = b"".join(parts.read(part) for part in parts.namelist() if "sheet" in part)
        assert b"<f>" not in whole
        assert b"hyperlink" not in whole
        assert b'state="frozen"' in whole
        assert b'fitToHeight="0" orientation="landscape"' in whole


async def test_who_has_read_a_notice_with_moments_and_reasons(office, zhao, wang, zhang):
    await office.hires("刘洋", unit="三里社区", registered=False)
    zhang.phone.blocks()
    await zhao.says("/broadcast 明天 9 点开会")
    await zhao.presses("确认")
    await office.at("07:05")
    await wang.presses("已阅")
    await zhao.presses("查看已阅情况")
    await zhao.presses("导出表格")
    name, book = await made(office, zhao)

    assert name == "通知 20261123.xlsx"
    rows = {row[1]: row[3:] for row in book["名单"][1:]}
    assert rows == {
        "王芳": ["已阅", at("2026-11-23 07:05"), ""],
        "张伟": ["未收到", "", "已屏蔽点卯"],
        "刘洋": ["未收到", "", "未登记"],
    }


async def test_one_unit_of_mine_typed_and_a_foreign_one_refused(office, sun, zhao, wang):
    await sun.says("/export 今天 五里社区")
    assert "五里社区 20261123-20261123.xlsx" in (await made(office, sun))[0]
    foreign = await zhao.says("/export 今天 五里社区")
    assert foreign == await zhao.says("/export 今天 火星")
    assert "请输入，例如：/export 上月 三里社区" in foreign
    await wang.says("/me")
    assert "没有使用此功能的权限" in await wang.forges("exspan:week")
    before = zhao.sees()
    popup = await zhao.forges(f"export:2026-11-23:2026-11-23:{office.units['五里社区'].id}")
    assert "没有找到这个单位" in popup
    assert zhao.sees() == before
    assert "一次最多导出三个月" in await zhao.says("/export 2026-01-01 到 2026-11-01")


async def test_one_press_on_the_summary_asks_for_what_it_shows(office, zhao):
    await zhao.says("/summary 昨天")
    assert await zhao.presses("导出表格") == "正在准备11月22日（周日）的表格，稍后发到这里。"
    assert "上一份表格还在准备" in await zhao.says("/export 今天")
    name, book = await made(office, zhao)
    assert name == "三里社区 20261122-20261122.xlsx"
    assert table(book["按单位汇总"])["合计"]["应到"] == 0
    assert book["按日期"][1:] == []


async def test_every_export_is_written_down(office, sun, zhao):
    await sun.says("/export 今天 五里社区")
    await made(office, sun)
    async with office.app.sessions() as session:
        (row,) = (await session.exec(select(Audit))).all()
    assert (row.actor_id, row.verb, row.unit_id) == (
        sun.person_id,
        Verb.EXPORTED,
        office.units["五里社区"].id,
    )
    assert row.detail == {
        "export": "1",
        "kind": "figures",
        "first": "2026-11-23",
        "last": "2026-11-23",
    }


async def test_units_lost_before_it_was_made(office, zhao):
    await zhao.says("/export 今天")
    async with office.app.sessions.begin() as session:
        held = await session.get_one(Holding, (zhao.person_id, office.units["三里社区"].id))
        await session.delete(held)
    await office.ticks()
    await office.settle()
    assert zhao.sees() == "没有生成表格：相关单位已不在您管辖的范围内。"
    assert zhao.files() == []


async def test_a_fault_while_it_is_made_is_told_and_it_can_be_asked_for_again(
    office, zhao, monkeypatch
):
    async def breaks(*args, **about):
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr(export_making, "sum_up", breaks)
        await zhao.says("/export 今天")
        for minute in range(1, 10):
            await office.at(f"07:{minute:02}")
    assert "系统故障，表格没有生成" in "\n".join(zhao.texts())
    async with office.app.sessions() as session:
        assert (await session.exec(select(Export.state))).one() == "failed"
    await zhao.says("/export 今天")
    assert len((await made(office, zhao))[1]) == 5


async def test_what_is_being_drawn_is_drawn_by_no_other_replica(office, zhao, monkeypatch):
    desk, draws = office.app.office, office.app.office.drawn
    begun = []

    async def draws_while_another_ticks(notices):
        begun.append(notices)
        if len(begun) == 1:
            await tick(desk)
        return await draws(notices)

    monkeypatch.setattr(desk, "drawn", draws_while_another_ticks)
    await zhao.says("/export 今天")
    await made(office, zhao)
    assert len(begun) == len(zhao.files()) == 1


@pytest.mark.parametrize("restarts", [False, True])
async def test_it_outlives_a_restart(office, zhao, restarts):
    await zhao.says("/export 今天")
    if restarts:
        await office.restarts()
    assert (await made(office, zhao))[0] == "三里社区 20261123-20261123.xlsx"
    assert len(zhao.files()) == 1


async def test_english(office, sun):
    await sun.says("/language")
    await sun.presses("English")
    await sun.says("/export")
    assert "is being prepared" in await sun.presses("This week")
    _, book = await made(office, sun)
    assert list(book) == [
        *("Figures by unit", "Figures by day", "Tasks per person"),
        *("Notices", "About"),
    ]
    assert book["Figures by unit"][0][:3] == ["Unit", "Expected at roll call", "not yet answered"]
