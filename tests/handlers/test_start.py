"""Registration, strangers, the first administrator, language, and the ways out."""

import re

import pytest

from domain.office import Role
from views.commands import EVERYONE, SUPERVISOR


@pytest.fixture
async def chen(office):
    """陈静 is on the roster and has never opened the bot."""
    return await office.hires("陈静", unit="五里社区", registered=False, post="保洁员")


async def test_chen_registers_with_her_own_number(office, chen):
    assert "请按下方按钮分享您的手机号" in await chen.says("/start")
    assert chen.phone.keyboard() == ["📱 分享我的手机号"]

    welcome = await chen.does("shares_contact")

    assert chen.heard("登记成功，陈静，您好！")
    assert welcome == "单位：朝阳区 三里街道 五里社区\n岗位：保洁员\n角色：协管员"
    assert chen.buttons() == ["今日安排", "签到", "请假", "晚评议", "培训", "全部功能"]
    assert chen.phone.keyboard() == []
    commands = [name for name, _ in chen.phone.commands()]
    assert commands[:6] == ["today", "checkin", "leave", "review", "rota", "training"]
    assert "dispatch" not in commands


async def test_a_typed_number_is_refused(chen):
    await chen.says("/start")
    assert "手动输入的号码无法核实" in await chen.says("13800000007")
    assert "这里是单位内部的工作服务" in await chen.says("/today")


@pytest.mark.fault("G10")
async def test_somebody_elses_contact_is_refused(chen, wang):
    await chen.says("/start")
    for user_id in (wang.phone.user_id, None):
        refusal = await chen.does("shares_contact_of", user_id, "+8613800000001", "王芳")
        assert refusal == "这不是您本人的联系方式，请按下方按钮分享您自己的手机号。"


async def test_a_stranger_gets_one_polite_sentence(office):
    stranger = office.passes_by("路人", phone_number="+8613912345678")
    sentence = "这里是单位内部的工作服务。如您是本单位人员，请按下方按钮分享您的手机号登记。"
    for words in ("你好", "/summary", "/nonsense", "到"):
        assert await stranger.says(words) == sentence
        assert stranger.phone.keyboard() == ["📱 分享我的手机号"], "one word takes it away"
    assert await stranger.does("sends_sticker") == sentence

    await stranger.says("/start")
    assert "花名册中没有您的手机号" in await stranger.does("shares_contact")


@pytest.mark.fault("G10")
async def test_a_number_that_is_taken_is_not_given_away(office, wang):
    twin = office.passes_by("冒名者", phone_number=wang.phone.phone_number)
    await twin.says("/start")
    assert "已有其他登记" in await twin.does("shares_contact")


async def test_registering_twice_changes_nothing(chen):
    await chen.says("/start")
    first = await chen.does("shares_contact")
    await chen.says("/start")
    assert "陈静，您好！" in chen.sees()
    assert first.splitlines()[1] in chen.sees()


async def test_registering_during_the_roll_call(office, chen):
    await office.at("08:05")
    await chen.says("/start")
    await chen.does("shares_contact")

    assert chen.buttons() == ["到岗", "请假"]
    assert "已记录：按时到岗" in await chen.presses("到岗")


@pytest.mark.fault("G9")
async def test_the_one_time_code_makes_one_administrator(house):
    code = await house.app.prepare(house.settings)
    first, second = house.passes_by("孙主任"), house.passes_by("李四")

    assert "此代码无效" in await first.says("/claim 000000")
    await first.says(f"/claim {code}")
    assert first.heard("登记成功，孙主任")
    assert "角色：系统管理员" in first.sees()
    assert "dispatch" in [name for name, _ in first.phone.commands()]
    assert "此代码无效" in await second.says(f"/claim {code}")
    assert await house.app.prepare(house.settings) is None


@pytest.mark.fault("G9")
async def test_five_wrong_codes_spend_the_code(house):
    code = await house.app.prepare(house.settings)
    thief = house.passes_by("张三")
    for guess in range(5):
        await thief.says(f"/claim {guess}")

    assert "此代码无效" in await thief.says(f"/claim {code}")


async def test_an_administrator_of_the_settings_on_the_roster(office):
    zhou = office.people["周管理"]
    assert {Role.ADMINISTRATOR} <= set(await office.roles_of("周管理"))
    assert "角色：系统管理员" in await zhou.says("/me")


async def test_who_has_both_roles_is_told_what_each_may_do(office, zhou, zhao):
    both = [Role.SUPERVISOR, Role.ADMINISTRATOR]
    he = await office.hires("何站长", unit="三里社区", roles=both, holds=["三里社区"])
    assert "管理员负责所辖单位，系统管理员负责全部单位。" in await he.says("/me")
    for someone in (zhou, zhao):
        assert "负责" not in await someone.says("/me")


async def test_language_is_chosen_and_kept(wang):
    await wang.says("/language")
    assert await wang.presses("English") == "From now on I speak English."
    assert ("today", "your day: roll call, tasks, trainings") in wang.phone.commands()
    assert "What I can do for you" in await wang.says("/help")
    await wang.says("/language")
    assert await wang.presses("中文") == "已切换为中文。"


