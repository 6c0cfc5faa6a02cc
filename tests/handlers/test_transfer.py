"""A person's card: moved, given another post and other duties, gone, and all of it in /history."""

import pytest
from sqlmodel import select

from domain.audit import Verb
from domain.office import Level, Role
from domain.roll_call import Attendance
from domain.task import TaskState
from domain.transfer import Change
from models.audit import Audit
from models.person import Holding, Person
from models.review import Review
from models.roll_call import RollAnswer
from models.transfer import Transfer
from tests.kit.tasks import hands

UNKNOWN = "在您管辖的范围内没有找到这个单位或人员，请核对名称。"
MONDAY = "11月23日（周一）"


async def opens(someone, name):
    return await someone.says(f"/roster {name}")


async def rows(office, table):
    async with office.app.sessions() as session:
        return (await session.exec(select(table))).all()


async def answers(office, name):
    person_id = office.people[name].person_id
    return [r.attendance for r in await rows(office, RollAnswer) if r.person_id == person_id]


async def test_the_card_of_a_person(office, zhao, zhang):
    await office.at("08:00")
    await zhang.presses("到岗")

    seen = await opens(zhao, "张伟")

    assert seen == (
        "张伟\n单位：三里社区\n岗位：城管协管员\n主责：网格巡查\n"
        "用工单位：街道办事处\n来源类别：城管\n角色：协管员\n今天：到岗\n"
        "今天收到提问：1 次（上限 12 次）"
    )
    assert zhao.buttons() == ["调动", "换岗位", "改职责", "离岗", "任职记录", "更多"]


async def test_sun_moves_zhang_and_he_hears_of_it(office, sun, zhao, zhang):
    await opens(sun, "张伟")
    assert await sun.presses("调动") == "张伟：调到哪个单位？\n请点选，或输入单位名称。"
    assert sun.buttons() == ["三里街道", "三里社区", "五里社区", "取消"]
    assert await sun.presses("五里社区") == (
        f"请核对：张伟\n调动：三里社区 → 五里社区\n起始日期：{MONDAY}\n\n按“确认”办理。"
    )
    assert (await office.person("张伟")).unit_id == office.units["三里社区"].id

    assert (await sun.presses("确认")).startswith("已办理：张伟\n调动：")
    assert sun.buttons() == []
    assert (await office.person("张伟")).unit_id == office.units["五里社区"].id
    assert zhang.sees() == ("您的单位今天起有变动：三里社区 → 五里社区。由孙书记办理。")
    assert "没有姓名含“张伟”的人员" in await zhao.says("/roster 张伟")
    assert [(row.verb, row.actor_id, row.person_id) for row in await rows(office, Audit)] == [
        (verb, sun.person_id, zhang.person_id) for verb in (Verb.LOOKED, Verb.TRANSFERRED)
    ]
    await office.at("08:00")
    assert zhang.heard("点名")


async def test_places_are_typed_and_turned_over(office, sun, zhao):
    for number in range(1, 5):
        await office.founds(f"第{number}网格", Level.GRID, within="三里社区")
    await opens(sun, "张伟")
    await sun.presses("调动")
    assert sun.buttons() == ["三里街道", "三里社区", "五里社区", "下一页", "取消"]
    await sun.presses("下一页")
    assert sun.buttons()[0] == "三里社区 第1网格"
    refused = await sun.says("火星社区")
    assert UNKNOWN in refused
    assert "调到哪个单位" in refused
    assert "三里社区 第4网格" in await sun.says("三里社区 第4网格")
    await sun.says("/cancel")

    await opens(zhao, "张伟")
    await zhao.presses("调动")
    assert UNKNOWN in await zhao.says("五里社区")
    assert "现在就是这样" in await zhao.presses("三里社区")
    assert await zhao.forges(f"pplace:{office.units['五里社区'].id}")
    assert (await office.person("张伟")).unit_id == office.units["三里社区"].id


