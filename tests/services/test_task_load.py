"""What is asked of the database about tasks is answered alike by both kinds."""

from domain.task import TaskState
from tests.kit.tasks import hands


async def test_each_persons_tasks_are_counted(office, sun):
    await hands(office, "清理楼道", to=["王芳", "张伟"])
    await hands(office, "扫雪", to=["王芳"], state=TaskState.DONE)
    seen = await sun.says("/summary 每人")
    assert "3 人，每人 0 到 2 项" in seen
    assert "王芳 · 2 项、完成 1、未完成 1" in seen
    assert seen.endswith("没有任务：李娜")


async def test_a_routine_an_offer_and_a_task_handed_on(office, zhao, wang, zhang):
    await zhao.says("/dispatch 张伟 每个工作日 10:00 巡查楼道")
    await zhao.presses("确认")
    await zhao.says("/dispatch 谁有空 接站")
    await zhao.presses("确认")
    await wang.presses("领取")
    assert zhang.heard("王芳 已领取，您不用做了。")
    await office.at("08:00")
    await wang.says("到")
    await office.at("09:00")
    assert "建议转给：王芳" in zhao.sees()
    await zhao.presses("转给 王芳")
    assert "转给您的任务\n巡查楼道" in wang.sees()
    await office.at("10:00")
    assert wang.heard("任务到时间了")
    await office.at("12:00")
    assert "王芳 · 未领取" in zhao.sees()
    await office.at("2026-11-24 08:00")
    assert "1. ▫️ 巡查楼道（10:00 前）" in zhang.sees()
