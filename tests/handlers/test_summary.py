"""/summary as supervisors see it: their units and those below, in figures that add up."""

import pytest

from domain.office import Level, Role
from models.person import Holding
from models.review import Review
from models.task import Assignment, Task
from models.training import Training, TrainingAnswer
from views.summary import RefreshSummary, ShowSummary


@pytest.fixture
async def morning(office, wang, li):
    """王芳 on time, 李娜 half an hour late, 张伟 silent, 刘洋 not registered."""
    await office.hires("刘洋", unit="五里社区", registered=False)
    await office.at("08:00")
    await wang.presses("到岗")
    await office.at("08:30")
    await li.says("到")
    await office.at("09:01")
    return office


async def test_the_street_sees_the_whole_and_a_line_per_community(morning, sun):
    seen = await sun.says("/summary")

    assert "三里街道汇总\n11月23日（周一），截至 09:01" in seen
    assert "在册 4 人，应到 3 人" in seen
    assert "到岗 1、迟到 1、缺勤 1、未登记 1" in seen
    assert "出勤率 66.7%" in seen
    assert "评议" not in seen, "it opens in the evening"
    assert "三里社区：应到 2、到岗 1\n    缺勤 1\n" in seen
    assert seen.endswith("五里社区：应到 1、到岗 0\n    迟到 1、未登记 1")
    assert sun.buttons() == ["昨天", "本周", "本月", "每人任务", "刷新", "导出表格"]


async def test_a_community_sees_itself_and_nothing_else(morning, zhao):
    seen = await zhao.says("/summary")

    assert "三里社区汇总" in seen
    assert "在册 2 人，应到 2 人" in seen
    assert "五里" not in seen
    assert "各单位" not in seen


async def test_the_administrator_sees_the_district(morning, zhou):
    seen = await zhou.says("/summary")

    assert "朝阳区汇总" in seen
    assert "三里街道：应到 3、到岗 1\n    迟到 1、缺勤 1、未登记 1" in seen


@pytest.mark.parametrize(
    "asked", ["三里社区", "今天 三里社区", "三里社区 今天", "今天三里社区", "2026-11-23 三里社区"]
)
async def test_days_and_unit_in_any_order(morning, sun, asked):
    seen = await sun.says(f"/summary {asked}")

    assert "三里社区汇总\n11月23日（周一）" in seen
    assert "在册 2 人，应到 2 人" in seen


async def test_people_of_the_unit_itself_have_their_own_line(morning, office, sun):
    await office.hires("马超", unit="三里街道")
    await office.at("2026-11-24 08:01")

    seen = await sun.says("/summary")

    assert "在册 5 人，应到 4 人" in seen
    assert "三里街道（本级）：应到 1、到岗 0\n    未应答 1" in seen
    assert "出勤率" not in seen


async def test_several_days_are_counted_in_person_days(morning, sun):
    await morning.at("2026-11-24 08:00")
    await morning.at("09:01")

    seen = await sun.says("/summary 本周")

    assert "11月23日（周一）到11月29日（周日），截至 09:01" in seen
    assert "在册 8 人次，应到 6 人次" in seen
    assert "到岗 1、迟到 1、缺勤 4、未登记 2" in seen


async def test_the_buttons_change_the_message(morning, sun):
    await sun.says("/summary 三里社区")
    before = len(sun.texts())

    assert "11月22日（周日）\n\n当日休息，不点名。" in await sun.presses("昨天")
    assert "三里社区汇总\n11月1日（周日）到11月30日（周一）" in await sun.presses("本月")
    assert "在册 2 人，应到 2 人" in await sun.presses("今天")
    assert len(sun.texts()) == before


async def test_refreshing_shows_the_same_day_with_what_happened_since(office, wang, sun):
    await office.at("08:00")
    assert "到岗 0、未应答 3" in await sun.says("/summary")

    await wang.presses("到岗")
    assert "到岗 1、未应答 2" in await sun.presses("刷新")

    await office.at("2026-11-24 07:00")
    sun.phone.presses("刷新")
    await office.settle()
    again = [text for text in sun.texts() if "三里街道汇总" in text]
    assert len(again) == 1
    assert "11月23日（周一）\n" in again[0]
    assert "到岗 1、缺勤 2" in again[0]


