"""What recurs: set by buttons or in one line, given out by itself, seen and stopped."""

from datetime import time

from sqlmodel import col, select

from domain.leave import LeaveKind, LeaveState
from domain.occurrence import Kind
from models.calendar_override import CalendarOverride
from models.leave import Leave
from models.occurrence import Occurrence
from models.person import Holding
from models.special_period import SpecialPeriod
from models.task import Assignment, Task
from models.unit import Unit


async def given(office, title: str) -> list[tuple[str, str, bool]]:
    """Day and person of what was handed out, and whether it is over because it came again."""
    names = {one.person_id: name for name, one in office.people.items()}
    async with office.app.sessions() as session:
        found = (
            select(Assignment)
            .join(Task, col(Task.id) == col(Assignment.task_id))
            .where(Task.title == title, Assignment.carried == 0)
            .order_by(col(Assignment.id))
        )
        rows = (await session.exec(found)).all()
    return [(f"{row.day:%m-%d}", names[row.person_id], row.is_carried_on) for row in rows]


async def every_workday(zhao, line: str = "张伟 每个工作日 17:00 巡查楼道") -> str:
    await zhao.says(f"/dispatch {line}")
    return await zhao.presses("确认")


async def test_zhao_sets_a_task_for_every_workday_by_buttons(office, zhao, zhang, wang):
    await zhao.says("/dispatch")
    await zhao.says("巡查楼道")
    await zhao.says("三里社区")
    assert "重复做" in zhao.buttons()
    assert "多久做一次" in await zhao.presses("重复做")
    assert zhao.buttons() == ["每个工作日", "每天", "每周一", "每月23号", "取消"]
    asked = await zhao.presses("每个工作日")
    assert "做到什么时候" in asked
    assert "每个工作日，对吗" in asked
    assert zhao.buttons() == ["一直做，到我停止", "做到 11月30日", "做到 12月31日", "取消"]
    assert "每个工作日，到 11月30日（周一） 为止，对吗" in await zhao.presses("做到 11月30日")
    page = await zhao.presses("一般")
    assert "完成时限：每个工作日，到 11月30日（周一） 为止；第一次：11月23日（周一）" in page
    done = await zhao.presses("确认")
    assert "例行任务已设好" in done
    assert "今天已派发给 2 人" in done
    assert "新任务\n巡查楼道" in zhang.sees()

    await office.at("2026-11-24 07:59")
    quiet = len(zhang.texts())
    await office.at("08:00")
    assert "1. ▫️ 巡查楼道" in zhang.sees()
    assert "结转" not in zhang.sees()
    assert len(zhang.texts()) == quiet + 1
    assert wang.heard("早点名")
    await office.at("2026-11-28 08:30")
    await office.at("2026-11-30 08:00")
    assert "1. ▫️ 巡查楼道" in zhang.sees()
    assert "2." not in zhang.sees()
    await office.at("2026-12-01 08:00")
    assert "结转第 1 次" in zhang.sees()
    days = [day for day, who, _ in await given(office, "巡查楼道") if who == "张伟"]
    assert days == ["11-23", "11-24", "11-30"]


async def test_one_line_sets_it_and_the_hour_belongs_to_each_day(office, zhao, zhang):
    page = await zhao.says("/dispatch 张伟 每周二、四 10:00 核对台账")
    assert "完成时限：每周二、周四 10:00 前；第一次：11月24日（周二）" in page
    assert "今天已派发" not in await zhao.presses("确认")
    assert zhang.sees() == ""
    await office.at("08:00")
    assert "核对台账" not in zhang.sees()
    await office.at("2026-11-24 08:00")
    assert "▫️ 核对台账（10:00 前）" in zhang.sees()
    await office.at("2026-11-26 08:00")
    assert zhang.sees().count("核对台账") == 1
    assert [row[2] for row in await given(office, "核对台账")] == [True, False]


async def test_a_special_period_is_typed_where_the_time_is_asked(office, zhao, zhang):
    await zhao.says("/dispatch 张伟")
    await zhao.says("防汛值守")
    assert "到 11月26日（周四） 为止，对吗" in await zhao.says("11月25日到11月26日 每天 9点")
    await zhao.presses("紧急")
    await zhao.presses("确认")
    for day in ("11-24", "11-25", "11-26", "11-27"):
        await office.at(f"2026-{day} 08:00")
    assert [row[0] for row in await given(office, "防汛值守")] == ["11-25", "11-26"]
    assert "结转第 1 次" in zhang.sees()