async def test_help_is_the_day_first_and_all_else_one_press_away(wang, zhao):
    seen = await wang.says("/help")
    title, today, check_in, *others = seen.splitlines()
    assert (title, today) == ("我能帮您做什么", "/today – 今天的点名、任务和培训")
    assert check_in == "/checkin – 签到，也可一次说完：/checkin 东门 巡查"
    assert len(others) == 3
    assert wang.buttons()[-1] == "全部功能"
    assert "/help – 查看可用的功能" in await wang.presses("全部功能")
    assert "/dispatch" not in wang.sees()
    assert "此操作已结束" in await wang.forges("all:1")

    led = await zhao.says("/help")
    assert "/dispatch – 派发任务\n" in led
    await zhao.presses("全部功能")
    groups, named = zhao.buttons(), set()
    assert groups == ["每天", "任务、通知、培训", "人员和表格", "单位的时间安排", "您自己"]
    for group in groups:
        named |= set(re.findall(r"^/(\w+) –", await zhao.presses(group), re.MULTILINE))
        await zhao.presses("返回")
    assert named == {name for name, _ in SUPERVISOR + EVERYONE}
    assert "此操作已结束" in await zhao.forges("all:5")


async def test_cancel_leaves_a_conversation(wang):
    assert "当前没有正在办理的操作" in await wang.says("/cancel")
    await wang.says("/checkin")
    assert "已退出" in await wang.says("/cancel")
    assert "没有看懂" in await wang.says("三里社区东门")


async def test_whoever_is_lost_finds_the_way_on_with_a_thumb(wang, zhao, zhou):
    assert "没有看懂" in await wang.says("今天干什么")
    assert wang.buttons() == ["今日安排", "签到", "请假", "晚评议", "培训", "全部功能"]
    offered = wang.texts()[-1]
    assert "今天尚未点名" in await wang.presses("今日安排")
    assert wang.texts()[-2] == offered, "the choice stays, and the answer is the last"
    assert "您现在在哪里" in await wang.presses("签到")
    assert wang.texts()[-3] == offered
    assert "接下来您要办什么" in await wang.presses("取消")
    assert "哪一种假" in await wang.presses("请假")

    assert "没有这个命令" in await zhao.says("/nonsense")
    assert zhao.buttons() == ["汇总", "缺勤人员", "派发任务", "点评", "花名册", "全部功能"]
    assert "三里社区汇总" in await zhao.presses("汇总")


async def test_a_button_of_a_duty_one_has_no_more_says_so(wang):
    await wang.says("/help")
    assert "您没有使用此功能的权限" in await wang.forges("open:summary")
    assert "此操作已结束" in await wang.forges("open:rollcall")


@pytest.mark.parametrize("command", ["/summary", "/dispatch x", "/hours", "/rollcall", "/roster"])
async def test_a_command_of_another_role_is_refused(wang, command):
    assert "您没有使用此功能的权限" in await wang.says(command)


async def test_an_unknown_command_and_a_stray_word(wang):
    assert "没有这个命令" in await wang.says("/nonsense")
    assert "没有看懂" in await wang.says("今天天气不错")
    assert "没有看懂" in await wang.does("sends_sticker")


@pytest.mark.parametrize(
    "data",
    [
        "nonsense",
        "roll",
        "roll:x",
        "roll:1:2:3",
        "roll:9999999999999",
        "lang:fr",
        "year:1",
        "",
    ],
)
async def test_a_forged_press_changes_nothing(office, wang, data):
    await office.at("08:00")
    answer = await wang.forges(data or ":")
    assert "未作任何更改" in answer or "没有使用此功能的权限" in answer


async def test_a_contact_in_the_middle_of_a_question_brings_the_question_again(office, zhao, wang):
    await zhao.says("/dispatch")
    for user_id in (zhao.phone.user_id, wang.phone.user_id, None):
        seen = await zhao.does("shares_contact_of", user_id, "+8613800000004", "赵强")
        assert "要做什么" in seen
        assert zhao.buttons() == ["例行任务", "取消"]
    assert zhao.phone.keyboard() == []
    assert "派发给谁" in await zhao.says("清理楼道")


async def test_the_word_of_the_roll_answers_a_question_of_someone_never_called(office, zhao, wang):
    await office.at("08:00")
    await zhao.says("/dispatch")
    assert "派发给谁" in await zhao.says("到")
    await wang.says("/checkin")
    await wang.says("到")
    assert wang.heard("按时到岗")


async def test_the_word_of_the_roll_with_no_roll_open_leaves_the_question_open(office, wang):
    await wang.says("/checkin 三号楼")
    seen = await wang.says("到")
    assert "没有等待您应答的点名" in seen
    assert "三号楼" in seen
    assert wang.buttons() == ["跳过", "取消"]
    assert "已签到：三号楼" in await wang.says("巡查")


async def test_names_are_typed_as_the_question_says(office, sun, wang, li):
    await sun.says("/language")
    await sun.presses("English")
    await sun.says("/dispatch")
    await sun.says("clear the stairways")
    assert "spaces or commas" in await sun.presses("By name")
    assert "Due when" in await sun.says("王芳, 李娜")
