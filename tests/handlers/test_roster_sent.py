"""/import: the roster as a spreadsheet in the chat, tried, corrected, applied or dropped."""

import csv
import io
from datetime import timedelta

import pytest
import xlsxwriter
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import GetFile
from python_calamine import CalamineWorkbook
from sqlmodel import select

from domain.audit import Verb
from domain.roster_file import MAX_BYTES
from models.audit import Audit
from models.person import Holding, Person
from models.roster_sent import RosterSent
from models.unit import Unit
from tests.kit.roster import table_of

BROKEN = TelegramNetworkError(GetFile(file_id="x"), "ServerDisconnectedError")
STREET = "朝阳区 三里街道"
HOME = {"区": "朝阳区", "街道": "三里街道", "社区": "三里社区"}


def somebody(name, number, **more):
    return {"姓名": name, "手机": f"1380000{number:04}", "岗位": "网格员"} | HOME | more


WANG = somebody("王芳", 1, 用工单位="街道办事处", 来源类别="城管", 主责="网格巡查")
GAO = somebody("高洁", 901, 用工单位="街道办事处", 网格="第1网格", 兼责="防火检查、人口登记")


def sheet(*people):
    written = io.StringIO(newline="")
    csv.writer(written).writerows(table_of(people))
    return written.getvalue().encode("gbk")


async def sends(someone, *people, name="花名册.csv"):
    return await someone.does("sends_document", name, sheet(*people))


async def rows(office, table):
    async with office.app.sessions() as session:
        return (await session.exec(select(table))).all()


async def names(office):
    return {person.name for person in await rows(office, Person)}


async def test_zhao_sends_his_communitys_roster(office, zhao):
    asked = await zhao.says("/import")
    assert "以文件形式（.xlsx 或 .csv）发回给我" in asked
    assert [name for name, _ in zhao.files()] == ["花名册.xlsx"]

    zhao.phone.sends_document("花名册.csv", sheet(WANG, GAO))
    await office.app.poller.fetch_once()
    await office.app.intake.drain()
    await office.app.delivery.drain()
    assert zhao.sees() == "已收到，正在读取，稍后告诉您将有哪些变化。"

    await office.settle()
    assert zhao.sees() == (
        "试导入：表中共 2 人\n"
        "新增 1 人、不变 1 人、新增单位 1 个。\n"
        "新增单位：三里社区 第1网格。\n"
        "您管辖的人员中有 2 人不在表中，保持不变：张伟、赵强。\n"
        "其中 1 人的单位在表中，如已离岗，请按“同时办理离岗”。\n\n"
        "来源类别：（未填写） 1、城管 1\n"
        "单位级别：社区 1、网格 1\n"
        "单位：三里社区 第1网格 1、三里街道 三里社区 1\n\n"
        "目前还没有写入。按“确认”全部写入，按“取消”放弃。"
    )
    assert zhao.buttons() == ["确认", "取消", "同时办理离岗"]
    assert "高洁" not in await names(office)
    assert "第1网格" not in {unit.name for unit in await rows(office, Unit)}

    assert (await zhao.presses("确认")).startswith("花名册已写入。\n新增 1 人")
    assert zhao.buttons() == []
    gao = await office.person("高洁")
    assert (gao.phone, gao.secondary_duties) == ("+8613800000901", "防火检查、人口登记")
    assert [(row.verb, row.actor_id, row.detail) for row in await rows(office, Audit)] == [
        (Verb.IMPORTED, zhao.person_id, {"new": 1, "changed": 0, "units": 1})
    ]
    assert [row.cells for row in await rows(office, RosterSent)] == [None]


