"""When the hour of a task has come: the person is reminded once, then the supervisor twice."""

from sqlmodel import select

from domain.leave import LeaveKind, LeaveState
from domain.office import Role
from models.leave import Leave
from models.person import Holding, Person


async def dispatches(supervisor, line: str) -> None:
    await supervisor.says(f"/dispatch {line}")
    await supervisor.presses("确认")


def times(someone, part: str) -> int:
    return sum(part in text for text in someone.texts())


async def test_the_person_then_the_supervisor_then_once_more_and_never_again(
    office, zhao, zhang, wang
):
    await dispatches(zhao, "张伟、王芳 今天 10:00 清理楼道")
    await office.at("09:59")
    assert times(zhang, "到时间了") == 0
    await wang.presses("完成")
    await wang.presses("跳过")
    await office.at("10:00")
    assert zhang.sees() == (
        "任务到时间了\n清理楼道\n完成时限：11月23日（周一）10:00\n"
        "做完了请按“完成”，做不了请按“做不了”。"
    )
    assert zhang.buttons() == ["领取", "完成", "做不了"]
    assert times(wang, "到时间了") == 0
    assert times(zhao, "没完成") == 0

    await zhang.presses("领取")
    await office.at("12:00")
    assert zhao.sees() == (
        "任务超时还没完成\n清理楼道\n完成时限：11月23日（周一）10:00\n\n"
        "还有 1 人没有完成：\n张伟 · 已领取"
    )
    await office.at("2026-11-24 07:59")
    assert times(zhao, "没完成") == 1
    await office.at("2026-11-24 08:00")
    last = next(text for text in zhao.texts() if text.startswith("任务还没完成"))
    assert "这是最后一次提醒" in last
    for moment in ("2026-11-24 12:00", "2026-11-25 08:00", "2026-11-26 08:00"):
        await office.at(moment)
    assert times(zhao, "没完成") == 2
    assert times(zhang, "到时间了") == 0, "the reminder became the card it was answered on"
    assert "清理楼道（11月23日 10:00 前） · 结转第 3 次" in zhang.sees()


async def test_what_is_said_to_be_impossible_or_done_is_left_in_peace(office, zhao, zhang, wang):
    await dispatches(zhao, "张伟、王芳 今天 10:00 清理楼道")
    await zhang.presses("做不了")
    await zhang.presses("缺工具")
    await office.at("10:00")
    assert times(zhang, "到时间了") == 0
    assert times(wang, "到时间了") == 1
    await wang.presses("完成")
    await wang.says("好了")
    await office.at("12:00")
    await office.at("2026-11-24 08:30")
    assert times(zhao, "没完成") == 0


async def test_who_is_on_leave_is_not_reminded_but_named(office, zhao, zhang):
    await dispatches(zhao, "张伟 明天 10:00 清理楼道")
    tuesday = office.now.date().replace(day=24)
    async with office.app.sessions.begin() as session:
        away = {"kind": LeaveKind.SICK, "state": LeaveState.APPROVED, "asked_at": office.now}
        session.add(Leave(person_id=zhang.person_id, first=tuesday, last=tuesday, **away))
    await office.at("2026-11-24 10:00")
    assert times(zhang, "到时间了") == 0
    await office.at("2026-11-24 12:00")
    assert "张伟 · 未领取 · 今天请假" in zhao.sees()


async def test_the_nearest_supervisors_hear_it_when_who_dispatched_has_gone(
    office, zhao, sun, zhang
):
    below = {"roles": [Role.SUPERVISOR], "holds": ["五里社区"], "language": "en"}
    qian = await office.hires("钱进", unit="五里社区", **below)
    await dispatches(sun, "张伟、李娜 今天 10:00 清理楼道")
    async with office.app.sessions.begin() as session:
        gone = (await session.exec(select(Person).where(Person.name == "孙书记"))).one()
        gone.active = False
        for held in (
            await session.exec(select(Holding).where(Holding.person_id == gone.id))
        ).all():
            await session.delete(held)
    await office.at("12:00")
    assert "任务超时还没完成\n清理楼道" in zhao.sees()
    assert zhao.sees().endswith("还有 1 人没有完成：\n张伟 · 未领取")
    assert "李娜" in qian.sees(), "each hears of their own"
    assert times(sun, "没完成") == 0


async def test_a_reminder_that_comes_too_late_is_not_sent(office, zhao, zhang):
    await dispatches(zhao, "张伟 今天 10:00 清理楼道")
    await office.at("13:30")
    assert times(zhang, "到时间了") == 0
    assert times(zhao, "任务超时还没完成") == 1
    await dispatches(zhao, "张伟 今天 14:00 扫雪")
    await office.at("2026-11-24 13:00")
    assert times(zhang, "到时间了") == 0
    assert times(zhao, "没完成") == 1


async def test_a_task_that_came_again_is_not_asked_after(office, zhao, zhang):
    await dispatches(zhao, "张伟 每个工作日 17:00 巡查楼道")
    await office.at("17:00")
    assert times(zhang, "到时间了") == 1
    await office.at("2026-11-24 08:00")
    assert times(zhao, "任务还没完成") == 0
