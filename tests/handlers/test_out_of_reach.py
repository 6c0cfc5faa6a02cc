"""Whom no message reaches is named with the reason, until they are heard of again."""

import pytest

from models.person import mark_unreachable


def blocks(one):
    one.phone.blocks()


def deletes_account(one):
    one.phone.deletes_account()


@pytest.mark.parametrize(
    ("act", "reason"),
    [(blocks, "已屏蔽点卯"), (deletes_account, "账号已注销或不存在")],
    ids=["blocked", "account gone"],
)
async def test_the_list_and_the_command_say_why(office, zhang, wang, zhao, act, reason):
    act(zhang)
    await office.at("08:00")
    await wang.presses("到岗")
    await office.at("09:01")

    assert zhao.sees().endswith(
        f"缺勤（1 人）\n张伟\n\n其中消息无法送达（1 人）\n张伟（{reason}）"
    )
    assert f"三里社区：张伟（{reason}）" in await zhao.says("/absent")


async def test_who_is_reached_is_not_among_them(office, zhang, zhao):
    await office.at("08:00")
    await office.at("09:01")
    assert "缺勤（2 人）" in zhao.sees()
    assert "无法送达" not in zhao.sees()


async def test_coming_back_clears_it(office, zhang, zhao):
    zhang.phone.blocks()
    await office.at("08:00")
    assert (await office.person("张伟")).unreachable
    zhang.phone.unblocks()
    await office.settle()
    await office.at("09:01")
    assert "无法送达" not in zhao.sees()


@pytest.mark.parametrize("act", [lambda z: z.says("/me"), lambda z: z.presses("到岗")])
async def test_a_refusal_that_came_late_is_cleared_by_the_next_word(office, zhang, act):
    await office.at("08:00")
    async with office.app.sessions.begin() as session:
        about = {"reason": "Forbidden: bot was blocked by the user", "now": office.now}
        await mark_unreachable(session, zhang.phone.user_id, **about)
    await act(zhang)
    assert (await office.person("张伟")).unreachable is None
