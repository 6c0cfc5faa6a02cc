"""A notice from its first word to the last reader, as the people of two communities live it."""

from itertools import product

import pytest
from sqlmodel import col, select

from domain.audit import Verb
from models.audit import Audit
from models.broadcast import Broadcast, Receipt
from models.outbox import Outbox, OutboxState
from models.person import Holding, Person

MEETING = "明天上午 9 点全体到站里开会。"


async def sends(someone, text=MEETING):
    await someone.says(f"/broadcast {text}")
    return await someone.presses("确认")


async def rows(office, table):
    async with office.app.sessions() as session:
        return (await session.exec(select(table))).all()


async def test_a_notice_from_question_to_reading(office, sun, zhao, wang, zhang, li):
    await office.hires("刘洋", unit="五里社区", registered=False)
    assert "发通知：要通知什么？" in await sun.says("/broadcast")
    assert sun.buttons() == ["取消"]
    assert "通知发给谁？" in await sun.says(MEETING)
    assert sun.buttons() == ["全体人员", "按岗位", "按人员", "按单位", "取消"]
    page = await sun.presses("全体人员")
    for said in (MEETING, "发给：全体人员，共 4 人", "发送时间：立即", "已阅期限：不设"):
        assert said in page
    assert "收不到消息，请另行告知：未登记 1 人" in page
    assert sun.buttons() == ["确认", "修改", "定时发送", "已阅期限", "取消"]

    assert "通知正在发送，共 4 人" in await sun.presses("确认")
    assert wang.sees() == f"通知\n{MEETING}\n\n发布人：孙书记\n看完请按“已阅”。"
    assert li.buttons() == ["Read"]
    assert not zhao.heard(MEETING)

    await office.at("07:05")
    assert "已记录：您已阅，11月23日（周一）07:05。" in await wang.presses("已阅")
    assert wang.buttons() == []
    board = await sun.presses("查看已阅情况")
    assert "共 4 人：已阅 1、未阅 2、未收到 1\n未收到的原因：未登记 1" in board
    assert "截至 07:05" in board
    assert sun.buttons() == ["刷新", "查看名单", "提醒未阅人员", "导出表格", "更正内容"]
    assert "三里社区：张伟\n五里社区：李娜" in await sun.presses("查看名单")
    assert "五里社区：刘洋（未登记）" in await sun.presses("未收到")
    assert "三里社区：王芳" in await sun.presses("已阅人员")
    assert "共 4 人" in await sun.presses("返回")


async def test_reading_twice_changes_nothing_and_a_foreign_notice_is_refused(
    office, zhao, wang, li
):
    await sends(zhao)
    asked = wang.phone.newest()["message_id"]
    await wang.presses("已阅")
    await office.at("07:30")
    assert "07:00" in await wang.forges("bread:1:1", asked)
    await li.says("/me")
    assert "was not sent to you" in await li.forges("bread:1:1")
    assert "没有使用此功能的权限" in await wang.forges("bboard:1")
    (receipt,) = [r for r in await rows(office, Receipt) if r.person_id == wang.person_id]
    assert receipt.read_at.hour == 23, "seven in the morning, as it was at first"


@pytest.mark.parametrize(
    ("typed", "named", "people"),
    [
        ("五里社区", "五里社区", 1),
        ("城管协管员", "城管协管员", 1),
        ("王芳、李娜", "王芳、李娜", 2),
        ("全体", "全体人员", 3),
    ],
)
async def test_whom_it_is_for_may_be_typed(office, sun, typed, named, people):
    await sun.says("/broadcast")
    await sun.says(MEETING)
    assert f"发给：{named}，共 {people} 人" in await sun.says(typed)


async def test_by_button_a_post_a_unit_and_one_of_two_namesakes(office, sun, li):
    await office.hires("王芳", unit="五里社区", post="保洁员")
    await sun.says("/broadcast")
    await sun.says(MEETING)
    await sun.presses("按岗位")
    assert sun.buttons() == ["网格员", "保洁员", "城管协管员", "返回", "取消"]
    assert "网格员，共 2 人" in await sun.presses("网格员")
    await sun.presses("修改")
    assert sun.buttons() == ["通知内容", "发送对象", "定时发送", "已阅期限", "返回", "取消"]
    await sun.presses("发送对象")
    await sun.presses("按单位")
    assert "五里社区，共 2 人" in await sun.presses("五里社区")
    await sun.presses("修改")
    await sun.presses("发送对象")
    await sun.presses("按人员")
    await sun.presses("返回")
    assert "是哪一位王芳" in await sun.says("王芳")
    assert "请按下面的按钮" in await sun.says("五里的")
    assert "发给：王芳，共 1 人" in await sun.presses("五里社区 · 保洁员")
    await sun.presses("确认")
    assert not li.heard(MEETING)
    assert office.people["王芳"].heard(MEETING)


