from datetime import date

import pytest
from sqlmodel import col, select

from domain.leave import LeaveKind, LeaveState
from domain.office import Level, Role
from domain.task import TaskState
from models.leave import Leave
from models.task import Assignment, Task


async def shares(office, title: str) -> list[Assignment]:
    async with office.app.sessions() as session:
        found = (
            select(Assignment)
            .join(Task, col(Task.id) == col(Assignment.task_id))
            .where(Task.title == title)
            .order_by(col(Assignment.person_id))
        )
        return list((await session.exec(found)).all())


async def test_zhao_is_asked_one_question_at_a_time_and_the_task_is_sent(
    office, zhao, wang, zhang, li
):
    assert "要做什么" in await zhao.says("/dispatch")
    assert zhao.buttons() == ["例行任务", "取消"]
    assert "派发给谁" in await zhao.says("清理三里社区楼道杂物")
    assert zhao.buttons() == ["今日应到人员", "按岗位", "按人员", "按单位", "取消"]
    assert "什么时候完成" in await zhao.presses("今日应到人员")
    assert zhao.buttons() == ["今天下班前", "今天 17:00 前", "明天", "重复做", "不设期限", "取消"]
    assert "急不急" in await zhao.presses("今天 17:00 前")
    page = await zhao.presses("紧急")
    assert "任务内容：清理三里社区楼道杂物" in page
    assert "派发对象：今日应到人员，共 2 人：王芳、张伟" in page
    assert "完成时限：11月23日（周一）17:00" in page
    assert "紧急程度：紧急" in page
    assert zhao.buttons() == ["确认", "修改", "谁有空谁领", "取消"]

    assert await zhao.presses("确认") == "已派发给 2 人\n王芳、张伟"

    for person in (wang, zhang):
        assert person.sees() == (
            "新任务【紧急】\n清理三里社区楼道杂物\n完成时限：11月23日（周一）17:00\n派发人：赵强"
        )
        assert person.buttons() == ["领取", "完成", "做不了"]
    assert li.sees() == ""
    assert zhao.buttons() == []


async def test_one_line_says_it_all_and_the_date_is_echoed(office, zhao, zhang, wang):
    page = await zhao.says("/dispatch 张伟 明天 清理三里社区楼道杂物")
    assert "派发对象：张伟" in page
    assert "完成时限：11月24日（周二）" in page
    assert "任务内容：清理三里社区楼道杂物" in page
    assert "紧急程度：一般" in page
    assert zhang.sees() == ""
    await zhao.presses("确认")
    assert "新任务" in zhang.sees()
    assert not wang.heard("清理")

    await office.at("08:00")
    assert "清理" not in zhang.sees()
    await office.at("2026-11-24 08:00")
    assert "清理三里社区楼道杂物" in zhang.sees()
    assert "结转" not in zhang.sees()


@pytest.mark.parametrize(
    ("line", "whom", "due", "title"),
    [
        ("张伟 月底前 核对台账", "张伟", "11月30日（周一）", "核对台账"),
        ("张伟、王芳 今天下午3点 楼道巡查", "王芳、张伟", "11月23日（周一）15:00", "楼道巡查"),
        ("张伟 王芳 楼道巡查", "王芳、张伟", "11月23日（周一）", "楼道巡查"),
        ("张伟、 王芳 楼道巡查", "王芳、张伟", "11月23日（周一）", "楼道巡查"),
        ("全体 后天 楼道巡查", "当天应到人员，共 2 人", "11月25日（周三）", "楼道巡查"),
        ("everyone 2026-11-25 楼道巡查", "当天应到人员，共 2 人", "11月25日（周三）", "楼道巡查"),
        (
            "城管协管员 明天 10:00 楼道巡查",
            "城管协管员，共 1 人",
            "11月24日（周二）10:00",
            "楼道巡查",
        ),
        ("三里社区 楼道 巡查", "三里社区，共 2 人：王芳、张伟", "11月23日（周一）", "楼道 巡查"),
        ("张伟 检查 3-5 号楼", "张伟", "11月23日（周一）", "检查 3-5 号楼"),
    ],
)
async def test_one_line_is_understood(office, zhao, line, whom, due, title):
    page = await zhao.says(f"/dispatch {line}")
    assert f"派发对象：{whom}" in page
    assert f"完成时限：{due}" in page
    assert f"任务内容：{title}\n" in page


@pytest.mark.parametrize(
    ("line", "asks", "answer", "then"),
    [
        ("张伟", "要做什么", "清理楼道", "什么时候完成"),
        ("张伟 明天", "要做什么", "清理楼道", "任务急不急"),
        ("明天 清理楼道", "派发给谁", "张伟", "请核对任务"),
        ("清理三里社区楼道", "派发给谁", "张伟", "什么时候完成"),
    ],
)
async def test_what_one_line_leaves_out_is_asked(office, zhao, line, asks, answer, then):
    assert asks in await zhao.says(f"/dispatch {line}")
    assert then in await zhao.says(answer)


