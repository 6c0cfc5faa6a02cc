import pytest
from sqlmodel import select

from domain.audit import Verb
from domain.contest import ContestState
from domain.roll_call import Attendance
from models.audit import Audit
from models.contest import Contest
from models.person import Person
from models.roll_call import RollAnswer
from tests.kit.tasks import hands

ASKED = "点名 · 11月23日（周一）缺勤\n请选一个原因，也可以直接输入。由管理员决定。"


@pytest.fixture
async def closed(office):
    """王芳 was on time, 张伟 silent, and the roll is closed."""
    await office.at("08:00")
    await office.people["王芳"].presses("到岗")
    await office.at("09:00")
    return office


async def counts_as(who):
    async with who.house.app.sessions() as session:
        found = select(RollAnswer).where(RollAnswer.person_id == who.person_id)
        row = (await session.exec(found)).one()
        return row.attendance, row.minutes


async def contests(office):
    async with office.app.sessions() as session:
        rows = (await session.exec(select(Contest).order_by(Contest.id))).all()
        return [(row.was, row.minutes, row.reason, row.state) for row in rows]


async def test_who_is_absent_is_told_contests_with_one_button_and_is_put_right(
    closed, wang, zhang, zhao
):
    assert zhang.sees().startswith("点名 · 11月23日（周一）缺勤\n没有收到您的应答。")
    assert zhang.buttons() == ["申诉"]
    assert not wang.heard("缺勤")

    assert await zhang.presses("申诉") == ASKED
    assert zhang.buttons() == ["手机或网络故障", "人已到岗，忘记按了", "外出执行任务", "取消"]
    assert "有结果会通知您" in await zhang.presses("手机或网络故障")

    asked = zhao.sees()
    assert asked.startswith("张伟申诉点名记录\n")
    assert "点名 · 11月23日（周一）缺勤\n申诉原因：手机或网络故障" in asked
    assert (await zhao.presses("同意")).startswith("张伟的申诉：已同意\n")
    assert zhang.sees() == "点名 · 11月23日（周一）缺勤\n赵强同意您的申诉，改为到岗。"
    assert await counts_as(zhang) == (Attendance.PRESENT, 0)
    assert (
        "结果 · 11月23日（周一）\n在册 2 人：到岗 2\n\n经申诉改为到岗（1 人）\n张伟"
        in zhao.texts()[1]
    )
    history = [(Attendance.ABSENT, 0, "手机或网络故障", ContestState.APPROVED)]
    assert await contests(closed) == history
    assert "申诉（1 件）\n张伟：缺勤，手机或网络故障，" in await zhao.says("/absent")


async def test_who_is_late_contests_below_the_tasks_and_is_declined(office, wang, zhao):
    for number in range(7):
        await hands(office, f"任务{number}", to=["王芳"])
    await office.at("08:00")
    await office.at("08:20")
    assert "迟到 20 分钟" in await wang.presses("到岗")
    assert len(wang.buttons()) == 6
    assert wang.buttons()[-2:] == ["全部任务", "申诉"]
    await wang.presses("申诉")
    await wang.says("在三里街道开会，已请示")
    assert "迟到 20 分钟\n申诉原因：在三里街道开会，已请示" in zhao.sees()
    await zhao.presses("不同意")
    assert "赵强不同意您的申诉，维持原记录" in wang.sees()
    assert await counts_as(wang) == (Attendance.LATE, 20)
    assert await contests(office) == [
        (Attendance.LATE, 20, "在三里街道开会，已请示", ContestState.DECLINED)
    ]
    assert "您已申诉过" in await wang.presses("申诉")


