import pytest

from models.inbox import dead
from models.person import Person
from tests.kit.training import answers, kept, schedules, speaks_english, to_audience


async def test_sun_schedules_a_training_and_everyone_hears_of_it(office, sun, wang, zhang, li):
    await speaks_english(li)
    assert "暂无培训安排" in await sun.says("/training")
    assert sun.buttons() == ["安排培训", "岗前培训要求"]
    assert "培训名称" in await sun.presses("安排培训")
    assert "类型" in await sun.says("消防培训")
    assert sun.buttons() == ["岗前培训", "定期培训", "专项培训", "取消"]
    assert "什么时候" in await sun.presses("专项培训")
    assert sun.buttons() == ["今天 09:00", "明天 09:00", "明天 14:00", "下周一 09:00", "取消"]
    assert "在哪里" in await sun.presses("明天 14:00")
    assert "参加人员" in await sun.says("街道三楼会议室")
    assert sun.buttons() == ["全体人员", "选择单位", "选择岗位", "取消"]
    page = await sun.presses("全体人员")
    for said in ("消防培训", "专项培训", "11月24日（周二）14:00", "街道三楼会议室", "共 3 人"):
        assert said in page
    assert sun.buttons() == ["确认", "修改", "取消"]
    assert (await sun.presses("确认")).endswith("应参加 3 人：已通知 3 人。")
    assert "近期培训" in await sun.presses("查看回复情况")

    assert "培训通知\n消防培训" in wang.sees()
    assert "组织者：孙书记" in wang.sees()
    assert wang.buttons() == ["参加", "不能参加"]
    assert zhang.heard("消防培训")
    assert li.buttons() == ["Attend", "Cannot attend"]
    assert not sun.heard("培训通知")


async def test_whom_the_announcement_does_not_reach_is_counted(office, sun):
    await office.hires("刘洋", unit="五里社区", registered=False)
    async with office.app.sessions.begin() as session:
        zhang = await session.get_one(Person, office.people["张伟"].person_id)
        zhang.unreachable = "bot was blocked by the user"

    assert "应参加 4 人：已通知 2 人、未登记 1 人、消息无法送达 1 人。" in await schedules(sun)


async def test_confirming_twice_schedules_once(office, sun, wang):
    await schedules(sun)
    (row,) = await kept(office)
    begun_at = int(row.announced_at.timestamp())

    for _ in range(3):
        await sun.forges(f"training-ok:{begun_at}")

    assert len(await kept(office)) == 1
    assert sum("培训通知" in text for text in wang.texts()) == 1


async def test_the_page_of_an_earlier_conversation_confirms_nothing(office, sun):
    before = int(office.now.timestamp())
    await to_audience(sun)
    await sun.presses("全体人员")
    await office.at("07:30")
    await to_audience(sun)

    assert "参加人员" in await sun.forges(f"training-ok:{before}")
    await sun.presses("全体人员")
    assert "核对" in await sun.forges(f"training-ok:{before}")
    assert not await kept(office)


async def test_a_double_tap_only_shows_the_next_question_again(office, sun):
    await office.at("15:00")
    await sun.says("/training")
    await sun.presses("安排培训")
    await sun.says("消防培训")
    await sun.presses("定期培训")

    assert "什么时候" in await sun.forges("training-kind:special")
    assert sun.buttons() == ["明天 09:00", "明天 14:00", "下周一 09:00", "取消"]
    await sun.presses("明天 09:00")
    await sun.says("会议室")
    assert "定期培训" in await sun.presses("全体人员")
    assert "共 3 人" in await sun.forges("training-all")
    assert sun.buttons() == ["确认", "修改", "取消"]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("周五 14:30", "在哪里"),
        ("今天下午两点", "在哪里"),
        ("11月30日 9:30", "在哪里"),
        ("明天", "日期和时间都要写明"),
        ("随便", "日期和时间都要写明"),
        ("昨天 09:00", "晚于现在"),
        ("2029-01-01 09:00", "一年以内"),
    ],
)
async def test_a_time_is_understood_or_asked_again(office, sun, said, answer):
    await sun.says("/training")
    await sun.presses("安排培训")
    await sun.says("消防培训")
    await sun.presses("定期培训")

    assert answer in await sun.says(said)


async def test_a_time_is_said_back_and_may_be_another(office, sun):
    await sun.says("/training")
    await sun.presses("安排培训")
    await sun.says("消防培训")
    await sun.presses("定期培训")
    assert "11月27日（周五）14:30，对吗？" in await sun.says("周五下午两点半")
    assert sun.buttons() == ["修改时间", "取消"]
    assert "什么时候" in await sun.presses("修改时间")
    assert "11月28日（周六）09:00，对吗？" in await sun.says("周六九点")
    await sun.says("会议室")
    assert "时间：11月28日（周六）09:00" in await sun.presses("全体人员")


async def test_what_cannot_be_used_is_asked_again(office, sun):
    await sun.says("/training")
    await sun.presses("安排培训")
    assert "培训名称" in await sun.does("sends_sticker")
    await sun.says("消防培训")
    assert "类型" in await sun.does("sends_photo", caption="定期培训")
    assert "类型" in await sun.says("定期")
    await sun.presses("定期培训")
    assert "什么时候" in await sun.does("sends_sticker")
    await sun.presses("明天 09:00")
    assert "在哪里" in await sun.does("sends_location", 39.9, 116.4)
    await sun.says("会议室")
    assert "参加人员" in await sun.does("sends_sticker")
    await sun.presses("全体人员")
    assert "核对" in await sun.says("好的")
    assert "应参加 3 人" in await sun.presses("确认")