async def test_who_is_not_in_the_file_leaves_with_it(office, zhao, zhang, sun):
    await sends(zhao, WANG, GAO)
    asked = zhao.phone.messages[-1]["message_id"]
    assert await zhao.presses("同时办理离岗") == (
        "有 1 人将离岗\n三里社区：张伟\n\n为什么离岗？请点选，或用几个字说明。"
    )
    assert zhao.buttons() == ["辞职", "合同到期", "退休", "辞退", "取消"]
    assert "身份证" in await zhao.says("证件 110101199003074233")
    await zhao.presses("合同到期")
    assert zhao.buttons() == ["今天起", "明天起", "12月1日（周二）起", "取消"]
    assert "最早一个月前" in await zhao.says("2025年1月1日")
    seen = await zhao.says("昨天")
    assert "张伟\n起始日期：11月22日（周日）\n原因：合同到期\n\n按“确认”写入表格" in seen
    assert zhao.buttons() == ["确认", "取消"]
    assert (await zhao.presses("确认")) == (
        "花名册已写入。\n新增 1 人、不变 1 人、新增单位 1 个。\n"
        "办理离岗 1 人，从11月22日（周日）起。"
    )

    assert not (await office.person("张伟")).active
    assert zhang.heard("张伟，您自 11月22日（周日） 起不再在本单位任职")
    assert (await office.person("赵强")).active
    told = "2026年11月22日 离岗 · 朝阳区 三里街道 三里社区 · 合同到期 · 赵强 办理"
    assert told in await sun.says("/history 张伟")
    again = f"rsleave:{(await rows(office, RosterSent))[0].id}"
    assert "此操作已结束" in await zhao.forges(again, asked)


async def test_a_missing_name_with_another_number_is_no_leaving(office, zhao):
    seen = await sends(zhao, WANG, somebody("张伟", 950))
    assert "表中以另一手机号出现：张伟。如是同一人，请核对号码。" in seen
    assert zhao.buttons() == ["确认", "取消"]


async def test_a_file_with_a_part_missing_ends_nobodys_service(office, zhao):
    for at in range(4):
        await office.hires(f"陈{at}", unit="三里社区")

    seen = await sends(zhao, WANG)
    assert "朝阳区 三里街道 三里社区 共 7 人，有 5 人不在表中，人数过多，不能用表格" in seen
    assert zhao.buttons() == ["确认", "取消"]
    assert "此操作已结束" in await zhao.forges(f"rsleave:{(await rows(office, RosterSent))[0].id}")


