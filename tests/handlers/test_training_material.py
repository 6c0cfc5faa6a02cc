"""Materials: a file, a photo, a link at once; a text in parts, one on each morning."""

import pytest
from sqlmodel import select

from models.audit import Audit
from models.training_material import TrainingMaterial
from tests.kit.training import schedules

TITLE = "11月26日（周四） 消防培训"


async def opens(someone):
    await someone.says("/training")
    await someone.presses(TITLE)
    return await someone.presses("学习资料")


async def kept(office):
    async with office.app.sessions() as session:
        return (await session.exec(select(TrainingMaterial))).all()


async def test_a_file_goes_to_everyone_and_is_never_fetched(office, sun, wang, zhang):
    await schedules(sun, when="周四 14:00")
    await zhang.presses("不能参加")
    await zhang.presses("值班")
    assert "请直接发送文件、照片或链接" in await opens(sun)

    assert "消防手册.pdf\n立即发给 2 人" in await sun.does(
        "sends_document", "消防手册.pdf", b"%PDF"
    )
    await office.restarts()
    assert "✓ 已发给 2 人" in await sun.presses("确认")
    assert "📄 消防手册.pdf" in sun.sees()
    assert wang.files() == [("消防手册.pdf", b"%PDF")]
    assert wang.heard("学习：消防培训\n消防手册.pdf")
    assert zhang.files() == []
    (row,) = await kept(office)
    assert row.content.startswith(wang.phone.messages[-1]["document"]["file_id"])
    async with office.app.sessions() as session:
        kept_of_it = (await session.exec(select(Audit))).all()
    assert kept_of_it[-1].detail == {"training": 1, "material": 1, "people": 2}

    await wang.says("/training")
    await wang.presses("学习资料")
    assert wang.buttons() == [f"1. {TITLE}", "返回"]
    assert "我的培训" in await wang.presses("返回")
    await wang.presses("学习资料")
    await wang.presses(f"1. {TITLE}")
    await wang.presses("1. 📄 消防手册.pdf")
    assert len(wang.files()) == 2


async def test_a_photo_and_a_link_are_shown_before_they_are_sent(office, sun, li):
    await schedules(sun, when="周四 14:00")
    await opens(sun)
    assert "疏散路线\n立即发给 3 人" in await sun.does("sends_photo", caption="疏散路线")
    assert "立即发给 3 人" in await sun.says("好的"), "only a button answers this"
    await sun.presses("返回")
    assert "请发送文件、照片或链接" in await sun.says("明天带水杯")
    assert "请去掉号码" in await sun.says("https://a.cn/110101199003071234")
    await sun.says("https://example.com/fire?x=1")
    assert "✓ 已发给 3 人" in await sun.presses("确认")

    assert li.heard("Learning: 消防培训\nhttps://example.com/fire?x=1")
    assert not li.heard("疏散路线")
    assert "已结束" in await sun.forges("trsend:1:7"), "an older page sends nothing"
    assert len(await kept(office)) == 1


async def test_a_text_in_parts_comes_morning_by_morning(office, sun, wang):
    await schedules(sun, when="周四 14:00")
    await opens(sun)
    await sun.presses("分几天发文字")
    assert "第 1 部分已记下" in await sun.says("灭火器每月检查一次。")
    await sun.says("通道不能堆放杂物。")
    await sun.says("发现隐患及时上报。")
    await office.restarts()
    page = await sun.presses("写完了")
    assert "第 1 部分：11月24日（周二）09:00" in page
    assert "第 3 部分：11月26日（周四）09:00" in page
    assert "✓ 已安排 3 部分" in await sun.presses("确认")
    assert not wang.heard("灭火器")

    await office.at("2026-11-24 08:59")
    assert not wang.heard("灭火器")
    await office.at("2026-11-24 09:00")
    assert wang.heard("第 1 部分，共 3 部分\n\n灭火器每月检查一次。")
    assert not wang.heard("杂物")
    await office.at("2026-11-25 21:00")
    assert not wang.heard("杂物"), "nobody is woken at night"
    await office.at("2026-11-26 09:00")
    assert wang.heard("第 2 部分，共 3 部分\n\n通道不能堆放杂物。")
    assert wang.heard("发现隐患及时上报。")
    await office.restarts()
    assert sum("灭火器" in text for text in wang.texts()) == 1
    assert sum("杂物" in text for text in wang.texts()) == 1


async def test_parts_to_come_are_stopped_and_more_follow_behind_the_others(office, sun, wang):
    await schedules(sun, when="周四 14:00")
    for _ in range(2):
        await opens(sun)
        await sun.presses("分几天发文字")
        await sun.says("读一读。")
        page = await sun.presses("写完了")
        await sun.presses("确认")
    assert "第 1 部分：11月25日（周三）09:00" in page
    await office.at("2026-11-24 09:00")

    await opens(sun)
    assert "剩余部分不再发送" in await sun.presses("停发剩余部分")
    assert "停发剩余部分" not in sun.buttons()
    await office.at("2026-11-25 09:00")
    assert sum("读一读" in text for text in wang.texts()) == 1


async def test_ten_parts_are_enough(office, sun):
    await schedules(sun, when="周四 14:00")
    await opens(sun)
    await sun.presses("分几天发文字")
    for _ in range(10):
        await sun.says("读一读。")

    assert "第 10 部分：12月7日（周一）09:00" in sun.sees(), "weekends are left out"


async def test_only_the_organiser_sends_and_only_the_invited_read(office, zhao, sun, wang, li):
    await schedules(zhao, when="周四 14:00")
    await opens(zhao)
    await zhao.says("https://example.com/a")
    await zhao.presses("确认")

    await li.says("/help")
    assert "This was not sent to you" in await li.forges("trlearn:1:0")
    assert "not sent to you" in await li.forges("trmat:1")
    assert "not sent to you" in await li.forges("trmat:99")
    await schedules(sun, when="周五 14:00", title="街道培训")
    for data in ("trmats:2", "trparts:2", "trstop:2"):
        assert "只有培训组织者" in await zhao.forges(data), data
    assert "没有使用此功能的权限" in await wang.forges("trmats:1")


@pytest.mark.parametrize("data", ["trpdone:1", "trsend:1:1", "trlearn:1:-1", "trmats:0"])
async def test_buttons_of_other_conversations_are_over(office, sun, data):
    await schedules(sun, when="周四 14:00")
    assert "已结束" in await sun.forges(data) or "没有使用此功能的权限" in sun.phone.popups[-1]