async def test_zhao_tells_nobody_outside_his_community(office, zhao, wang, li):
    await zhao.says("/broadcast")
    await zhao.says(MEETING)
    assert "没有找到：李娜" in await zhao.says("李娜")
    assert "没有找到：五里社区" in await zhao.says("五里社区")
    await zhao.forges(f"dunit:{office.units['五里社区'].id}")
    assert "通知发给谁？" in zhao.sees()
    await zhao.presses("全体人员")
    await zhao.presses("确认")
    assert wang.heard(MEETING)
    assert not li.heard(MEETING)
    assert [row.person_id for row in await rows(office, Receipt)] == [1, 2]


async def test_the_silent_are_reminded_with_one_press_once_an_hour(office, sun, zhao, wang, zhang):
    await sends(zhao)
    first = zhang.phone.newest()["message_id"]
    await wang.presses("已阅")
    await zhao.presses("查看已阅情况")
    assert await zhao.presses("提醒未阅人员") == "已提醒 1 人。"
    assert f"请阅读通知\n{MEETING}" in zhang.sees()
    assert "请阅读通知" not in wang.sees()

    await office.at("07:20")
    await sun.says("/broadcast")
    await sun.says("/cancel")
    await sun.forges("bremind:1")
    assert sun.phone.popups[-1] == "赵强已在 07:00 提醒过，一小时后才能再次提醒。"

    await zhang.presses("已阅")
    bare = next(m for m in zhang.phone.messages if m["message_id"] == first)
    assert "reply_markup" not in bare, "read in the reminder, settled in the first"
    await office.at("08:30")
    assert await zhao.presses("提醒未阅人员") == "收到通知的人都已阅。"


async def test_whoever_holds_a_part_reminds_that_part_as_their_board_counts_it(office, zhao, li):
    pair = ["三里社区", "五里社区"]
    wu = await office.hires(
        "吴站长", unit="三里社区", roles=["auxiliary", "supervisor"], holds=pair
    )
    await sends(wu)
    assert not wu.heard("看完请按“已阅”。"), "who sends it is not asked to read it"
    told = li.texts()
    await zhao.says("/broadcast")
    assert "共 2 人：已阅 0、未阅 2" in await zhao.forges("bboard:1")
    assert await zhao.presses("提醒未阅人员") == "已提醒 2 人。"
    assert li.texts() == told


async def test_a_corrected_text_asks_again(office, zhao, wang, zhang):
    await sends(zhao, "明天 8 点开会")
    await wang.presses("已阅")
    before = wang.phone.newest()["message_id"]
    old = zhang.phone.newest()["message_id"]
    await zhao.presses("查看已阅情况")
    await zhao.presses("提醒未阅人员")
    again = zhang.phone.newest()["message_id"]
    assert "明天 8 点开会" in await zhao.presses("更正内容")
    page = await zhao.says("明天 9 点开会")
    assert "收到原通知的人会收到这一条，须重新按“已阅”。" in page
    assert "共 2 人：已阅 0、未阅 0、发送中 2" in await zhao.presses("确认")

    for one, message_id in ((wang, before), (zhang, old), (zhang, again)):
        assert "通知（已更正）\n明天 9 点开会" in one.sees()
        text = next(m["text"] for m in one.phone.messages if m["message_id"] == message_id)
        assert text == "这条通知已更正，请看下面的新通知。"
    assert await zhang.forges("bread:1:1", old) == "这条通知已更正，请阅读下面最新的一条。"
    await wang.presses("已阅")
    assert "已阅 1、未阅 1" in await zhao.presses("刷新")
    kept = [row for row in await rows(office, Audit) if row.verb is Verb.BROADCAST_CORRECTED]
    assert [row.detail["before"] for row in kept] == ["明天 8 点开会"]