@pytest.mark.fault("H1")
async def test_foreign_and_unknown_names_are_refused_in_the_same_words(office, zhao, li):
    words = {}
    for name in ("李娜", "刘备", "五里社区", "火星社区"):
        refused = await zhao.says(f"/dispatch {name} 明天 清理楼道")
        assert name in refused
        words[name] = refused.replace(name, "…")
        await zhao.says("/dispatch")
        await zhao.says("清理楼道")
        assert words[name] in (await zhao.says(name)).replace(name, "…")
        assert "派发给谁" in zhao.sees()
    assert len(set(words.values())) == 1
    assert "张伟" not in await zhao.says("王芳、刘备")
    assert "刘备" in zhao.sees()
    assert li.sees() == ""
    assert not await shares(office, "清理楼道")


@pytest.mark.fault("G6")
async def test_a_forged_unit_or_namesake_out_of_reach_changes_nothing(office, zhao):
    await zhao.says("/dispatch")
    await zhao.says("清理楼道")
    foreign = office.units["五里社区"].id
    await office.founds("第1网格", Level.GRID, within="三里社区")
    assert "没有找到" in await zhao.forges(f"dunit:{foreign}")
    assert "没有找到" in await zhao.forges("dunit:9999")
    await zhao.presses("按单位")
    assert zhao.buttons() == ["三里社区", "三里社区 第1网格", "返回", "取消"]
    assert "已结束" in await zhao.forges("dpost:7")
    assert "已结束" in await zhao.forges("dperson:1")
    assert "已结束" in await zhao.forges("durgent:urgent")
    assert "什么时候完成" in await zhao.says("三里社区")
    asked = zhao.buttons()
    for twice in ("dwhom", "dkind:everyone:0"):
        assert "已结束" in await zhao.forges(twice)
    assert zhao.buttons() == asked, "the next question stands in the same message"
    assert "急不急" in await zhao.says("明天")


async def test_posts_units_and_names_are_chosen_by_button_or_typed(office, sun):
    await sun.says("/dispatch")
    await sun.says("清理楼道")
    await sun.presses("按岗位")
    assert sun.buttons() == ["网格员", "城管协管员", "返回", "取消"]
    await sun.presses("返回")
    await sun.presses("按单位")
    assert sun.buttons() == ["三里街道", "三里社区", "五里社区", "返回", "取消"]
    await sun.presses("返回")
    assert "请输入姓名" in await sun.presses("按人员")
    assert "什么时候完成" in await sun.says("李娜 王芳")
    await sun.presses("不设期限")
    assert "派发对象：王芳、李娜" in await sun.presses("一般")


async def test_many_units_are_turned_page_by_page(office, sun):
    for number in range(1, 7):
        await office.founds(f"{number}号社区", Level.COMMUNITY, within="三里街道")
    await office.hires("钱多", unit="6号社区")
    await sun.says("/dispatch 清理全街道的楼道")
    await sun.presses("按单位")
    assert sun.buttons() == ["三里街道", "三里社区", "五里社区", "返回", "下一页", "取消"]
    await sun.presses("下一页")
    assert sun.buttons() == ["1号社区", "2号社区", "3号社区", "上一页", "下一页", "取消"]
    await sun.presses("下一页")
    assert sun.buttons() == ["4号社区", "5号社区", "6号社区", "上一页", "取消"]
    assert "什么时候完成" in await sun.presses("6号社区")


async def test_two_people_of_one_name_are_told_apart_by_a_button(office, sun):
    other = await office.hires("张伟", unit="五里社区", post="网格员")
    first = office.people["张伟"]
    assert first is other
    assert "是哪一位张伟" in await sun.says("/dispatch 张伟 明天 清理楼道")
    assert sun.buttons() == ["三里社区 · 城管协管员", "五里社区 · 网格员", "返回", "取消"]
    assert "按按钮" in await sun.says("第二个")
    await sun.does("sends_sticker")
    page = await sun.presses("五里社区 · 网格员")
    assert "派发对象：张伟\n" in page
    await sun.presses("确认")
    assert "清理楼道" in other.sees()
    assert [share.person_id for share in await shares(office, "清理楼道")] == [other.person_id]


async def test_namesakes_of_one_unit_and_post_are_told_apart_by_the_phone(office, zhao):
    await office.hires("张伟", unit="三里社区", post="城管协管员")
    await zhao.says("/dispatch 张伟 清理楼道")
    labels = zhao.buttons()[:2]
    assert len(set(labels)) == 2
    assert all(label.startswith("三里社区 · 城管协管员 · ") for label in labels)