async def test_two_supervisors_the_first_decision_counts(closed, zhang, li, zhao, sun):
    """Those of the unit that called the roll, wherever 张伟 has gone since."""
    qian = await closed.hires("钱进", unit="三里社区", roles=["supervisor"], holds=["三里社区"])
    await zhang.presses("申诉")
    async with closed.app.sessions.begin() as session:
        there = (await session.get_one(Person, li.person_id)).unit_id
        (await session.get_one(Person, zhang.person_id)).unit_id = there
    await zhang.presses("外出执行任务")
    await zhao.presses("不同意")
    assert qian.sees() == "张伟的申诉：未同意\n点名 · 11月23日（周一）缺勤\n审批人：赵强。"
    assert qian.buttons() == []
    assert await sun.forges("ctdec:1:1") == "赵强已经审批：未同意。没有作任何更改。"
    assert await counts_as(zhang) == (Attendance.ABSENT, 0)


@pytest.mark.parametrize(
    ("since", "after"),
    [(Attendance.LEAVE, Attendance.LEAVE), (Attendance.AWAITED, Attendance.PRESENT)],
)
async def test_a_leave_approved_in_between_stands_and_a_roll_opened_again_is_answered(
    closed, zhang, zhao, since, after
):
    await zhang.presses("申诉")
    await zhang.presses("人已到岗，忘记按了")
    async with closed.app.sessions.begin() as session:
        row = await session.get_one(RollAnswer, (1, zhang.person_id))
        row.attendance = since
    await zhao.presses("同意")
    assert await counts_as(zhang) == (after, 0)


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-11-26 10:00", ASKED),
        ("2026-11-27 10:00", "只能在 3 天内申诉"),
    ],
)
async def test_it_is_contested_within_days(closed, zhang, moment, said):
    await closed.at(moment)
    assert said in await zhang.forges("contest:1")


async def test_what_is_not_theirs_is_not_contested_nor_decided(closed, wang, li, zhang, zhao):
    assert "没有缺勤或迟到记录" in await wang.forges("contest:1")
    assert "不是发给您的" in await wang.forges("contest:99")
    await li.presses("This is not so")
    await li.presses("Was there, forgot to press")
    foreign, unknown = await zhao.forges("ctdec:1:1"), await zhao.forges("ctdec:99:1")
    assert foreign == unknown == "在您管辖的范围内没有找到这个单位或人员，请核对名称。"
    assert "not among your duties" in await li.forges("ctdec:1:1")
    assert (await contests(closed))[0][3] is ContestState.ASKED


async def test_nobody_decides_about_their_own(office, sun):
    both = await office.hires(
        "郑组长", unit="三里社区", roles=["auxiliary", "supervisor"], holds=["三里社区"]
    )
    await office.at("08:00")
    await office.at("09:00")
    await both.presses("申诉")
    await both.presses("人已到岗，忘记按了")
    assert not both.heard("郑组长申诉点名记录")
    assert await both.forges("ctdec:1:1") == "不能审批自己的申诉。"


async def test_an_identity_number_is_no_reason(closed, zhang):
    await zhang.presses("申诉")
    assert "身份证" in await zhang.says("陪11010119900307123X去医院")
    assert await contests(closed) == []
    assert "有结果会通知您" in await zhang.says("陪老人去医院")


async def test_who_had_leave_before_the_message_went_out_is_not_told(office, zhang):
    await office.at("08:00")
    office.clock.move_to(office.now.replace(hour=9))
    await office.ticks()
    async with office.app.sessions.begin() as session:
        row = await session.get_one(RollAnswer, (1, zhang.person_id))
        row.attendance = Attendance.LEAVE
    await office.settle()
    assert not zhang.heard("没有收到您的应答")


async def test_who_decided_and_who_ticked_is_written_down(office, zhang, zhao):
    await office.at("08:00")
    await office.at("08:20")
    await zhao.presses("代点")
    await zhao.presses("▫️ 张伟")
    await zhang.presses("申诉")
    await zhang.presses("外出执行任务")
    await zhao.presses("同意")
    async with office.app.sessions() as session:
        rows = (await session.exec(select(Audit).order_by(Audit.id))).all()
    about = [(row.verb, row.actor_id, row.person_id) for row in rows]
    deeds = (Verb.ANSWERED_FOR, Verb.CONTEST_DECIDED)
    assert about == [(verb, zhao.person_id, zhang.person_id) for verb in deeds]
    assert "点名申诉：1 条" in await zhang.says("/me")