async def test_corrected_and_stopped_while_it_is_being_sent(office, zhao, wang, zhang):
    """The line is gone when it goes out: the first has nothing yet, and gets the new text."""
    await zhao.says("/broadcast 明天 8 点开会")
    zhao.phone.presses("确认")
    await office.app.poller.fetch_once()
    await office.app.intake.drain()
    zhao.phone.says("/help")
    await office.app.poller.fetch_once()
    async with office.app.sessions() as session:
        row = await session.get_one(Broadcast, 1)
    assert row.state == "sent"
    await queue(office, zhao, "bfix:1")
    zhao.phone.says("明天 9 点开会")
    await handle(office)
    await queue(office, zhao, "bfixed:1")
    await office.settle()

    assert [text for text in wang.texts() if "开会" in text] == [
        "通知（已更正）\n明天 9 点开会\n\n发布人：赵强\n看完请按“已阅”。"
    ]


async def queue(office, someone, data):
    at = someone.phone.messages[-1]["message_id"]
    someone.phone.presses_data(data, at)
    await handle(office)


async def handle(office):
    await office.app.poller.fetch_once()
    await office.app.intake.drain()


async def test_stopping_while_it_is_being_sent_keeps_the_rest_back(office, zhao, wang, zhang):
    await zhao.says("/broadcast 明天 8 点开会")
    zhao.phone.presses("确认")
    await handle(office)
    await queue(office, zhao, "bstop:1")
    await office.settle()

    assert not wang.heard("开会")
    assert "中途已停止\n共 2 人：已阅 0、未阅 0、未收到 2\n未收到的原因：未发送 2" in zhao.sees()
    assert "中途已停止" in await zhao.forges("bstop:1"), "pressed again, it shows how it stands"
    await zhao.presses("更正内容")
    await zhao.says("明天 9 点开会")
    assert "已阅 0、未阅 0、未收到 2" in await zhao.presses("确认"), (
        "nobody has it, nobody gets it"
    )
    await sends(zhao)
    assert "通知已全部发出，无法停止。" in await zhao.forges("bstop:2")


async def test_two_supervisors_correct_at_once_and_the_second_hears_who_was_first(
    office, zhao, sun
):
    await office.hires("钱进", unit="三里社区", roles=["supervisor"], holds=["三里社区"])
    qian = office.people["钱进"]
    await sends(zhao, "明天 8 点开会")
    await qian.says("/broadcast")
    assert qian.buttons() == ["11月23日 明天 8 点开会", "取消"]
    await qian.presses("11月23日 明天 8 点开会")
    for one in (zhao, qian):
        await one.forges("bfix:1")
        await one.says(f"明天 9 点开会（{one.phone.first_name}）")
    await zhao.presses("确认")
    await office.at("07:02")
    assert "赵强已在 07:00 改动了这条通知" in await qian.presses("确认")
    (row,) = await rows(office, Broadcast)
    assert (row.revision, row.text) == (2, "明天 9 点开会（赵强）")


async def test_planned_for_tomorrow_with_a_deadline_and_a_report(office, zhao, wang, zhang):
    await zhao.says(f"/broadcast {MEETING}")
    assert "什么时候发送？" in await zhao.presses("定时发送")
    assert zhao.buttons()[:3] == ["立即发送", "今天 09:00", "明天 08:00"]
    assert "没有看懂日期或时间" in await zhao.says("随便")
    assert "发送时间须晚于现在" in await zhao.says("昨天 09:00")
    assert "发送时间须晚于现在" in await zhao.says("早上6点半")
    assert "发送时间：11月24日（周二）14:30" in await zhao.says("明天下午两点半")
    await zhao.presses("已阅期限")
    assert "须晚于发送时间" in await zhao.says("明天 10:00")
    assert "已阅期限：11月24日（周二）18:00" in await zhao.says("明天")
    assert "通知已安排：11月24日（周二）14:30 发送" in await zhao.presses("确认")
    await zhao.presses("查看已阅情况")
    assert zhao.buttons() == ["更正内容", "撤销通知", "刷新"]
    assert not wang.heard(MEETING)

    await office.restarts()
    await office.hires("新来的", unit="三里社区")
    await office.at("2026-11-24 14:30")
    assert "请在 11月24日（周二）18:00 前按“已阅”。" in wang.sees()
    assert office.people["新来的"].heard(MEETING)
    assert "您安排的通知已开始发送" in zhao.sees()
    await wang.presses("已阅")
    await office.at("2026-11-24 18:00")
    assert "通知的已阅期限到了" in "\n".join(zhao.texts())
    assert zhao.heard("共 3 人：已阅 1、未阅 2")
    await office.at("2026-11-24 18:10")
    late = next(m for m in zhang.phone.messages if MEETING in m.get("text", ""))
    await zhao.presses("提醒未阅人员")
    assert "应在 11月24日（周二）18:00 前阅读，期限已过，请现在按“已阅”。" in zhang.sees()
    await zhang.forges("bread:1:1", late["message_id"])
    assert zhang.heard("您已阅（超过截止时间），11月24日（周二）18:10。")


