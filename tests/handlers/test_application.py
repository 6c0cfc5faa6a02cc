"""Strangers apply with their own number; one supervisor's answer counts and all others see it."""

import pytest
from sqlmodel import select

from domain.audit import Verb
from domain.office import Role
from models.application import Application
from models.audit import Audit
from models.conversation import Conversation
from models.person import Person

SENTENCE = "这里是单位内部的工作服务。如您是本单位人员，请按下方按钮分享您的手机号登记。"


@pytest.fixture
async def he(office):
    """The second supervisor of 三里社区."""
    return await office.hires("何平", unit="三里社区", roles=[Role.SUPERVISOR], holds=["三里社区"])


@pytest.fixture
def gao(office):
    return office.passes_by("Gao", phone_number="+8613900000009")


async def rows(office, table):
    async with office.app.sessions() as session:
        return (await session.exec(select(table))).all()


async def applies(stranger, name="高洁"):
    await stranger.says("/start")
    await stranger.does("shares_contact")
    await stranger.presses("申请加入")
    await stranger.says(name)
    await stranger.says("三里社区")
    return await stranger.presses("确认")


async def test_gao_applies_and_the_first_answer_counts(office, gao, zhao, he, sun):
    await gao.says("/start")
    assert await gao.does("shares_contact") == (
        "花名册中没有您的手机号。如您在本单位工作，请按下方按钮申请，由所在单位的管理员审批。"
    )
    assert "您叫什么名字" in await gao.presses("申请加入")
    assert "请按证件上的姓名输入" in await gao.says("=1+1")
    assert await gao.says("高洁") == "您在哪个单位工作？\n请逐级点选，或输入单位名称。"
    assert gao.buttons() == ["朝阳区", "取消"]
    await gao.presses("朝阳区")
    assert gao.buttons() == ["三里街道", "就在：朝阳区", "取消"]
    await gao.presses("三里街道")
    assert gao.buttons() == ["三里社区", "五里社区", "就在：三里街道", "取消"]
    assert await gao.says("三里街道三里社区") == (
        "请核对您的申请\n姓名：高洁\n手机：尾号 0009\n单位：朝阳区 三里街道 三里社区\n\n"
        "按“确认”提交给管理员。"
    )
    assert await gao.presses("确认") == "已提交。有结果后会在这里告诉您。"

    question = "高洁申请加入\n单位：三里社区\n手机：尾号 0009"
    assert zhao.sees() == he.sees() == question
    assert not sun.heard("高洁")
    stale = he.phone.messages[-1]["reply_markup"]["inline_keyboard"][0][0]["callback_data"]

    closed = "高洁申请加入\n单位：三里社区\n赵强 已同意"
    assert await zhao.presses("同意") == closed
    assert he.sees() == closed
    assert zhao.buttons() == he.buttons() == []
    assert await he.forges(stale) == "赵强已经审批：已同意。没有作任何更改。"
    assert gao.sees() == "您的申请已同意，您现在属于三里社区。发送 /start 开始使用。"
    assert "高洁，您好" in await gao.says("/start")
    assert "2026年11月23日 入职 · 朝阳区 三里街道 三里社区 · 赵强 办理" in await zhao.says(
        "/history 高洁"
    )
    verbs = {row.verb for row in await rows(office, Audit)}
    assert verbs == {Verb.DECIDED, Verb.TRANSFERRED, Verb.LOOKED}
    await office.at("08:00")
    assert gao.buttons()[:1] == ["到岗"]


async def test_declined_twice_means_speak_with_the_unit(office, gao, zhao):
    for _ in range(2):
        await applies(gao)
        await zhao.presses("不同意")
        assert gao.sees().startswith("您的申请未获同意")
    assert "高洁" not in {person.name for person in await rows(office, Person)}
    assert await gao.says("/today") == SENTENCE

    assert "今天的申请未获同意" in await applies(gao)
    assert len(await rows(office, Application)) == 2


async def test_one_application_at_a_time(office, gao, zhao):
    await applies(gao)
    assert "到明天还没有结果，可再次申请" in await applies(gao)
    assert len([text for text in zhao.texts() if "申请加入" in text]) == 1