@pytest.mark.parametrize(
    ("typed", "echo"),
    [
        ("月底前", "11月30日（周一），对吗？"),
        ("下周三下午两点半", "12月2日（周三）14:30，对吗？"),
        ("周五前", "11月27日（周五），对吗？"),
        ("明年1月5日 早上6点半", "1月5日（周二）早上6:30，对吗？"),
        ("2028-01-05", "2028年1月5日（周三），对吗？"),
    ],
)
async def test_a_due_time_is_said_back_and_may_be_another(office, zhao, typed, echo):
    await zhao.says("/dispatch")
    await zhao.says("清理楼道")
    await zhao.says("张伟")
    seen = await zhao.says(typed)
    assert echo in seen
    assert zhao.buttons() == ["一般", "紧急", "修改时间", "取消"]
    assert "什么时候完成" in await zhao.presses("修改时间")
    assert "11月24日（周二），对吗？" in await zhao.says("明天下班前")
    assert "完成时限：11月24日（周二）" in await zhao.presses("一般")


@pytest.mark.parametrize("typed", ["昨天", "今天 09:00", "09:30", "2026-11-22"])
async def test_a_past_moment_is_refused(office, zhao, typed):
    await office.at("10:00")
    await zhao.says("/dispatch")
    await zhao.says("清理楼道")
    await zhao.says("张伟")
    assert "已经过去" in await zhao.says(typed)
    assert "急不急" in await zhao.says("明天上午十点")
    assert "11月24日（周二）10:00" in await zhao.presses("一般")


async def test_a_page_confirmed_after_its_hour_is_refused_and_can_be_changed(office, zhao, zhang):
    await zhao.says("/dispatch 张伟 今天 07:30 清理楼道")
    await office.at("07:40")
    assert "已经过去" in await zhao.presses("确认")
    assert not zhang.heard("清理楼道")
    await zhao.presses("修改")
    assert zhao.buttons() == ["任务内容", "派发对象", "完成时限", "紧急程度", "返回", "取消"]
    await zhao.presses("返回")
    await zhao.presses("修改")
    await zhao.presses("完成时限")
    page = await zhao.says("今天 11:00")
    assert "任务内容：清理楼道" in page
    await zhao.presses("确认")
    assert "11:00" in zhang.sees()


@pytest.mark.parametrize(
    ("part", "answer", "shown"),
    [
        ("任务内容", "清理车棚", "任务内容：清理车棚"),
        ("派发对象", "王芳", "派发对象：王芳"),
        ("完成时限", "后天", "完成时限：11月25日（周三）"),
    ],
)
async def test_one_answer_is_changed_and_the_others_are_kept(office, zhao, part, answer, shown):
    before = await zhao.says("/dispatch 张伟 明天 清理楼道")
    await zhao.presses("修改")
    await zhao.presses(part)
    after = await zhao.says(answer)
    assert shown in after
    changed = set(after.split("\n")) - set(before.split("\n"))
    assert changed == {shown}


async def test_those_not_registered_get_their_share_and_the_sender_is_told(office, zhao, zhang):
    await office.hires("钱多", unit="三里社区", registered=False)
    page = await zhao.says("/dispatch 三里社区 清理楼道")
    assert "共 3 人" in page
    assert "其中 1 人未登记或无法接收消息，请您另行通知。" in page
    sent = await zhao.presses("确认")
    assert "已派发给 3 人" in sent
    assert "其中 1 人未登记" in sent
    assert len(await shares(office, "清理楼道")) == 3
    assert "清理楼道" in zhang.sees()
    page = await zhao.says("/dispatch 全体 扫雪")
    assert "共 2 人" in page


async def test_more_than_ten_names_are_counted(office, zhao):
    for number in range(12):
        await office.hires(f"钱{number}", unit="三里社区")
    await zhao.says("/dispatch 全体 扫雪")
    assert "已派发给 14 人" in await zhao.presses("确认")
    assert "另有 4 人" in zhao.sees()


