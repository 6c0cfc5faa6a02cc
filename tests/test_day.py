"""One working day of a street office, as three auxiliaries and a supervisor live it."""

import pytest


@pytest.fixture(params=["sqlite", "postgresql"])
def database_kind(request):
    return request.param


async def test_the_day(office, wang, zhang, li, zhao):
    await office.at("07:40")
    await zhao.says("/dispatch 王芳、张伟 今天 清理三里社区楼道杂物")
    assert "已派发给 2 人" in await zhao.presses("确认")
    await zhao.says("/training")
    await zhao.presses("安排培训")
    await zhao.says("消防安全培训")
    await zhao.presses("定期培训")
    await zhao.says("今天 15:00")
    await zhao.says("社区会议室")
    await zhao.presses("全体人员")
    assert "应参加 2 人：已通知 2 人。" in await zhao.presses("确认")

    await office.at("08:00")
    assert "王芳，早上好！您到岗了吗？" in wang.sees()
    assert "清理三里社区楼道杂物" in wang.sees()
    assert "15:00 消防安全培训" in wang.sees()
    assert wang.buttons() == ["到岗", "请假"]

    await office.at("08:10")
    assert "已记录：按时到岗" in await wang.presses("到岗")

    await office.at("08:40")
    assert "已记录：迟到 40 分钟" in await zhang.says("到")

    await office.at("08:50")
    assert li.sees() == "You have not answered the roll yet. It closes at 09:00."

    await office.at("09:00")
    assert "在册 2 人：到岗 1、迟到 1" in zhao.sees()

    await office.at("10:20")
    await wang.says("/checkin")
    await wang.says("三里社区3号楼")
    assert "已签到：三里社区3号楼 10:20" in await wang.does("sends_photo", caption="清理一半")

    await office.at("14:00")
    assert "消防安全培训" in zhang.sees()
    await zhang.presses("不能参加")
    await zhang.presses("值班")
    assert "张伟" in zhao.sees()
    assert "值班" in zhao.sees()

    await office.at("16:10")
    await wang.presses("完成")
    await wang.says("杂物已全部清走")
    assert "王芳 · 完成" in zhao.sees()

    await office.at("17:30")
    assert "今天有 1 项任务" in zhang.sees()
    await zhang.presses("开始评议")
    await zhang.presses("部分")
    await zhang.says("还有两个单元")
    await office.restarts()
    await zhang.presses("跳过")
    await zhang.says("继续清理")
    assert "已提交：11月23日（周一）17:30。22:00 前可以修改。" in await zhang.presses("确认")

    await wang.presses("开始评议")
    await wang.presses("跳过")
    await wang.presses("跳过")
    assert "已提交" in await wang.presses("确认")

    await office.at("20:00")
    summary = await zhao.says("/summary 今天")
    assert "在册 2 人，应到 2 人" in summary
    assert "任务 2 项：完成 1、部分完成 1" in summary
    assert "评议应交 2 份，已交 2 份" in summary

    await office.at("2026-11-24 08:00")
    assert "清理三里社区楼道杂物 · 结转第 1 次" in zhang.sees()
    assert "今天暂无任务。" in wang.sees()