async def test_what_was_shown_is_what_is_written(office, zhao, sun):
    """Whatever changed since the trial: a person, or who would leave; and a day ahead is kept."""
    await sends(zhao, WANG | {"岗位": "组长"}, GAO)
    await sun.says("/roster 王芳")
    await sun.presses("换岗位")
    await sun.says("巡查员")
    await sun.presses("确认")
    confirm = zhao.phone.messages[-1]["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    assert "试导入之后单位情况有变" in await zhao.forges(confirm)
    assert (await office.person("王芳")).post == "巡查员"

    await sends(zhao, WANG | {"岗位": "组长"}, GAO)
    await zhao.presses("同时办理离岗")
    await zhao.says("调走")
    await zhao.presses("明天起")
    await office.hires("刘洋", unit="三里社区")
    assert "试导入之后单位情况有变" in await zhao.presses("确认")
    assert "高洁" not in await names(office)

    await sends(zhao, WANG, GAO, somebody("刘洋", 0, 手机=(await office.person("刘洋")).phone))
    await zhao.presses("同时办理离岗")
    await zhao.says("调走")
    await zhao.presses("明天起")
    assert "办理离岗 1 人，从11月24日（周二）起" in await zhao.presses("确认")
    assert (await office.person("张伟")).active
    await office.at("2026-11-24 00:01")
    assert not (await office.person("张伟")).active


async def test_bad_rows_come_back_in_a_sheet_with_their_reasons(office, zhao):
    lin = somebody("林静", 902, 兼责="证件 110101199003074233", 备注="")
    wrong = [somebody("=1+1", 903, 社区="六里社区"), somebody("何平", 904, 手机="12345"), lin]
    lead = somebody("孟丽", 905, 角色="管理员", 管辖="六里社区")

    seen = await sends(zhao, GAO, *wrong, lead, somebody("新人", 906, 社区="五里社区"))

    assert seen.startswith("有 4 行需要更正。\n第 3 行：“=1+1”不像姓名")
    assert "第 7 行：您的管辖范围内没有这个单位或人员" in seen
    assert "请在这份表格中改正标红的行" in seen
    assert zhao.buttons() == []
    name, content = zhao.files()[-1]
    assert name == "花名册（待改正）.xlsx"
    table = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert table[0][:3] == ["原因", "姓名", "手机"]
    assert table[1][0] == ""
    assert "不像姓名" in table[2][0]
    assert table[2][1] == "=1+1"
    assert "不是有效的" in table[3][0] or "手机" in table[3][0]
    assert "110101199003074233" not in str(table)
    assert "（身份证号已略去）" in table[4]
    assert "高洁" not in await names(office)
    async with office.app.sessions() as session:
        assert (await session.exec(select(RosterSent.cells))).all() == [None]


@pytest.mark.parametrize(
    "foreign",
    [
        somebody("新人", 905, 社区="五里社区"),
        somebody("李娜", 3),
        somebody("孙书记", 5),
        somebody("新人", 906, 社区="六里社区"),
        somebody("新人", 907, 角色="管理员", 管辖="五里社区"),
        somebody("新人", 908, 角色="系统管理员"),
        somebody("赵强", 4, 角色="协管员"),
    ],
    ids=["unit", "person", "holding", "new unit", "to hold", "administrator", "oneself"],
)
async def test_what_is_anothers_is_refused_in_one_and_the_same_sentence(office, zhao, foreign):
    before = {unit.name for unit in await rows(office, Unit)}

    seen = await sends(zhao, GAO, foreign)

    assert "第 3 行：您的管辖范围内没有这个单位或人员" in seen
    assert zhao.buttons() == []
    assert "高洁" not in await names(office)
    assert {unit.name for unit in await rows(office, Unit)} == before


async def test_an_administrator_may_bring_what_a_supervisor_may_not(office, zhou):
    await sends(zhou, somebody("新人", 905, 社区="六里社区", 角色="管理员", 管辖="五里社区"))
    await zhou.presses("确认")

    new = await office.person("新人")
    held = [row for row in await rows(office, Holding) if row.person_id == new.id]
    assert [row.unit_id for row in held] == [office.units["五里社区"].id]


async def test_whom_it_concerns_hears_of_it_once(office, wang, zhang, li, zhou):
    await office.hires("吴霞", unit="三里社区", registered=False)
    lead = WANG | {
        "岗位": "组长",
        "社区": "五里社区",
        "角色": "协管员、管理员",
        "管辖": "五里社区",
    }
    renamed = somebody("张炜", 2, 岗位="城管协管员", 用工单位="街道办事处", 来源类别="城管")
    await sends(zhou, lead, renamed, somebody("吴霞", 7, 岗位="组长"), GAO)
    assert not wang.texts()
    await zhou.presses("确认")
    assert wang.sees() == (
        "您的单位今天起有变动：三里社区 → 五里社区。由周管理办理。\n"
        "您的岗位今天起有变动：网格员 → 组长。由周管理办理。\n"
        f"您现在有了新角色：管理员 · {STREET} 五里社区，由周管理授予。"
        "发送 /help 查看可用功能。"
    )
    assert "absent" in wang.menu()
    assert zhang.sees() == "您的职责今天起有变动：网格巡查 → （无）。由周管理办理。"
    assert not li.texts()

    await sends(zhou, lead, renamed, GAO)
    await zhou.presses("确认")
    assert (len(wang.texts()), len(zhang.texts())) == (1, 1)
    await sends(zhou, lead | {"角色": "协管员", "管辖": ""})
    await zhou.presses("确认")
    assert wang.sees() == "周管理收回了您的角色：管理员 · 朝阳区 三里街道 五里社区。"
    assert "absent" not in wang.menu()


async def test_dropped_and_pressed_again(office, zhao):
    await sends(zhao, GAO)
    confirm = zhao.phone.messages[-1]["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    assert await zhao.presses("取消") == "已放弃，没有写入任何内容。"

    assert "此操作已结束" in await zhao.forges(confirm)
    assert "高洁" not in await names(office)


async def test_only_what_was_sent_last_can_be_applied(office, zhao):
    await sends(zhao, GAO)
    old = zhao.phone.messages[-1]
    await sends(zhao, WANG)
    data = old["reply_markup"]["inline_keyboard"][0][0]["callback_data"]

    assert "此操作已结束" in await zhao.forges(data, old["message_id"])
    await zhao.presses("确认")
    assert "高洁" not in await names(office)


async def test_a_trial_of_yesterday_and_a_scope_that_was_lost(office, zhao, sun):
    await sends(zhao, GAO)
    await sends(sun, GAO)
    data = sun.phone.messages[-1]["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    first = zhao.phone.messages[0]["message_id"]
    assert "此操作已结束" in await zhao.forges(data, first)

    async with office.app.sessions.begin() as session:
        for held in (await session.exec(select(Holding))).all():
            if held.person_id == sun.person_id:
                held.unit_id = office.units["五里社区"].id
    assert "试导入之后单位情况有变" in await sun.presses("确认")

    await office.at("2026-11-23 20:00")
    assert "此操作已结束" in await zhao.presses("确认")
    assert "高洁" not in await names(office)


@pytest.mark.fault("G4")
@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.pdf", b"%PDF-1.7", "这不是电子表格"),
        ("旧.xls", b"\xd0\xcf\x11\xe0", "旧版 .xls"),
        ("a.xlsx", b"%PDF-1.7", "这不是电子表格"),
        ("a.csv", b"", "文件是空的"),
        ("a.csv", "姓名,备注\n王芳,无\n".encode(), "缺少这些列：手机"),
        ("a.csv", "姓名,手机,街道\n".encode(), "只有表头"),
        ("../../etc/passwd.csv", "姓名,手机,街道\n".encode(), "只有表头"),
        ("a.csv", b"x" * (MAX_BYTES + 1), "20 MB"),
    ],
)
async def test_what_is_no_roster_is_said_to_be_none(office, zhao, name, content, sentence):
    content = content or b"\xef\xbb\xbf"

    assert sentence in await zhao.does("sends_document", name, content)


async def test_an_xlsx_is_read_in_a_process_of_its_own(office, zhao):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"strings_to_formulas": False}) as book:
        page = book.add_worksheet()
        for at, line in enumerate(table_of([GAO])):
            page.write_row(at, 0, line)

    seen = await zhao.does("sends_document", "三里.xlsx", content.getvalue())

    assert seen.startswith("试导入：表中共 1 人")


