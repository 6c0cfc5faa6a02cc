"""Somebody changes their telephone while the roll is open: the question goes with them."""

import pytest

from tests.kit.someone import Someone


@pytest.fixture
def new(office, wang):
    """王芳's new telephone, with her own number."""
    phone = office.telegram.phone(7001, "新手机", phone_number=wang.phone.phone_number)
    return Someone(office, phone, wang.person_id)


async def test_the_roll_asks_in_the_new_account_at_once(office, wang, zhao, new):
    await office.at("08:00")
    await office.at("08:50")
    asked = [each["message_id"] for each in wang.phone.messages[-2:]]
    press = wang.phone.messages[-1]["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await new.says("/start")
    await new.does("shares_contact")
    await new.presses("申请改用此账号")
    page = new.phone.messages[-1]["message_id"]
    await new.presses("确认")
    assert "已提交" in new.sees()
    assert not any(
        each.get("reply_markup") for each in new.phone.messages if each["message_id"] == page
    )
    await zhao.presses("同意")

    closed = [each for each in wang.phone.messages if each["message_id"] in asked]
    assert {each["text"] for each in closed} == {"登记已转到另一个账号，这次点名请在那里回答。"}
    assert not any(each.get("reply_markup") for each in closed)
    assert "内部的工作服务" in await wang.forges(press, asked[0])
    assert (wang.menu(), "today" in new.menu()) == ([], True)
    assert new.sees().startswith("早点名")
    assert new.buttons() == ["到岗", "请假"]
    question = new.phone.messages[-1]

    assert "迟到" in await new.presses("到岗")
    assert new.phone.messages[-1]["message_id"] == question["message_id"]
    before = len(new.texts())
    await office.at("09:00")
    assert len(new.texts()) == before
    assert "迟到 1" in zhao.sees()