async def test_post_and_duties_change_step_by_step(office, zhao, zhang):
    await opens(zhao, "张伟")
    assert "换到什么岗位" in await zhao.presses("换岗位")
    assert zhao.buttons() == ["城管协管员", "网格员", "取消"]
    await zhao.presses("网格员")
    await zhao.presses("确认")
    assert zhang.sees() == "您的岗位今天起有变动：城管协管员 → 网格员。由赵强办理。"

    await opens(zhao, "张伟")
    assert await zhao.presses("改职责") == "张伟：主责是什么？\n现在：网格巡查\n请用几个字写明。"
    assert "兼责有哪些" in await zhao.presses("不变")
    assert "身份证" in await zhao.says("帮 110101199003074233 送药")
    assert "网格巡查 → 网格巡查；防火检查、入户走访" in await zhao.says("防火检查、入户走访")
    await zhao.presses("确认")
    person = await office.person("张伟")
    assert (person.post, person.secondary_duties) == ("网格员", "防火检查、入户走访")

    await opens(zhao, "张伟")
    await zhao.presses("改职责")
    await zhao.says("楼道巡查")
    await zhao.says("无")
    await zhao.presses("确认")
    person = await office.person("张伟")
    assert (person.main_duty, person.secondary_duties) == ("楼道巡查", "")

    assert (await zhao.says("/history zhangwei")).splitlines()[:3] == [
        "张伟的任职记录",
        "2026年11月23日 职责变更 · 网格巡查；防火检查、入户走访 → 楼道巡查 · 赵强 办理",
        "2026年11月23日 职责变更 · 网格巡查 → 网格巡查；防火检查、入户走访 · 赵强 办理",
    ]

    await opens(zhao, "张伟")
    await zhao.presses("更多")
    assert zhao.buttons() == ["角色", "换手机号", "返回"]
    assert "换成哪个手机号" in await zhao.presses("换手机号")
    assert "这不是手机号" in await zhao.says("1381234")
    assert "身份证" in await zhao.says("110101199003074233")
    assert "花名册上已有人使用这个号码" in await zhao.says("138 0000 0001")
    assert "现在就是这样" in await zhao.says("138-0000-0002")
    assert "更换手机号：…0002 → 139 1234 5678" in await zhao.says("+86 139 1234 5678")
    await zhao.presses("确认")
    assert (await office.person("张伟")).phone == "+8613912345678"
    assert zhang.sees() == "您在花名册上的手机号已更换：…0002 → …5678。由赵强办理。"
    *_, written = await rows(office, Transfer)
    assert (written.change, written.before, written.after) == (Change.PHONE, "", "")
    assert "更换手机号 · 赵强 办理" in await zhao.says("/history 张伟")
    assert not any("5678" in str(row.detail) for row in await rows(office, Audit))
    assert UNKNOWN in await zhao.forges(f"pmore:{office.people['李娜'].person_id}")


async def test_who_has_left_is_not_expected_and_is_told_once(office, zhao, wang):
    await office.at("08:00")
    assert await answers(office, "王芳") == [Attendance.AWAITED]
    await wang.says("/start")
    assert "today" in wang.menu()
    await opens(zhao, "王芳")
    assert "因何离岗" in await zhao.presses("离岗")
    assert zhao.buttons() == ["辞职", "合同到期", "退休", "辞退", "取消"]
    await zhao.presses("辞职")
    assert zhao.buttons() == ["今天起", "明天起", "12月1日（周二）起", "取消"]
    shown = await zhao.presses("今天起")
    assert f"离岗\n起始日期：{MONDAY}\n原因：辞职" in shown
    await zhao.presses("确认")

    assert wang.sees() == (
        f"王芳，您自 {MONDAY} 起不再在本单位任职，点卯不再向您发送消息。感谢您的付出。"
    )
    assert wang.menu() == []
    assert await answers(office, "王芳") == []
    assert "内部的工作服务" in await wang.presses("到岗")
    count = len(wang.texts())
    await office.at("2026-11-24 09:00")
    assert len(wang.texts()) == count
    assert await answers(office, "王芳") == []
    assert "没有姓名含" in await zhao.says("/roster 王芳")
    history = await zhao.says("/history 王芳")
    assert (
        history
        == "王芳的任职记录\n2026年11月23日 离岗 · 朝阳区 三里街道 三里社区 · 辞职 · 赵强 办理"
    )
    assert "此操作已结束" in await zhao.forges(f"pchange:{wang.person_id}:left")


async def test_a_day_ahead_is_planned_and_can_be_called_off(office, zhao, wang, zhang):
    for name in ("王芳", "张伟"):
        await opens(zhao, name)
        await zhao.presses("离岗")
        await zhao.says("回老家")
        await zhao.says("后天")
        await zhao.presses("确认")
    assert "将于 11月25日（周三）起离岗" in await opens(zhao, "张伟")
    assert zhao.buttons() == ["调动", "换岗位", "改职责", "取消离岗", "任职记录", "更多"]
    assert await zhao.presses("取消离岗") == "张伟不离岗了，原定的离岗已取消。"
    assert "此操作已结束" in await zhao.forges(f"pstays:{zhang.person_id}")
    *_, audited = await rows(office, Audit)
    assert (audited.actor_id, audited.detail["called_off"]) == (zhao.person_id, True)

    await office.at("2026-11-24 08:00")
    assert wang.buttons()[:1] == ["到岗"]
    await office.at("2026-11-25 08:00")
    assert "感谢您的付出" in wang.sees()
    assert zhang.buttons()[:1] == ["到岗"]
    assert (await office.person("王芳")).active is False
    assert "回老家 · 已取消" in await zhao.says("/history 张伟")


async def test_the_day_that_passed_while_muster_was_off_is_made_good(office, zhao, wang):
    await opens(zhao, "王芳")
    await zhao.presses("离岗")
    await zhao.presses("退休")
    await zhao.presses("明天起")
    await zhao.presses("确认")
    office.clock.move_to(office.now.replace(day=27))
    await office.restarts()
    await office.settle()
    assert "11月24日" in wang.sees()
    assert (await office.person("王芳")).active is False