async def test_a_broken_line_is_tried_again_and_then_given_up(office, zhao):
    zhao.phone.sends_document("a.csv", sheet(GAO))
    await office.app.poller.fetch_once()
    await office.app.intake.drain()
    await office.app.delivery.drain()
    office.wire.breaks = [BROKEN]
    assert await office.app.reader.drain() == 1
    assert "正在读取" in zhao.sees()

    office.clock.move_to(office.now + timedelta(seconds=10))
    await office.settle()
    assert zhao.sees().startswith("试导入")

    zhao.phone.sends_document("a.csv", sheet(GAO))
    await office.app.poller.fetch_once()
    await office.app.intake.drain()
    await office.app.delivery.drain()
    for _ in range(5):
        office.wire.breaks = [BROKEN]
        await office.app.reader.drain()
        office.clock.move_to(office.now + timedelta(minutes=5))
    await office.settle()
    assert zhao.sees() == "文件没有取到，请再发一次。"


async def test_who_may_not_is_told_so_and_nothing_is_fetched(office, wang):
    assert "没有使用此功能的权限" in await sends(wang, GAO)
    assert "没有使用此功能的权限" in await wang.says("/import")
    stranger = office.passes_by("路人")
    assert "内部的工作服务" in await sends(stranger, GAO)
    assert await rows(office, RosterSent) == []


@pytest.mark.fault("G5")
async def test_g05_the_platforms_path_of_a_file_is_never_one_on_this_disk(office, zhao, tmp_path):
    zhao.phone.sends_document("a.csv", sheet(GAO))
    files = office.telegram.state.files
    stored = files.get(zhao.phone.messages[-1]["document"]["file_id"])
    object.__setattr__(stored, "path", "../../../../etc/hostname")
    files._paths[stored.path] = stored

    await office.settle()

    assert zhao.sees().startswith("试导入：表中共 1 人")


@pytest.mark.fault("A6")
async def test_a_roster_begun_when_the_process_ended_is_read_by_the_next_one(office, zhao):
    zhao.phone.sends_document("a.csv", sheet(GAO))
    await office.app.poller.fetch_once()
    await office.app.intake.drain()
    assert await office.app.reader._next() is not None

    await office.restarts()
    await office.settle()
    assert "正在读取" in zhao.sees()
    office.clock.move_to(office.now + timedelta(minutes=1))
    await office.settle()
    assert zhao.buttons() == ["确认", "取消"]

    zhao.phone.presses("确认")
    await office.app.poller.fetch_once()
    await office.app.intake.drain()
    await office.app.delivery.drain()
    assert zhao.sees() == "已确认，正在写入，稍后告诉您结果。"
    assert "高洁" not in await names(office)
    await office.restarts()
    await office.settle()
    assert zhao.sees().startswith("花名册已写入。")
    assert "高洁" in await names(office)
