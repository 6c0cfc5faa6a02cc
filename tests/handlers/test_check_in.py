import pytest
from sqlmodel import select

from domain.text import MAX_NOTE
from models.check_in import CheckIn
from models.inbox import dead


async def kept(office):
    async with office.app.sessions() as session:
        return (await session.exec(select(CheckIn).order_by(CheckIn.id))).all()


async def test_wang_says_where_she_is_and_what_she_does(office, wang):
    await office.at("10:05")

    assert "您现在在哪里" in await wang.says("/checkin")
    assert wang.buttons() == ["取消"]
    assert "在做什么" in await wang.says("东门")
    assert wang.buttons() == ["跳过", "取消"]
    seen = await wang.says("巡查楼道")

    assert "已签到：东门 10:05" in seen
    assert "巡查楼道" in seen
    assert "今天第 1 次签到" in seen
    (row,) = await kept(office)
    assert (row.person_id, row.place, row.note) == (wang.person_id, "东门", "巡查楼道")
    assert row.at == office.now


async def test_check_ins_are_counted_by_the_day_and_by_the_person(office, wang, zhang):
    await office.at("10:00")
    await wang.says("/checkin 东门 巡查")
    await zhang.says("/checkin 西门 巡查")

    assert "今天第 2 次签到" in await wang.says("/checkin 南门 巡查")
    await office.at("2026-11-24 00:10")
    assert "今天第 1 次签到" in await wang.says("/checkin 南门 夜巡")


async def test_the_day_begins_at_midnight_of_the_office(office, wang):
    await office.at("2026-11-24 00:30")
    await wang.says("/checkin 东门 夜巡")
    await office.at("2026-11-24 10:00")

    assert "今天第 2 次签到" in await wang.says("/checkin 东门 巡查")


async def test_in_one_line_the_first_word_is_the_place(office, wang):
    seen = await wang.says("/checkin 东门 清理 楼道")

    assert "已签到：东门 07:00" in seen
    assert "清理 楼道" in seen
    await wang.says("随便说说")
    assert len(await kept(office)) == 1
    assert "已签到：Gate 3 07:00\nall calm" in await wang.says("/checkin Gate 3: all calm")
    asked = await wang.says("/checkin Gate 3 all calm")
    assert asked.startswith("签到地点：Gate 3 all calm\n")
    assert asked.endswith("请用冒号隔开，例如：/checkin Gate 3: all calm")
    assert len(await kept(office)) == 2


async def test_with_the_place_alone_only_the_rest_is_asked(office, wang):
    assert "签到地点：东门" in await wang.says("/checkin 东门")
    assert "已签到：东门" in await wang.presses("跳过")


async def test_the_last_three_places_are_buttons(office, wang, zhang):
    for place in ("东门", "西门", "南门", "东门", "北门"):
        await wang.says(f"/checkin {place} 巡查")
    await zhang.says("/checkin 菜市场 巡查")

    await wang.says("/checkin")

    assert wang.buttons() == ["北门", "东门", "南门", "取消"]
    assert "签到地点：东门" in await wang.presses("东门")
    assert "今天第 6 次签到" in await wang.presses("跳过")
    assert (await kept(office))[-1].place == "东门"


async def test_a_place_pressed_twice_is_one_check_in(office, wang):
    await wang.says("/checkin 东门 巡查")
    await wang.says("/checkin")
    first = (await kept(office))[0].id

    await wang.presses("东门")
    assert "签到地点：东门" in await wang.forges(f"checkin-place:{first}")
    assert wang.buttons() == ["跳过", "取消"]
    await wang.presses("跳过")
    await wang.forges("checkin-skip")
    await wang.forges(f"checkin-place:{first}")

    assert "已结束" in wang.phone.popups[-1]
    assert len(await kept(office)) == 2


@pytest.mark.fault("G11")
async def test_a_shared_location_is_not_kept(office, wang):
    await wang.says("/checkin")

    assert "已分享位置" in await wang.does("sends_location", 39.9123, 116.4567)
    await wang.says("到点巡查")

    (row,) = await kept(office)
    assert row.is_located
    assert row.place == "已分享位置"
    assert "39.9" not in str(row.model_dump())
    await wang.says("/checkin")
    assert wang.buttons() == ["取消"], "a location has no name to be offered again"


@pytest.mark.parametrize("caption", ["楼道已清理", ""])
async def test_a_photo_may_come_with_words_or_without(office, wang, caption):
    await wang.says("/checkin 东门")

    seen = await wang.does("sends_photo", caption=caption)

    assert "附照片" in seen
    assert caption in seen
    (row,) = await kept(office)
    assert row.photo
    assert row.note == caption


async def test_what_cannot_be_used_is_asked_again(office, wang):
    await wang.says("/checkin")

    assert "您现在在哪里" in await wang.does("sends_sticker")
    assert "您现在在哪里" in await wang.does("sends_photo", caption="东门")
    await wang.says("东门")
    assert "在做什么" in await wang.does("sends_sticker")
    assert "在做什么" in await wang.does("sends_location", 39.9, 116.4)
    assert not await kept(office)


@pytest.mark.parametrize(
    ("place", "answer"),
    [("长" * 61, "60"), ("登记 110101199003071234 住户", "身份证")],
)
async def test_places_too_long_or_with_an_identity_number_are_refused(office, wang, place, answer):
    await wang.says("/checkin")

    assert answer in await wang.says(place)
    assert "签到地点：东门" in await wang.says("东门"), "the question still stands"


async def test_a_note_too_long_can_be_sent_again_shorter(office, wang):
    await wang.says("/checkin 东门")

    assert str(MAX_NOTE) in await wang.says("长" * (MAX_NOTE + 1))
    assert "已签到" in await wang.says("巡查")


async def test_a_check_in_outlives_a_restart(office, wang):
    await wang.says("/checkin")
    await wang.says("东门")
    await office.restarts()

    assert "已签到：东门" in await wang.says("巡查")


async def test_cancelling_keeps_nothing(office, wang):
    await wang.says("/checkin 东门")
    await wang.presses("取消")

    await wang.says("巡查")
    assert not await kept(office)


async def test_nobody_presses_a_place_of_somebody_else(office, wang, zhang):
    await zhang.says("/checkin 菜市场 巡查")
    (row,) = await kept(office)
    await wang.says("/checkin")

    assert "不是发给您" in await wang.forges(f"checkin-place:{row.id}")
    for forged in ("checkin-place:0", f"checkin-place:{2**40}", "checkin-place:x"):
        await wang.forges(forged)
    assert len(await kept(office)) == 1
    async with office.app.sessions() as session:
        assert not await dead(session), "no forged number breaks anything"


async def test_a_supervisor_who_is_no_auxiliary_does_not_check_in(office, sun):
    assert "没有使用此功能的权限" in await sun.says("/checkin 东门 巡查")

    assert not await kept(office)


async def test_li_checks_in_in_english(office, li):
    await office.at("10:00")
    await li.says("/checkin")

    await li.does("sends_location", 39.9, 116.4)
    assert li.buttons() == ["Skip", "Cancel"]
    assert "Checked in: shared location 10:00" in await li.presses("Skip")
    assert "Check-in 1 of today" in li.sees()