async def test_the_buttons_work_after_a_restart_and_pressed_many_times(morning, sun):
    await sun.says("/summary")
    await morning.restarts()

    seen = {await sun.presses("刷新") for _ in range(5)}

    assert seen == {"已是最新，没有变化。"}
    assert "在册 4 人" in sun.sees()


async def works(office, name, *, states, review, participation):
    """Somebody's day: tasks in these states, a review, an answer to a training."""
    async with office.app.sessions.begin() as session:
        person = await office.person(name)
        who = {"person_id": person.id, "unit_id": person.unit_id}
        for state in states:
            task = Task(title="清理楼道", dispatched_at=office.now)
            session.add(task)
            await session.flush()
            day = {"day": office.now.date(), "changed_at": office.now}
            session.add(Assignment(task_id=task.id, state=state, **who, **day))
        if review:
            session.add(Review(day=office.now.date(), until=office.now, state=review, **who))
        training = Training(
            title="消防",
            kind="periodic",
            starts_at=office.now,
            place="会议室",
            unit_id=person.unit_id,
            announced_at=office.now,
        )
        session.add(training)
        await session.flush()
        answer = {"training_id": training.id, "participation": participation}
        session.add(TrainingAnswer(**answer, **who))


async def test_tasks_reviews_and_trainings_are_counted(morning, sun):
    await works(morning, "王芳", states=["done", "sent"], review="late", participation="attends")
    await works(morning, "张伟", states=[], review="awaited", participation="invited")
    await works(morning, "李娜", states=["partly"], review="handed_in", participation="cannot")

    seen = await sun.says("/summary")

    assert "任务 3 项：未领取 1、完成 1、部分完成 1" in seen
    assert "评议应交 3 份，已交 2 份，其中迟交 1 份" in seen
    assert "培训通知 3 人次：未回复 1、参加 1、不能参加 1" in seen
    assert ("三里社区：应到 2、到岗 1\n    缺勤 1\n    任务完成 1/2、评议 1/2、培训 1/2") in seen


@pytest.mark.fault("H1")
@pytest.mark.parametrize(
    "asked", ["五里社区", "本周 五里社区", "朝阳区", "没有的社区", "2026-13-45", "😀", "x" * 4000]
)
async def test_foreign_unknown_and_unreadable_are_refused_in_the_same_words(morning, zhao, asked):
    assert await zhao.says(f"/summary {asked}") == (
        "没有找到您所辖的这个单位，或者日期没有看懂。请这样发送：/summary 本周 三里社区"
    )


async def test_a_forged_unit_is_refused_like_an_unknown_one(morning, zhao):
    await zhao.says("/summary")
    foreign = morning.units["五里社区"].id

    refused = await zhao.forges(ShowSummary(span="today", unit_id=foreign).pack())

    assert refused == await zhao.forges(ShowSummary(span="today", unit_id=98765).pack())
    assert "在您管辖的范围内没有" in refused
    assert "五里" not in "".join(zhao.texts())


@pytest.mark.fault("G6")
@pytest.mark.parametrize(
    "data",
    [
        "sum",
        "sum:someday:1",
        "sum:today:-1",
        "sum:today:99999999999999999999",
        "sumagain:2026-13-01:2026-11-23:1",
        "sumagain:2026-11-23:2026-11-22:",
    ],
)
async def test_forged_presses_change_nothing(morning, zhao, data):
    seen = await zhao.says("/summary")

    assert (await zhao.forges(data)).startswith("此操作已结束")
    assert zhao.sees() == seen


@pytest.mark.fault("H3")
async def test_a_supervisor_who_lost_the_unit_sees_nothing_more_of_it(morning, zhao):
    await zhao.says("/summary")
    async with morning.app.sessions.begin() as session:
        held = await session.get_one(Holding, (zhao.person_id, morning.units["三里社区"].id))
        await session.delete(held)

    assert "在您管辖的范围内没有" in await zhao.presses("本周")
    for asked in ("/summary", "/absent"):
        assert (await zhao.says(asked)).startswith("您名下还没有单位。")
    assert await zhao.says("/roster") == "您所辖单位的花名册上还没有人员。"


async def test_an_auxiliary_is_refused(morning, wang):
    assert "没有使用此功能的权限" in await wang.says("/summary")
    assert "没有使用此功能的权限" in await wang.forges(ShowSummary(span="today").pack())