@pytest.mark.parametrize("day", ["2027年6月1日", "2026年9月1日", "胡说"])
async def test_a_day_nobody_can_mean(office, zhao, day):
    await opens(zhao, "王芳")
    await zhao.presses("离岗")
    await zhao.presses("辞职")
    seen = await zhao.says(day)
    assert "超出范围" in seen or "没有看懂" in seen or "日期" in seen
    assert "从哪天起离岗" in seen
    assert (await office.person("王芳")).active


async def test_two_supervisors_at_once(office, zhao, sun, zhang):
    for one in (zhao, sun):
        await opens(one, "张伟")
        await one.presses("换岗位")
    await zhao.says("巡防员")
    await sun.says("协勤员")
    await zhao.presses("确认")

    assert "刚刚有人作了变动" in await sun.presses("确认")
    assert (await office.person("张伟")).post == "巡防员"


async def test_moved_away_while_the_question_was_open(office, zhao, sun, zhang):
    await opens(zhao, "张伟")
    await zhao.presses("换岗位")
    await opens(sun, "张伟")
    await sun.presses("调动")
    await sun.presses("五里社区")
    await sun.presses("确认")

    seen = await zhao.presses("网格员")

    assert seen == UNKNOWN
    assert (await office.person("张伟")).post == "城管协管员"


async def test_oneself_and_ones_own_supervisor_are_left_to_others(office, zhao, sun, li):
    await office.hires("钱主任", unit="三里社区", roles=list(Role), holds=["三里街道"])
    await office.hires(
        "何平", unit="三里社区", roles=[Role.AUXILIARY, Role.SUPERVISOR], holds=["五里社区"]
    )
    for name in ("何平", "钱主任"):
        await opens(zhao, name)
        assert zhao.buttons() == ["任职记录"]
        press = f"pchange:{office.people[name].person_id}:left"
        assert "上一级管理员办理" in await zhao.forges(press)
    unknown = await zhao.forges(f"person:{li.person_id}")
    assert unknown == await zhao.forges("person:99999")
    assert unknown == await zhao.forges(f"phistory:{li.person_id}:0")
    assert await zhao.says("/history 李娜") == unknown
    assert await zhao.says("/history 谁") == unknown


async def test_the_way_to_a_history(office, zhao, wang):
    assert await zhao.says("/history") == "请直接发送姓名，再按人员资料下方的“任职记录”。"
    await office.hires("王芳", unit="三里社区", registered=False)
    assert await zhao.says("/history wang") == "要看谁的任职记录？请点选。"
    assert zhao.buttons() == ["王芳 · 三里社区", "王芳 · 三里社区"]
    assert await zhao.presses("王芳 · 三里社区") == "王芳的任职记录\n还没有记录。"
    assert "没有使用此功能的权限" in await wang.says("/history 王芳")


async def test_a_history_is_turned_over_page_by_page(office, zhao, zhang):
    async with office.app.sessions.begin() as session:
        for number in range(20):
            session.add(
                Transfer(
                    person_id=zhang.person_id,
                    change=Change.POST,
                    effective=office.now.date(),
                    after=f"岗位{number}",
                    at=office.now,
                )
            )
    assert "岗位19 · 由表格导入" in await zhao.says("/history 张伟")
    assert zhao.buttons() == ["下一页"]
    await zhao.presses("下一页")
    assert "岗位0" in await zhao.presses("下一页")


@pytest.mark.fault("H3")
async def test_a_role_that_was_lost_ends_the_question(office, zhao, zhang):
    await opens(zhao, "张伟")
    await zhao.presses("换岗位")
    async with office.app.sessions.begin() as session:
        for held in (await session.exec(select(Holding))).all():
            await session.delete(held)

    assert UNKNOWN in await zhao.presses("网格员")
    assert (await office.person("张伟")).post == "城管协管员"
    assert len(await rows(office, Review)) == 0
    assert len([p for p in await rows(office, Person) if not p.active]) == 0


async def test_who_leaves_in_the_middle_of_the_evening_leaves_nothing_half_said(
    office, zhao, wang
):
    await office.at("17:30")
    await wang.says("/review")
    await wang.says("楼道照明坏了")
    assert any(row.person_id == wang.person_id for row in await rows(office, Review))
    await opens(zhao, "王芳")
    await zhao.presses("离岗")
    await zhao.presses("辞职")
    await zhao.presses("今天起")
    assert (await zhao.presses("确认")).startswith("已办理")

    assert "感谢您的付出" in wang.sees()
    assert not any(row.person_id == wang.person_id for row in await rows(office, Review))


async def test_what_somebody_leaves_undone_is_named_before_they_go(office, zhao, wang):
    await hands(office, "清理楼道", to=["王芳", "张伟"])
    await hands(office, "张贴通知", to=["王芳"])
    await hands(office, "擦洗栏杆", to=["王芳"], state=TaskState.DONE)
    await opens(zhao, "王芳")
    await zhao.presses("离岗")
    await zhao.presses("辞职")

    assert "还有 2 项任务未办，请另行安排：清理楼道、张贴通知。" in await zhao.presses("今天起")