async def test_called_off_before_its_hour(office, zhao, wang):
    await zhao.says(f"/broadcast {MEETING}")
    await zhao.presses("定时发送")
    await zhao.presses("今天 09:00")
    await zhao.presses("确认")
    await zhao.presses("查看已阅情况")
    assert "已撤销，没有发送。" in await zhao.presses("撤销通知")
    await office.at("09:00")
    assert not wang.heard(MEETING)
    assert "没有发出，无需处理" in await zhao.forges("bfix:1")


@pytest.mark.parametrize(
    ("moment", "why"), [("12:00", None), ("16:00", "到发送时间时系统中断，恢复时已太晚。")]
)
async def test_when_the_office_was_off_at_its_hour(office, zhao, wang, moment, why):
    await zhao.says(f"/broadcast {MEETING}")
    await zhao.presses("定时发送")
    await zhao.presses("今天 09:00")
    await zhao.presses("确认")
    await office.at(moment)
    assert wang.heard(MEETING) is (why is None)
    assert zhao.heard("有一条通知没有发出") is (why is not None)
    assert zhao.heard(why or "您安排的通知已开始发送")


async def test_a_supervisor_whose_units_were_taken_away(office, zhao, sun, wang):
    await zhao.says(f"/broadcast {MEETING}")
    await zhao.presses("定时发送")
    await zhao.presses("今天 09:00")
    await zhao.presses("确认")
    await sends(zhao, "第二条")
    await zhao.says("/broadcast 第三条")
    async with office.app.sessions.begin() as session:
        held = await session.get_one(Holding, (zhao.person_id, office.units["三里社区"].id))
        await session.delete(held)
    assert await zhao.presses("确认") == "发送对象不在您管辖的范围内。请按“修改”重新选择。"
    assert await zhao.forges("bboard:2") == "在您管辖的范围内没有这条通知。"
    assert await zhao.forges("bstop:2") == "在您管辖的范围内没有这条通知。"
    await office.at("09:00")
    assert not wang.heard(MEETING)
    assert zhao.heard("发送对象已不在您管辖的范围内。")
    await sun.says("/broadcast")
    assert "共 2 人" in await sun.presses("11月23日 第二条")


async def test_who_blocked_the_bot_is_named_and_once_back_is_told_with_the_reminder(
    office, zhao, wang, zhang
):
    zhang.phone.blocks()
    await sends(zhao)
    await wang.presses("已阅")
    seen = await zhao.presses("查看已阅情况")
    assert "已阅 1、未阅 0、未收到 1\n未收到的原因：已屏蔽点卯 1" in seen
    assert "提醒未阅人员" not in zhao.buttons()
    await zhao.presses("查看名单")
    assert "三里社区：张伟（已屏蔽点卯）" in await zhao.presses("未收到")
    page = await zhao.says("/broadcast 再发一次")
    assert "收不到消息，请另行告知：消息无法送达 1 人" in page
    assert await zhao.forges("bremind:1") == "收到通知的人都已阅。"

    zhang.phone.unblocks()
    await zhang.says("/me")
    assert "未收到的原因：已恢复接收，可补发 1" in await zhao.forges("bboard:1")
    assert await zhao.presses("提醒未阅人员") == "已提醒 1 人。"
    assert zhang.sees() == f"通知\n{MEETING}\n\n发布人：赵强\n看完请按“已阅”。"
    await zhang.presses("已阅")
    assert "共 2 人：已阅 2、未阅 0" in await zhao.presses("刷新")

    zhang.phone.blocks()
    await sends(zhao, "明天 8 点开会")
    zhang.phone.unblocks()
    await zhang.says("/me")
    await zhao.forges("bfix:2")
    await zhao.says("明天 9 点开会")
    assert "共 2 人：已阅 0、未阅 0、发送中 2" in await zhao.presses("确认")
    assert "通知（已更正）\n明天 9 点开会" in zhang.sees()


async def test_what_cannot_be_used_is_asked_again(office, zhao):
    await zhao.says("/broadcast")
    assert "要通知什么" in await zhao.does("sends_sticker")
    assert "身份证" in await zhao.says("请核实 110101199003070011 的情况")
    assert "1000 字" in await zhao.says("长" * 1001)
    await zhao.says(MEETING)
    await zhao.presses("全体人员")
    assert "请核对通知" in await zhao.says("好的")
    await zhao.presses("取消")
    assert not await rows(office, Broadcast)