async def test_several_held_units_have_a_line_each(morning):
    he = await morning.hires(
        "何平", unit="三里街道", roles=[Role.SUPERVISOR], holds=["五里社区", "三里社区"]
    )

    seen = await he.says("/summary")

    assert "所辖单位汇总" in seen
    assert "在册 4 人，应到 3 人" in seen
    assert seen.index("三里社区：") < seen.index("五里社区：")
    await he.presses("昨天")
    assert "在册 4 人" in await he.presses("今天")


async def test_two_first_grids_are_told_apart_by_their_community(office, sun):
    for community in ("三里社区", "五里社区"):
        await office.founds("第1网格", Level.GRID, within=community)
    await office.hires("高洁", unit="第1网格")
    await office.at("08:00")

    assert "三里社区 第1网格" in await sun.says("/summary 第1网格")
    assert "三里社区 第1网格汇总" in await sun.says("/summary 三里社区 第1网格")
    seen = await sun.says("/summary 今天五里社区第1网格")
    assert "五里社区 第1网格汇总" in seen
    assert "在册 1 人，应到 1 人" in seen


async def test_before_the_roll_and_on_other_days(office, sun):
    assert "今天尚未点名。" in await sun.says("/summary")
    assert "当日未点名。" in await sun.says("/summary 11月20日")
    assert "当日休息，不点名。" in await sun.says("/summary 周六")
    assert "日期未到，尚未点名。" in await sun.says("/summary 明天")
    assert "这段时间未点名。" in await sun.says("/summary 上月")
    seen = await sun.says("/summary 12月25日")
    assert "（2025 年）" in seen


async def test_a_street_of_forty_communities_is_one_message(office, sun):
    for number in range(40):
        await office.founds(f"第{number}社区", Level.COMMUNITY, within="三里街道")
        await office.hires(f"陈{number}", unit=f"第{number}社区")
    await office.at("08:00")
    before = len(sun.texts())

    seen = await sun.says("/summary")

    assert len(sun.texts()) == before + 1
    assert "在册 43 人，应到 43 人" in seen
    lines = seen.partition("各单位情况：\n")[2].split("\n")
    units = [line for line in lines if not line.startswith(" ")]
    assert [line.partition("：")[0] for line in units] == [
        "三里社区",
        "五里社区",
        *(f"第{number}社区" for number in range(40)),
    ]


async def test_asking_in_the_middle_of_another_talk_leaves_it_alone(office, zhao):
    await zhao.says("/dispatch")
    question = zhao.sees().splitlines()[0]

    assert "三里社区汇总" in await zhao.says("/summary")
    assert question in await zhao.does("sends_sticker")


async def test_an_empty_office_says_so(house):
    await house.founds("朝阳区", Level.DISTRICT)
    zhou = await house.hires("周管理", unit="朝阳区", roles=[Role.ADMINISTRATOR])

    seen = await zhou.says("/summary")

    assert "今天尚未点名。" in seen
    assert "任务：无" in seen


async def test_english(morning, sun):
    await sun.says("/language")
    await sun.presses("English")

    seen = await sun.says("/summary today 三里社区")

    assert "Summary of 三里社区\nMon 23 Nov, as of 09:01" in seen
    assert "On the roster 2, expected 2" in seen
    assert "present 1, absent 1" in seen
    assert "Attendance 50%" in seen
    assert sun.buttons()[1:] == [
        "This week",
        "This month",
        "Per person",
        "Refresh",
        "Spreadsheet",
    ]
    assert await sun.presses("Refresh") == "Up to date: nothing has changed since."
    assert "/summary this week NAME" in await sun.says("/summary someday")
    assert "Summary of 三里社区\nMon 23 Nov" in await sun.says("/summary this week 三里社区")


async def test_a_press_that_changes_nothing_says_so(morning, sun, zhang):
    seen = await sun.says("/summary")
    assert await sun.presses("刷新") == "已是最新，没有变化。"
    assert await sun.forges("sum:today:") == "已是最新，没有变化。", "a button of an older message"
    assert sun.sees() == seen
    assert await sun.presses("昨天") != seen
    assert await sun.presses("今天") == seen
    await morning.at("09:02")
    assert "截至 09:02" in await sun.presses("刷新")


def test_the_longest_press_fits():
    last = "2026-11-30"
    press = RefreshSummary(first="2026-11-01", last=last, unit_id=2**31 - 1)
    assert len(press.pack().encode()) <= 64