async def test_what_nobody_answered_is_asked_one_level_up_too(office, gao, zhao, sun, zhou):
    await applies(gao)
    first = zhao.phone.messages[-1]["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await office.at("2026-11-24 07:10")
    assert await applies(gao) == "已提交。有结果后会在这里告诉您。"

    assert [t.split("\n")[-1] for t in zhao.texts() if "申请加入" in t] == [
        "一天内未答复，已重新申请",
        "手机：尾号 0009",
    ]
    assert "高洁申请加入" in sun.sees()
    assert "此操作已结束" in await zhao.forges(first)
    await sun.presses("同意")
    assert zhao.heard("孙书记 已同意")


async def test_whom_no_message_reaches_is_not_waited_for(office, gao, zhao, sun):
    async with office.app.sessions.begin() as session:
        (await session.get_one(Person, zhao.person_id)).unreachable = "blocked the bot"

    await applies(gao)
    assert "高洁申请加入" in sun.sees()


async def test_on_the_roster_before_it_was_decided(office, gao, zhao):
    await applies(gao)
    async with office.app.sessions.begin() as session:
        session.add(
            Person(name="高洁", phone="+8613900000009", unit_id=office.units["三里社区"].id)
        )
    await zhao.presses("同意")

    assert len([p for p in await rows(office, Person) if p.name == "高洁"]) == 1
    assert "高洁，您好" in await gao.says("/start")


async def test_who_left_comes_back_without_what_they_held(office, zhao, sun, he):
    async with office.app.sessions.begin() as session:
        (await session.get_one(Person, he.person_id)).active = False
    assert "花名册中没有您的手机号" in await he.does(
        "shares_contact_of", he.phone.user_id, "+8613800000007", "何平"
    )
    await he.presses("申请加入")
    await he.says("何平")
    await he.says("三里社区")
    await he.presses("确认")
    await zhao.presses("同意")

    assert await office.roles_of("何平") == {Role.AUXILIARY}
    assert "没有使用此功能的权限" in await he.says("/roster")
    assert "返岗" in await zhao.says("/history 何平")


async def test_words_that_do_not_fit_and_the_way_out(office, gao):
    await gao.says("/start")
    await gao.does("shares_contact")
    await gao.presses("申请加入")
    assert "身份证" in await gao.says("110101199003074233")
    assert "您叫什么名字" in await gao.does("sends_sticker")
    await gao.says("高洁")
    assert "您在哪个单位工作" in await gao.says("火星社区")
    assert await gao.presses("取消") == "已退出，没有提交。要重新开始，请发送 /start。"
    assert await gao.says("高洁") == SENTENCE
    assert "此操作已结束" in await gao.forges("apsend")
    assert "此操作已结束" in await gao.forges("apply")
    assert await gao.says("/cancel") == SENTENCE
    stranger = office.passes_by("路人")
    assert "此操作已结束" in await stranger.forges("apply", 1)
    assert await rows(office, Application) == []


async def test_nobody_there_to_decide(office, gao, zhao, sun, zhou):
    async with office.app.sessions.begin() as session:
        for one in (zhao, sun, zhou):
            (await session.get_one(Person, one.person_id)).active = False

    assert "没有人能在这里审批" in await applies(gao)
    assert await rows(office, Application) == []


async def test_a_new_account_is_approved_and_the_old_one_told(office, wang, zhao, sun, li):
    phone = office.telegram.phone(7001, "新手机", phone_number=wang.phone.phone_number)
    new = type(wang)(office, phone, wang.person_id)
    await new.says("/start")
    assert "该手机号已有其他登记" in await new.does("shares_contact")
    assert await new.presses("申请改用此账号") == (
        "申请改用新账号\n手机：尾号 0001\n\n按“确认”提交给管理员。"
    )
    await new.presses("确认")
    assert "如果不是您本人，请马上告诉管理员" in wang.sees()
    assert zhao.sees() == (
        "王芳申请改用新账号\n单位：三里社区\n手机：尾号 0001\n"
        "手机号是其本人的，账号是新的。如有疑问，请先打电话核实。"
    )
    assert "not among your duties" in await li.forges("apdecide:1:1", 1)
    assert await wang.says("/me") != SENTENCE

    await wang.says("/start")
    assert "me" in wang.menu()

    await zhao.presses("同意")

    assert wang.menu() == []
    assert wang.sees().startswith("您的登记已转到另一个账号，由赵强同意。如果不是您本人")
    assert await wang.says("/me") == SENTENCE
    assert new.sees().startswith("今后就用此账号（三里社区）")
    assert "王芳" in await new.says("/me")
    assert "更换账号 · 赵强 办理" in await zhao.says("/history 王芳")
    await office.at("08:00")
    assert new.buttons()[:1] == ["到岗"]
    assert not wang.heard("点名")


async def test_a_new_account_that_was_declined_changes_nothing(office, wang, zhao):
    phone = office.telegram.phone(7001, "冒名者", phone_number=wang.phone.phone_number)
    twin = type(wang)(office, phone, 0)
    await twin.says("/start")
    await twin.does("shares_contact")
    await twin.presses("申请改用此账号")
    await twin.presses("确认")
    await zhao.presses("不同意")

    assert twin.sees().startswith("改用新账号未获同意，仍用原账号")
    assert wang.sees() == "改用另一个账号的申请，赵强未同意。您的登记不变，仍用现在的账号。"
    assert await twin.says("/me") == SENTENCE
    assert "王芳" in await wang.says("/me")


async def test_nobody_decides_about_their_own_account_or_beyond_their_units(office, zhao, sun, li):
    await office.hires("马莉", unit="五里社区", roles=[Role.SUPERVISOR], holds=["五里社区"])
    phone = office.telegram.phone(7001, "新手机", phone_number=zhao.phone.phone_number)
    new = type(zhao)(office, phone, 0)
    await new.says("/start")
    await new.does("shares_contact")
    await new.presses("申请改用此账号")
    await new.presses("确认")
    assert sun.heard("赵强申请改用新账号")
    assert not zhao.heard("赵强申请改用新账号")
    press = sun.phone.messages[-1]["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    unknown = await zhao.forges("apdecide:999:1", 1)

    assert await zhao.forges(press, 1) == unknown
    assert await office.people["马莉"].forges(press, 1) == unknown
    assert [row.state.value for row in await rows(office, Application)] == ["asked"]


async def test_nothing_of_a_stranger_stays_in_the_talk(office, gao, zhao):
    await applies(gao)

    kept = [row for row in await rows(office, Conversation) if row.chat_id == gao.phone.user_id]
    assert [(row.state, row.data) for row in kept] == [(None, {})]