async def test_on_a_day_of_rest_it_is_told_when_the_roll_would_be_called(office, zhao, zhang):
    await every_workday(zhao, "张伟 每周六 值班登记")
    await office.at("2026-11-28 07:59")
    assert not zhang.heard("值班登记")
    await office.at("2026-11-28 08:00")
    assert "新任务\n值班登记\n完成时限：11月28日（周六）" in zhang.sees()
    await office.at("2026-11-28 12:00")
    assert sum("值班登记" in text for text in zhang.texts()) == 1


async def test_who_is_away_that_day_is_passed_over(office, zhao, zhang, wang):
    await every_workday(zhao, "三里社区 每天 巡查楼道")
    async with office.app.sessions.begin() as session:
        tuesday = office.now.date().replace(day=24)
        away = {"kind": LeaveKind.SICK, "state": LeaveState.APPROVED, "asked_at": office.now}
        session.add(Leave(person_id=zhang.person_id, first=tuesday, last=tuesday, **away))
    await office.at("2026-11-24 08:00")
    await office.at("2026-11-25 08:00")
    who = [(day, name) for day, name, _ in await given(office, "巡查楼道")]
    assert ("11-24", "王芳") in who
    assert ("11-24", "张伟") not in who
    assert ("11-25", "张伟") in who


async def test_what_recurs_is_listed_and_stopped_by_whoever_holds_the_unit(
    office, zhao, sun, zhang
):
    await every_workday(zhao)
    await zhao.says("/dispatch")
    listed = await zhao.presses("例行任务")
    assert "例行任务，共 1 项" in listed
    assert "1. 巡查楼道\n    每个工作日 17:00 前 · 赵强" in listed
    card = await zhao.presses("1. 巡查楼道")
    assert "派发对象：张伟" in card
    assert zhao.buttons() == ["停止", "返回"]

    await sun.says("/dispatch")
    await sun.presses("例行任务")
    await sun.presses("1. 巡查楼道")
    assert "已经派发的任务不受影响" in await sun.presses("停止")
    assert zhao.sees() == "例行任务已停止\n巡查楼道\n由 孙书记 停止。"
    assert "已经停止" in await zhao.forges("rstop:1")
    assert "目前没有例行任务" in await sun.presses("返回")
    await office.at("2026-11-24 08:00")
    assert "巡查楼道（11月23日 17:00 前） · 结转第 1 次" in zhang.sees()
    assert len(await given(office, "巡查楼道")) == 1


async def test_a_routine_of_another_unit_is_unknown(office, zhao, sun):
    await sun.says("/dispatch 李娜 每天 巡查楼道")
    await sun.presses("确认")
    await zhao.says("/dispatch")
    assert "目前没有例行任务" in await zhao.presses("例行任务")
    for press in ("ropen:1", "rstop:1", "rstop:77"):
        assert "没有找到这个单位或人员" in await zhao.forges(press)
    assert "已结束" in await zhao.forges("devery:day")


async def test_it_ends_when_who_set_it_holds_the_unit_no_more(office, zhao, sun, zhang):
    await every_workday(zhao)
    async with office.app.sessions.begin() as session:
        unit = (await session.exec(select(Unit).where(Unit.name == "三里社区"))).one()
        await session.delete(await session.get_one(Holding, (zhao.person_id, unit.id)))
    await office.at("2026-11-24 08:00")
    assert "这项任务由 赵强 设立" in next(text for text in sun.texts() if "例行任务" in text)
    assert len(await given(office, "巡查楼道")) == 1
    await office.at("2026-11-25 08:00")
    assert sum("例行任务已停止" in text for text in sun.texts()) == 1