async def test_each_part_can_be_changed_before_it_is_announced(office, sun, wang):
    await sun.says("/training")
    await sun.presses("安排培训")
    await sun.says("消防陪训")
    await sun.presses("定期培训")
    await sun.presses("明天 09:00")
    await sun.says("会议室")
    await sun.presses("全体人员")

    await sun.presses("修改")
    assert sun.buttons() == ["名称", "类型", "时间", "地点", "人员", "取消"]
    await sun.presses("名称")
    assert "消防培训" in await sun.says("消防培训")
    await sun.presses("修改")
    await sun.presses("时间")
    assert "11月24日（周二）14:00" in await sun.presses("明天 14:00")
    await sun.presses("修改")
    assert "核对" in await sun.says("不改了")
    await sun.presses("确认")

    assert wang.heard("消防培训\n类型：定期培训\n时间：11月24日（周二）14:00\n地点：会议室")


async def test_scheduling_outlives_a_restart_and_can_be_left(office, sun, wang):
    await sun.says("/training")
    await sun.presses("安排培训")
    await sun.says("消防培训")
    await office.restarts()
    assert "什么时候" in await sun.presses("定期培训")

    await sun.presses("取消")
    assert "已结束" in await sun.forges("training-start:739944:9")
    assert not await kept(office)


async def test_a_time_that_passed_before_confirming_is_refused(office, sun):
    await sun.says("/training")
    await sun.presses("安排培训")
    await sun.says("消防培训")
    await sun.presses("定期培训")
    await sun.says("今天 09:00")
    await sun.says("会议室")
    await sun.presses("全体人员")
    await office.at("09:00")

    assert "已过" in await sun.presses("确认")
    assert not await kept(office)
    await sun.presses("修改")
    await sun.presses("时间")
    await sun.presses("明天 09:00")
    await sun.presses("确认")
    assert sun.heard("应参加 3 人")


async def test_a_training_for_one_unit_reaches_only_its_people(office, sun, wang, li):
    await to_audience(sun)
    assert "请选择单位，也可以直接输入名称。" in await sun.presses("选择单位")
    assert sun.buttons() == ["三里街道", "三里社区", "五里社区", "返回", "取消"]
    page = await sun.presses("五里社区")
    assert "人员：五里社区" in page
    assert "共 1 人" in page
    await sun.presses("确认")

    assert li.heard("消防培训")
    assert not wang.heard("消防培训")
    assert list(await answers(office)) == [li.person_id]


async def test_a_training_for_one_post_by_button_or_typed(office, sun, wang, zhang):
    await to_audience(sun)
    await sun.presses("选择岗位")
    assert sun.buttons() == ["网格员", "城管协管员", "返回", "取消"]
    assert "共 2 人" in await sun.presses("网格员")
    await sun.presses("修改")
    await sun.presses("人员")
    assert "人员：城管协管员\n共 1 人" in await sun.says("城管协管员")
    await sun.presses("确认")

    assert zhang.heard("消防培训")
    assert not wang.heard("消防培训")


async def test_many_units_are_paged_and_a_name_may_be_typed(office, sun):
    for number in range(1, 4):
        name = f"第{number}网格"
        await office.founds(name, "grid", within="三里社区")
        await office.hires(f"网格{number}", unit=name)
    await to_audience(sun)
    await sun.presses("选择单位")
    assert sun.buttons() == ["三里街道", "三里社区", "五里社区", "返回", "下一页", "取消"]
    await sun.presses("下一页")
    assert sun.buttons() == [*(f"三里社区 第{n}网格" for n in (1, 2, 3)), "上一页", "取消"]
    await sun.presses("上一页")
    await sun.presses("返回")
    assert sun.buttons() == ["全体人员", "选择单位", "选择岗位", "取消"]
    assert "人员：三里社区 第2网格\n共 1 人" in await sun.says("第2网格")


async def test_zhao_reaches_no_further_than_his_own_community(office, zhao, li, wang):
    await to_audience(zhao)
    assert "没有找到这个单位" in await zhao.says("五里社区")
    wuli = office.units["五里社区"].id
    before = zhao.sees()
    await zhao.forges(f"training-for:units:{wuli}")
    await zhao.forges(f"training-for:posts:{2**31 - 1}")
    await zhao.forges(f"training-for:units:{2**70}")
    assert zhao.sees() == before
    await zhao.presses("全体人员")
    assert zhao.heard("共 2 人")
    await zhao.presses("确认")

    assert wang.heard("消防培训")
    assert not li.heard("消防培训")
    async with office.app.sessions() as session:
        assert not await dead(session)


async def test_a_unit_without_auxiliaries_is_refused(office, sun):
    await office.founds("六里社区", "community", within="三里街道")
    await to_audience(sun)

    assert "没有协管员" in await sun.says("六里社区")
    await sun.presses("全体人员")
    assert sun.heard("共 3 人")


async def test_an_administrator_schedules_for_the_whole_office(office, zhou, wang, li):
    await schedules(zhou)

    assert wang.heard("消防培训")
    assert li.heard("消防培训")
