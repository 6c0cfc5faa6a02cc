"""/me: what is kept about oneself, who has looked at it, and a file of all of it."""

from datetime import datetime
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook
from sqlmodel import select

from domain.audit import Verb
from domain.own_record import Kept, masked
from models import own_record
from models.audit import Audit
from tests.kit.review import hands_in
from tests.kit.tasks import hands


async def audited(office, verb):
    async with office.app.sessions() as session:
        rows = (await session.exec(select(Audit).where(Audit.verb == verb))).all()
        return [(row.actor_id, row.person_id) for row in rows]


def pages(file):
    name, content = file
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return name, {page: book.get_sheet_by_name(page).to_python() for page in book.sheet_names}


async def works_a_day(office, wang, zhao):
    await office.at("08:00")
    await wang.presses("到岗")
    await hands(office, "清理楼道", to=["王芳"])
    await wang.says("/checkin 三号楼 =1+1")
    await office.at("17:40")
    await hands_in(wang, "路灯坏了", presses=["完成"])
    await zhao.says("/reviews")
    await zhao.presses("优")
    await zhao.says("辛苦了")


async def test_me_counts_every_kind_of_row_since_its_first(office, wang, zhang, zhao):
    await works_a_day(office, wang, zhao)
    await office.at("2026-11-24 08:00")
    messages = len(wang.texts())

    seen = await wang.says("/me")

    own, about = seen.split("\n\n", 1)
    assert own == (
        "王芳\n单位：朝阳区 三里街道 三里社区\n岗位：网格员\n角色：协管员\n主责：网格巡查\n"
        "用工单位：街道办事处\n来源类别：城管\n手机号：+86138****0001"
    )
    lines = about.splitlines()
    assert lines[:6] == [
        "点卯存有关于您的：",
        "点名：2 条，2026年11月23日起",
        "签到：1 条，2026年11月23日起",
        "任务：1 条，2026年11月23日起",
        "评议：1 条，2026年11月23日起",
        "评议中写的话：1 条，2026年11月23日起",
    ]
    said = next(line for line in lines if line.startswith("发给您的消息"))
    assert int(said.split("：")[1].split()[0]) >= messages
    assert about.endswith("最近谁看过：\n11月23日 赵强 查看了您的资料"), "at /reviews"
    assert (await zhang.says("/me")).endswith("没有人查看过您的资料。")
    assert wang.buttons() == ["给我一份文件", "保存多久"]
    assert "签到的地点和说明：180 天\n照片：90 天" in await wang.presses("保存多久")


async def test_who_looked_is_told_once_a_day_and_newest_first(office, wang, zhao, sun):
    for _ in range(2):
        await zhao.says("/roster 王芳")
        await zhao.presses("任职记录")
    await office.at("2026-11-24 10:00")
    await sun.says("/history 王芳")
    await zhao.says("/history 王芳")
    await zhao.says("/history 赵强")

    assert (await wang.says("/me")).endswith(
        "最近谁看过：\n11月24日 赵强 查看了您的资料\n11月24日 孙书记 查看了您的资料\n"
        "11月23日 赵强 查看了您的资料"
    )
    looks = await audited(office, Verb.LOOKED)
    assert looks == [
        (zhao.person_id, wang.person_id),
        (sun.person_id, wang.person_id),
        (zhao.person_id, wang.person_id),
    ]
    assert "查看人员资料" not in await zhao.says("/me")


async def test_an_export_of_a_unit_above_is_told_to_its_people(office, wang, li, zhou):
    async with office.app.sessions.begin() as session:
        unit = office.units["三里社区"]
        session.add(
            Audit(actor_id=zhou.person_id, unit_id=unit.id, verb=Verb.EXPORTED, at=office.now)
        )

    assert "11月23日 周管理 导出了您单位的数据" in await wang.says("/me")
    assert "Nobody has looked at your page." in await li.says("/me")


@pytest.mark.fault("H8")
async def test_the_file_holds_all_of_ones_rows_and_nobody_elses(office, wang, zhang, zhao):
    await works_a_day(office, wang, zhao)
    await zhang.says("/checkin 五号楼 消防通道")
    await zhao.says("/history 王芳")
    await wang.says("/me")
    assert "只发给您本人" in await wang.presses("给我一份文件")

    name, book = pages(wang.files()[-1])
    assert name == "我的资料.xlsx"
    assert ["手机号", "+8613800000001"] in book["花名册"]
    assert book["点名"][0] == ["开始", "答复", "迟到分钟", "答复时间", "代点人", "地点"]
    assert book["点名"][1][:3] == [datetime.fromisoformat("2026-11-23 08:00"), "到岗", 0.0]
    assert book["签到"][1][1:] == ["三号楼", "=1+1", "否", "否"]
    assert book["任务"][1][1:3] == ["清理楼道", "完成"]
    assert book["评议"][1][3] == "路灯坏了"
    assert book["评议"][1][5:8] == ["赵强", "优", "辛苦了"]
    assert book["谁看过"][1][1:] == ["赵强", "查看人员资料"]
    written = str(book)
    assert "张伟" not in written
    assert "五号楼" not in written
    for page in book.values():
        assert len({len(row) for row in page}) == 1, "a column without a heading"
    assert await audited(office, Verb.EXPORTED) == [(wang.person_id, wang.person_id)]


async def test_a_supervisors_deeds_stand_in_their_own_file(office, zhao):
    await zhao.says("/history 王芳")
    assert "您办理的事项：1 条" in await zhao.says("/me")
    await zhao.presses("给我一份文件")

    _, book = pages(zhao.files()[-1])

    assert [row[1] for row in book["您办理的事项"][1:]] == ["查看人员资料"]
    assert "王芳" not in str(book)


async def test_english(office, li):
    seen = await li.says("/me")
    assert seen.endswith("Nothing else is kept about you yet.\n\nNobody has looked at your page.")
    assert "Kept about you:\nMessages to you: 1, since 23 Nov 2026" in await li.says("/me")
    await li.presses("Give me a file")
    assert li.files()[-1][0] == "My record.xlsx"


def test_every_kind_of_row_has_a_source():
    assert set(own_record.SOURCES) == set(Kept)


@pytest.mark.parametrize(
    ("phone", "shown"), [("+8613800000001", "+86138****0001"), ("110", "110"), ("", "")]
)
def test_a_phone_number_on_a_screen_is_shortened(phone, shown):
    assert masked(phone) == shown