async def test_ten_presses_of_confirm_are_one_task(office, zhao, zhang):
    await zhao.says("/dispatch 张伟 清理楼道")
    newest = zhao.phone.newest()["message_id"]
    data = zhao.phone.newest()["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    for _ in range(10):
        zhao.phone.presses_data(data, newest)
    await office.settle()
    assert len(await shares(office, "清理楼道")) == 1
    assert sum("清理楼道" in text for text in zhang.texts()) == 1


async def test_the_confirm_button_of_an_older_draft_is_over(office, zhao, zhang):
    await zhao.says("/dispatch 张伟 清理楼道")
    old = zhao.phone.newest()
    await office.at("07:05")
    await zhao.says("/dispatch 张伟 扫雪")
    data = old["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    assert "已结束" in await zhao.forges(data, old["message_id"])
    assert zhang.sees() == ""
    await zhao.presses("确认")
    assert "扫雪" in zhang.sees()


async def test_a_sticker_at_any_question_brings_the_question_again(office, zhao):
    await zhao.says("/dispatch")
    for question, answer in (
        ("要做什么", lambda: zhao.says("清理楼道")),
        ("派发给谁", lambda: zhao.says("张伟")),
        ("什么时候完成", lambda: zhao.says("明天")),
        ("急不急", lambda: zhao.presses("一般")),
        ("请核对任务", lambda: zhao.presses("确认")),
    ):
        again = await zhao.does("sends_sticker")
        assert question in again
        assert "没有看懂" in again
        assert "取消" in zhao.buttons()
        await answer()
    assert "已派发" in zhao.sees()


async def test_nothing_is_lost_by_restarts_between_the_questions(office, zhao, zhang):
    await zhao.says("/dispatch")
    await office.restarts()
    await zhao.says("清理楼道")
    await office.restarts()
    await zhao.presses("按岗位")
    await office.restarts()
    await zhao.presses("城管协管员")
    await office.restarts()
    await zhao.presses("明天")
    await office.restarts()
    await zhao.presses("紧急")
    await office.restarts()
    assert "已派发给 1 人" in await zhao.presses("确认")
    assert "清理楼道" in zhang.sees()


@pytest.mark.parametrize(
    ("text", "refused"),
    [("清" * 201, "200 字以内"), ("核实 110101199003078515 的情况", "身份证")],
)
async def test_texts_that_may_not_be_kept_are_refused(office, zhao, text, refused):
    await zhao.says("/dispatch")
    assert refused in await zhao.says(text)
    assert "派发给谁" in await zhao.says("清理楼道")
    assert refused in await zhao.says(f"/dispatch 张伟 {text}")


@pytest.mark.fault("G1")
async def test_direction_marks_and_html_are_shown_as_text(office, zhao, zhang):
    await zhao.says("/dispatch 张伟 <b>清理</b>\u202e楼道")
    await zhao.presses("确认")
    assert "<b>清理</b>楼道" in zhang.sees()


async def test_an_empty_post_or_unit_is_refused(office, sun):
    await office.founds("空社区", Level.COMMUNITY, within="三里街道")
    await sun.says("/dispatch 清理全街道的楼道")
    assert "没有可以派发的协管员" in await sun.says("空社区")
    assert "什么时候完成" in await sun.says("五里社区")


async def test_wang_may_not_dispatch(office, wang, zhang):
    assert "没有使用此功能的权限" in await wang.says("/dispatch 张伟 清理楼道")
    assert "已结束" in await wang.forges("dsend:1")
    assert "没有使用此功能的权限" in await wang.forges("dwhom")
    assert zhang.sees() == ""


async def test_leaving_keeps_nothing(office, zhao, zhang):
    await zhao.says("/dispatch 张伟 清理楼道")
    assert "已退出" in await zhao.presses("取消")
    assert not await shares(office, "清理楼道")


async def test_those_on_leave_on_its_day_are_not_expected(office, wang, zhao):
    async with office.app.sessions.begin() as session:
        session.add(
            Leave(
                person_id=wang.person_id,
                kind=LeaveKind.SICK,
                first=date(2026, 11, 23),
                last=date(2026, 11, 24),
                state=LeaveState.APPROVED,
                asked_at=office.now,
            )
        )
    assert "共 1 人：张伟" in await zhao.says("/dispatch 全体 清理楼道")
    assert "其中 1 人今天请假。" in await zhao.says("/dispatch 三里社区 清理楼道")
    assert "其中 1 人当天请假。" in await zhao.says("/dispatch 三里社区 明天 清理楼道")
    assert "当天应到人员，共 1 人：张伟" in await zhao.says("/dispatch 全体 明天 清理楼道")
    assert "当天应到人员，共 2 人：王芳、张伟" in await zhao.says("/dispatch 全体 后天 清理楼道")
    assert await zhao.presses("确认") == "已派发给 2 人\n王芳、张伟"


async def test_in_english(office, li):
    chen = await office.hires(
        "陈明", unit="五里社区", roles=[Role.SUPERVISOR], holds=["五里社区"], language="en"
    )
    await li.says("/language")
    await li.presses("English")
    await chen.says("/dispatch 李娜 tomorrow 10:00 clear the stairways")
    assert "Due when: Tue 24 Nov 10:00" in chen.sees()
    await chen.presses("Confirm")
    assert chen.sees() == "Dispatched to 1 person\n李娜"
    assert "Due: Tue 24 Nov 10:00" in li.sees()
    assert li.buttons() == ["Take", "Done", "Cannot"]
    share = (await shares(office, "clear the stairways"))[0]
    assert share.state is TaskState.SENT