async def test_a_page_of_an_earlier_draft_sends_nothing(office, zhao):
    await zhao.says("/broadcast 第一条")
    first = zhao.phone.newest()["message_id"]
    no = int(office.now.timestamp())
    await office.at("07:10")
    await zhao.says("/broadcast 第二条")
    assert "已结束" in await zhao.forges(f"bsend:{no}", first)
    assert not await rows(office, Broadcast)


async def test_english(office, sun, li):
    await sun.says("/language")
    await sun.presses("English")
    page = await sun.says("/broadcast Meeting at nine")
    assert "To: everyone in my units, 3 people\nSent: at once" in page
    await sun.presses("Confirm")
    assert "From 孙书记\nWhen you have read it, press Read." in li.sees()
    await li.presses("Read")
    assert "Of 3: read 1, not read yet 2" in await sun.presses("Who has read it")


async def test_who_has_left_is_counted_apart(office, zhao, zhang):
    await sends(zhao)
    async with office.app.sessions.begin() as session:
        (await session.get_one(Person, zhang.person_id)).active = False
    assert "未收到的原因：已不在花名册 1" in await zhao.presses("查看已阅情况")


async def test_what_may_have_arrived_is_held_and_its_sender_asked(office, zhao, wang, zhang):
    await zhao.says("/broadcast 明天 9 点开会")
    zhao.phone.presses("确认")
    await handle(office)
    async with office.app.sessions.begin() as session:
        told = select(Outbox).where(col(Outbox.key).startswith("broadcast:"))
        for row in await session.exec(told):
            row.state = OutboxState.SENDING
    await office.restarts()
    await office.settle()

    assert "您发出的 2 条消息状态不明" in zhao.sees()
    await zhao.says("/broadcast")
    assert "未收到的原因：送达状态不明 2" in await zhao.presses("11月23日 明天 9 点开会")
    await zhao.presses("重发")
    assert "看完请按“已阅”。" in wang.sees()
    assert [text for text in zhang.texts() if "开会" in text] == [wang.sees()]
    await wang.presses("已阅")
    assert "共 2 人：已阅 1、未阅 1" in await zhao.forges("bboard:1")


async def test_who_registers_later_is_told_with_the_reminder(office, zhao, wang, zhang):
    liu = await office.hires("刘洋", unit="三里社区", registered=False)
    await sends(zhao)
    await wang.presses("已阅")
    await zhang.presses("已阅")
    await liu.says("/start")
    await liu.does("shares_contact")
    await zhao.presses("查看已阅情况")
    assert zhao.heard("未收到的原因：未发送 1")
    assert await zhao.presses("提醒未阅人员") == "已提醒 1 人。"
    assert liu.sees() == f"通知\n{MEETING}\n\n发布人：赵强\n看完请按“已阅”。"
    await liu.presses("已阅")
    assert "共 3 人：已阅 3、未阅 0" in await zhao.presses("刷新")


PRESSES = ("bboard:{}", "blist:{}:read:0", "bremind:{}", "bfix:{}", "bstop:{}", "exread:{}")


async def test_a_notice_of_another_community_is_as_good_as_unknown(office, zhao, wang):
    qian = await office.hires("钱进", unit="五里社区", roles=["supervisor"], holds=["五里社区"])
    await sends(zhao)
    before = [len(await rows(office, table)) for table in (Broadcast, Receipt, Audit)]
    assert "要通知什么" in await qian.says("/broadcast")
    assert qian.buttons() == ["取消"]
    for press, number in product(PRESSES, (1, 999)):
        assert await qian.forges(press.format(number)) == "在您管辖的范围内没有这条通知。"
    assert [len(await rows(office, table)) for table in (Broadcast, Receipt, Audit)] == before
    assert len([text for text in wang.texts() if MEETING in text]) == 1


async def test_looking_at_a_board_keeps_what_was_being_written(office, zhao):
    await sends(zhao)
    board = zhao.phone.newest()["message_id"]
    await zhao.says("/broadcast")
    await zhao.says("第二条")
    await zhao.forges("bboard:1", board)
    assert "发给：全体人员" in await zhao.says("全体")
    await zhao.presses("确认")
    assert [row.text for row in await rows(office, Broadcast)] == [MEETING, "第二条"]
