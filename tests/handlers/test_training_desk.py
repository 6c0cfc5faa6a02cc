"""Who came: by names in one message, by ticking, and by a code said in the room."""

import re

import pytest
from sqlmodel import select

from domain.training_attendance import CODE_GUESSES
from models.person import Person
from models.training_attendance import TrainingCode
from tests.kit.training import came, schedules

WRONG = "000000"


async def opens(someone, *, at=None, title="11月24日（周二） 消防培训"):
    await someone.says("/training")
    await someone.presses(title)
    return await someone.presses("登记到场")


async def is_called(office, someone, name):
    async with office.app.sessions.begin() as session:
        (await session.get_one(Person, someone.person_id)).name = name


def code_in(text):
    return re.search(r"口令：(\d{3} \d{3})", text)[1]


async def says_code(someone):
    """The trainer's code, and one that is wrong."""
    code = code_in(await someone.forges("trcode:1"))
    return code, WRONG if code != "000 000" else "111111"


async def test_names_in_one_message_are_the_list(office, sun):
    namesake = await office.hires("王芳二", unit="五里社区")
    await is_called(office, namesake, "王芳")
    await office.hires("陈 静", unit="五里社区")
    await schedules(sun)
    assert "11月24日（周二）08:00 起才能登记" in await opens(sun)
    await office.at("2026-11-24 09:30")

    assert "已到 0 人，应到 5 人" in await opens(sun)
    said = await sun.says("张伟、李娜\n陈 静，王芳;何人")
    assert "✓ 已登记 3 人：张伟、李娜、陈 静" in said
    assert "有同名人员：王芳，请逐人勾选" in said
    assert "没有找到：何人" in said
    assert "已到 3 人，应到 5 人" in said
    assert "已到 3 人" in await sun.says("李娜 张伟"), "said twice it is the same"
    assert "请去掉号码" in await sun.says("张伟110101199003071234")
    assert "姓名" in await sun.does("sends_sticker")
    assert sun.buttons() == ["全部到场", "逐人勾选", "现场口令", "返回", "取消"]

    await sun.presses("返回")
    assert "已到 3 人" in sun.sees()
    assert "花名册" in await sun.says("王芳"), "the list is put away, and a name is looked up"


async def test_ticking_person_by_person_page_by_page(office, sun, wang):
    await office.hires("陈四", unit="五里社区")
    await schedules(sun)
    await office.at("2026-11-24 09:30")
    await opens(sun)
    await sun.presses("逐人勾选")

    assert sun.buttons()[-2:] == ["下一页", "返回"]
    assert len(sun.buttons()) == 5
    mine = next(label for label in sun.buttons() if "王芳" in label)
    await sun.presses(mine)
    (ticked,) = [label for label in sun.buttons() if label.startswith("✓")]
    assert "王芳" in ticked
    await office.restarts()
    assert await came(office) == {wang.person_id: "listed"}
    await sun.presses(ticked)
    assert await came(office) == {}
    await sun.presses("下一页")
    assert sun.buttons()[-2:] == ["上一页", "返回"]
    assert "✓ 已登记 1 人：王芳" in await sun.says("王芳"), "names are taken here too"
    await sun.presses("全部到场")
    assert len(await came(office)) == 4


async def test_a_supervisor_below_keeps_the_list_of_their_own_people(office, sun, zhao, wang, li):
    await schedules(sun)
    await office.at("2026-11-24 09:30")
    assert "已到 0 人，应到 2 人" in await opens(zhao)
    assert "现场口令" not in zhao.buttons()

    assert "没有找到：李娜" in await zhao.says("李娜、王芳")
    await zhao.forges(f"trtick:1:{li.person_id}:1:0")
    assert await came(office) == {wang.person_id: "listed"}
    assert "只有培训组织者" in await zhao.forges("trcode:1")
    assert "没有找到这个单位或人员" in await zhao.forges("trdesk:99")
    assert "没有使用此功能的权限" in await wang.forges("trtake:1")

    await office.moves("李娜", "三里社区")
    await zhao.forges("trtake:1")
    assert "✓ 已登记 1 人：李娜" in await zhao.says("李娜"), "invited before she moved here"
    assert await came(office) == {wang.person_id: "listed", li.person_id: "listed"}


async def test_a_supervisor_of_other_units_finds_no_such_training(office, zhao):
    await schedules(zhao)
    other = await office.hires("陈静", unit="五里社区", roles=["supervisor"], holds=["五里社区"])
    await other.says("/training")

    assert other.buttons() == ["安排培训", "岗前培训要求"]
    for data in ("trdesk:1", "trtake:1", "trall:1", "trcode:1", "trtick:1:1:1:0"):
        assert "没有找到这个单位或人员" in await other.forges(data), data


async def test_the_list_is_closed_after_a_week(office, sun):
    await schedules(sun)
    await office.at("2026-12-01 09:01")
    await sun.says("/training")
    await sun.presses("全部培训")
    await sun.presses("11月24日（周二） 消防培训")

    assert "已过一周" in await sun.presses("登记到场")
    assert "已过一周" in await sun.forges("trall:1")
    assert await came(office) == {}


