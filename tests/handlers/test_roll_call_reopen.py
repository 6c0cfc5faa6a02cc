from datetime import datetime

import pytest

from domain.office import Level, Role
from tests.kit.house import SHANGHAI


@pytest.fixture
async def out(office):
    """Muster was off from 07:59 to 09:30: nobody was asked."""
    await office.at("07:59")
    office.clock.move_to(datetime(2026, 11, 23, 9, 30, tzinfo=SHANGHAI))
    await office.restarts()
    await office.settle()
    return office


async def test_a_supervisor_calls_for_their_own_and_the_street_for_the_rest(
    out, wang, zhang, li, zhao, sun
):
    assert "如需补点，请按下面的按钮" in zhao.sees()
    said = await zhao.presses("现在补点")
    assert said == "已为三里社区补点名，有 2 人需应答。一小时后发送结果。"
    assert "90 分钟" in wang.sees(), "how late it is called, and why"
    assert not li.heard("Morning roll call")

    assert "有 1 人需应答" in await sun.presses("现在补点")
    assert "Are you at your post" in li.sees()
    assert len([text for text in wang.texts() if "您到岗了吗" in text]) == 1

    await out.at("09:40")
    assert "按时到岗" in await wang.presses("到岗")
    await out.at("09:45")
    assert "迟到 15 分钟" in await zhang.presses("到岗")
    await out.at("10:30")
    assert "在册 2 人：到岗 1、迟到 1" in "".join(zhao.texts())
    assert "三里街道点名结果" in "".join(sun.texts())


async def test_nobody_is_asked_twice(out, wang, zhao):
    await zhao.presses("现在补点")
    message = next(one for one in zhao.phone.messages if "补点名" in one.get("text", ""))
    again = f"rollagain:{out.units['朝阳区'].id}:2026-11-23"
    assert await zhao.forges(again, message["message_id"]) == "已经补点过，不会重复点名。"
    await out.founds("第1网格", Level.GRID, within="五里社区")
    wu = await out.hires("吴站长", unit="五里社区", roles=[Role.SUPERVISOR], holds=["第1网格"])
    await wu.says("/absent")
    assert "已为五里社区 第1网格补点名" in await wu.forges(again)
    assert len([text for text in wang.texts() if "您到岗了吗" in text]) == 1


@pytest.mark.parametrize(
    ("press", "said"),
    [
        ("rollagain:{district}:2026-11-20", "在您管辖的范围内没有找到"),
        ("rollagain:999:2026-11-23", "在您管辖的范围内没有找到"),
        ("rollagain:{district}:0", "在您管辖的范围内没有找到"),
        ("rollagain:{district}:x", "此操作已结束"),
    ],
)
async def test_what_was_held_or_never_due_is_not_called_again(out, zhao, press, said):
    assert said in await zhao.forges(press.format(district=out.units["朝阳区"].id))


async def test_the_next_day_it_is_too_late(out, zhao):
    await out.at("2026-11-24 07:30")
    assert "这次点名只能当天补点" in await zhao.presses("现在补点")


async def test_a_roll_that_was_held_cannot_be_called_again(office, zhao):
    await office.at("08:00")
    press = f"rollagain:{office.units['朝阳区'].id}:2026-11-23"
    assert "没有找到" in await zhao.forges(press)


async def test_a_roll_that_closed_in_an_outage_is_opened_again_for_the_silent(
    office, wang, zhang, zhao, sun
):
    contact = office.app.poller.contact
    await office.at("08:00")
    await contact.heard(0.0)
    await wang.presses("到岗")
    await office.at("10:00")
    await contact.heard(7200.0)
    await office.settle()
    assert "三里社区：点名中断\n11月23日（周一）08:00 至 10:00 系统中断" in zhao.sees()
    assert "有 1 人没有应答" in zhao.sees()
    assert "有 2 人没有应答" in sun.sees()

    assert "已为三里社区补点名，有 1 人需应答" in await zhao.presses("现在补点")
    assert "请在 11:00 前再按一次" in zhang.sees()
    assert "系统中断" not in wang.sees()
    await office.at("10:05")
    assert "按时到岗" in await zhang.presses("到岗")
    assert "已经补点过" in await zhao.forges("rollcut:1")
    assert "在您管辖的范围内没有找到" in await zhao.forges("rollcut:9")
    await office.at("11:00")
    closed = [text for text in zhao.texts() if "三里社区点名结果" in text]
    assert "到岗 1、缺勤 1" in closed[0]
    assert "到岗 2" in closed[1]


async def test_an_extra_roll_is_opened_again_as_often_as_it_is_cut(office, wang, zhang, zhao):
    contact = office.app.poller.contact
    await office.at("14:00")
    await contact.heard(0.0)
    await zhao.says("/rollcall 三里社区")
    await wang.presses("到岗")
    await office.at("14:25")
    await contact.heard(1500.0)
    assert zhang.heard("您还没有应答点名")

    for hour, ends in ((16, 17), (18, 19)):
        await office.at(f"{hour}:30")
        await contact.heard(hour * 3600.0)
        await office.settle()
        assert "三里社区：临时点名中断" in zhao.sees()
        assert "有 1 人没有应答" in zhao.sees()
        await zhao.presses("现在补点")
        assert f"请在 {ends}:30 前再按一次" in zhang.sees()
    reminded = len([text for text in zhang.texts() if "您还没有应答点名" in text])
    await office.at("19:25")
    assert len([text for text in zhang.texts() if "您还没有应答点名" in text]) == reminded + 1
    await zhang.presses("到岗")
    assert "到岗" not in zhang.buttons()
    await office.at("19:30")
    assert "到岗 1、迟到 1" in zhao.sees()
    await office.founds("第1网格", Level.GRID, within="三里社区")
    await zhao.says("/rollcall 第1网格")
    assert "三里社区 第1网格的临时点名" in await zhao.forges("rollcut:1")