async def test_days_in_which_muster_was_off_are_passed_over(office, zhao, zhang):
    await every_workday(zhao)
    office.clock.move_to(office.now.replace(day=26, hour=9, minute=30))
    await office.restarts()
    await office.settle()
    days = [day for day, _, _ in await given(office, "巡查楼道")]
    assert days == ["11-23", "11-26"]
    assert "新任务\n巡查楼道\n完成时限：11月26日（周四）17:00" in "\n".join(zhang.texts())
    async with office.app.sessions() as session:
        found = select(Occurrence).where(Occurrence.kind == Kind.ROUTINE)
        states = [(row.day.day, row.state) for row in (await session.exec(found)).all()]
    assert states == [(24, "missed"), (26, "done"), (27, "due")]


async def test_a_task_that_would_never_come_is_refused(office, zhao):
    await zhao.says("/dispatch 张伟")
    await zhao.says("巡查楼道")
    assert "没有要做的日子" in await zhao.says("11月28日到11月29日 每个工作日")
    assert "什么时候完成" in zhao.sees()


async def test_in_english(office, sun, zhou):
    await zhou.says("/language")
    await zhou.presses("English")
    page = await zhou.says("/dispatch 李娜 every Friday 15:00 clear the stairways")
    assert "every Friday by 15:00; first on Fri 27 Nov" in page
    assert "It comes again now" in await zhou.presses("Confirm")
    assert "1 task recurs" in await zhou.presses("What recurs")


async def test_who_was_moved_while_the_page_was_open_gets_nothing(office, zhao, zhang, sun):
    await zhao.says("/dispatch 张伟 每个工作日 巡查楼道")
    await office.moves("张伟", "五里社区")
    assert "没有找到这个单位或人员" in await zhao.presses("确认")
    assert await given(office, "巡查楼道") == []
    await office.moves("张伟", "三里社区")
    assert "例行任务已设好" in await zhao.presses("确认")
    await office.moves("张伟", "五里社区")
    await office.at("2026-11-24 08:00")
    assert "例行任务已停止\n巡查楼道" in "\n".join(zhao.texts())
    assert [day for day, _ in [row[:2] for row in await given(office, "巡查楼道")]] == ["11-23"]


async def test_an_hour_that_passed_while_the_page_was_open_is_refused(office, zhao):
    await office.at("16:59")
    await zhao.says("/dispatch 张伟 每天 17:00 巡查楼道")
    await office.at("17:01")
    assert "这个时间已经过去" in await zhao.presses("确认")
    page = await zhao.says("/dispatch 张伟 每天 17:00 巡查楼道")
    assert "第一次：11月24日（周二）" in page


async def test_a_day_that_the_unit_has_freed_is_no_workday_for_it(office, zhao, zhang):
    await every_workday(zhao)
    tuesday = office.now.date().replace(day=24)
    async with office.app.sessions.begin() as session:
        unit = office.units["三里社区"]
        free = CalendarOverride(
            unit_id=unit.id,
            day=tuesday,
            workday=False,
            reason="停电",
            changed_at=office.now,
            changed_by=zhao.person_id,
        )
        session.add(free)
    await office.at("2026-11-24 08:00")
    await office.at("2026-11-25 08:00")
    assert [row[0] for row in await given(office, "巡查楼道")] == ["11-23", "11-25"]


async def test_a_task_of_the_special_period_lasts_as_long_as_it(office, zhao, zhang):
    async with office.app.sessions.begin() as session:
        days = [office.now.date().replace(day=day) for day in (25, 27)]
        period = SpecialPeriod(
            unit_id=office.units["三里街道"].id,
            name="防汛",
            first=days[0],
            last=days[1],
            roll_at=time(14),
            set_at=office.now,
        )
        session.add(period)
    await zhao.says("/dispatch 张伟")
    await zhao.says("查看河道")
    await zhao.presses("重复做")
    await zhao.presses("每天")
    assert zhao.buttons()[3:] == ["专项期间：防汛", "取消"]
    assert "每天，到 11月27日（周五） 为止，对吗" in await zhao.presses("专项期间：防汛")
    page = await zhao.presses("一般")
    assert "第一次：11月25日（周三）" in page
    await zhao.presses("确认")
    for day in range(24, 29):
        await office.at(f"2026-11-{day} 08:30")
    assert [row[0] for row in await given(office, "查看河道")] == ["11-25", "11-26", "11-27"]