async def test_wang_sends_the_six_digits_that_are_said_in_the_room(office, sun, wang, zhang, li):
    await schedules(sun)
    await office.at("2026-11-24 09:05")
    await opens(sun)
    code, wrong = await says_code(sun)

    assert "✓ 已登记：您参加了消防培训" in await wang.says(code.replace(" ", ""))
    assert "✓ 已登记：您参加了消防培训" in await wang.says(code), "said twice"
    await zhang.says("/training")
    await zhang.presses("输入签到口令")
    assert "六位数字" in await zhang.says("口令是什么")
    assert "还可以再试 4 次" in await zhang.says(wrong)
    assert "✓ 已登记" in await zhang.says(
        code.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    )
    assert "Nothing" not in await li.says(code)
    assert await came(office) == dict.fromkeys(
        (wang.person_id, zhang.person_id, li.person_id), "code"
    )
    assert code.replace(" ", "") not in await kept_codes(office)

    there = {"when": "今天 09:30", "audience": "选择单位", "then": "五里社区"}
    await schedules(sun, title="急救培训", **there)
    other = code_in(await sun.forges("trcode:2"))
    assert "您参加了急救培训" in await wang.says(other), "not of the one before"
    assert "您参加了消防培训" in await wang.says(code)


async def kept_codes(office):
    async with office.app.sessions() as session:
        return str([row.hash for row in (await session.exec(select(TrainingCode))).all()])


async def test_a_code_is_guessed_five_times_and_no_more(office, sun, wang):
    await schedules(sun)
    await office.at("2026-11-24 09:05")
    await opens(sun)
    code, wrong = await says_code(sun)

    said = [await wang.says(wrong) for _ in range(6)]
    assert "还可以再试 4 次" in said[0]
    assert "请让培训人直接登记" in said[4]
    assert "您已输错 5 次" in said[5]
    assert "您已输错 5 次" in await wang.says(code)
    again, _ = await says_code(sun)
    assert "您已输错 5 次" in await wang.says(again), "a new code gives no new tries"
    assert await came(office) == {}
    await sun.presses("登记到场")
    assert "已登记 1 人：王芳" in await sun.says("王芳")


async def test_a_code_lasts_ten_minutes_and_a_newer_one_ends_it(office, sun, wang, zhang):
    await schedules(sun)
    await office.at("2026-11-24 09:05")
    await opens(sun)
    first, _ = await says_code(sun)
    second = code_in(await sun.presses("换一个口令"))
    if first != second:
        assert "还可以再试" in await wang.says(first)
    await wang.says("/training")
    await wang.presses("输入签到口令")
    await office.at("2026-11-24 09:15")

    assert "没有可用的口令" in await wang.says(second)
    assert "没有看懂" in await wang.says("好的"), "the question is closed"
    assert "没有可用的口令" in await zhang.says(second)


async def test_who_comes_uninvited_is_noted_as_such_by_name_or_by_the_code(
    office, sun, zhao, wang, zhang, li
):
    for _ in range(2):
        await office.hires("吴军", unit="三里社区")
    await schedules(sun, audience="选择单位", then="五里社区")
    await office.at("2026-11-24 09:05")
    assert "已到 0 人，应到 1 人" in await opens(sun)
    said = await sun.says("李娜、王芳 吴军")
    assert "✓ 已登记 1 人：李娜" in said
    assert "✓ 已登记 1 人（未受邀）：王芳" in said
    assert "有同名人员：吴军，都不在名单内" in said
    assert "已到 1 人，应到 1 人，另有未受邀到场 1 人" in said
    assert "✓ 已登记 1 人：王芳" in await sun.says("王芳"), "said twice it is the same"
    await sun.presses("逐人勾选")
    await sun.presses("✓ 1. 王芳 · 三里社区（未受邀）")
    assert sun.buttons() == ["✓ 1. 李娜 · 五里社区", "返回"], "off the list, and off the page"

    code, wrong = await says_code(sun)
    assert "未受邀的本单位人员也可以发送" in sun.sees()
    assert "还可以再试 19 次" in await zhang.says(wrong)
    assert "✓ 已登记：您参加了消防培训" in await zhang.says(code)
    assert "✓ 已登记：您参加了消防培训" in await zhang.says(code), "said twice"
    assert await came(office) == {li.person_id: "listed", zhang.person_id: "code"}
    async with office.app.sessions.begin() as session:
        (await session.get_one(TrainingCode, 1)).guesses = CODE_GUESSES - 1
    assert "请让培训人直接登记" in await wang.says(wrong)
    assert "请让培训人直接登记" in await wang.says(code), "guessed at often enough"
    summary = await sun.says("/summary")
    assert "培训通知 1 人次：未回复 1；未受邀到场 1 人次" in summary
    assert "三里社区：未受邀到场 1" in summary


async def test_who_is_not_the_trainers_guesses_at_nothing(office, zhao, li, sun):
    await schedules(zhao)
    await office.at("2026-11-24 09:05")
    await opens(zhao)
    code = code_in(await zhao.presses("现场口令"))

    assert "No code waits for you" in await li.says(code)
    assert "没有看懂" in await sun.says(code), "supervisors say no codes"
    await li.says("/checkin")
    assert "waits for you" not in await li.says(code), "a number may answer another question"


@pytest.mark.parametrize("data", ["trdesk:0", "trtick:1:1:2:0", "trpage:1:-1", "trshelf:x"])
async def test_forged_buttons_are_over(office, sun, data):
    await schedules(sun)
    assert "已结束" in await sun.forges(data)


async def test_the_shelf_holds_the_past_year_in_pages(office, sun):
    for number in range(1, 6):
        await schedules(sun, title=f"培训{number}", when=f"周五 1{number}:00")
    await office.at("2026-11-28 09:00")
    assert "暂无培训安排" in await sun.says("/training")
    await sun.presses("全部培训")

    assert sun.buttons() == [*(f"11月27日（周五） 培训{n}" for n in (5, 4, 3, 2)), "下一页"]
    await sun.presses("下一页")
    assert sun.buttons() == ["11月27日（周五） 培训1", "上一页"]
