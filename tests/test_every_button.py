"""Every button is pressed and every question is answered wrongly, from days that were lived."""

import re

import pytest

from tests.kit import lived
from tests.kit.crawler import Crawler, report

WORDS = {
    "到": lambda one: one.phone.says("到"),
    "a sentence": lambda one: one.phone.says("楼道已经清理干净"),
    "a number": lambda one: one.phone.says("3"),
    "a day": lambda one: one.phone.says("明天"),
    "a moment": lambda one: one.phone.says("明天 10:00"),
    "a name": lambda one: one.phone.says("王芳"),
    "markup": lambda one: one.phone.says("<b>好</b> 🎉 & 行"),
    "5,000 characters": lambda one: one.phone.says("长" * 5000),
    "a sticker": lambda one: one.phone.sends_sticker(),
    "a photo": lambda one: one.phone.sends_photo(caption="照片一张"),
    "a location": lambda one: one.phone.sends_location(39.9, 116.4),
    "a document": lambda one: one.phone.sends_document("名单.xlsx", b"x"),
    "somebody's contact": lambda one: one.phone.shares_contact_of(None, "+8613911112222", "别人"),
    "their own contact": lambda one: one.phone.shares_contact(),
}
"""What people send; what the platform does not let them send is passed over."""
COMMANDS = (
    *("/broadcast", "/broadcast 明早九点开会", "/export", "/export 上月 三里社区"),
    *("/start", "/help", "/me", "/language", "/cancel", "/today", "/checkin", "/leave", "/hours"),
    *("/review", "/training", "/summary", "/absent", "/roster", "/rollcall", "/dispatch"),
    *("/import", "/calendar", "/calendar 火星", "/rota"),
    *("/history 王芳", "/history"),
    *("/grant 王芳", "/revoke 王芳", "/grant", "/units", "/units 三里社区"),
    *("/reviews", "/reviews 昨天", "/fence", "/fence 火星"),
    *("/nonsense", "/claim", "/checkin 三号楼 巡查", "/leave 明天", "/leave 胡说", "/roster 王"),
    *("/dispatch 张伟 每个工作日 清理楼道", "/dispatch 谁有空 清理楼道", "/summary 每人"),
    *("/dispatch 张伟 明天 清理楼道", "/summary 昨天 三里社区", "/summary 火星", "/absent 昨天"),
    *("/absent 胡说", "/rollcall 三里社区", "/rollcall 火星"),
)
TYPED = frozenset(
    {
        "楼道已经清理干净",
        "<b>好</b> 🎉 & 行",
        "照片一张",
        "三号楼",
        "巡查",
        "火星",
        "清理楼道",
        "明早九点开会",
    }
)


async def crawler_of(house) -> Crawler:
    brought = lived.WORDS | TYPED | house.people.keys() | house.units.keys()
    longest_first = sorted(brought, key=len, reverse=True)
    people = frozenset(name for name in house.people if not name.startswith("队员"))
    return await Crawler.on(
        house,
        words=WORDS,
        commands=COMMANDS,
        people=people,
        given=brought | {"明天", "昨天", "王", "到", "中文", "English", "Muster"},
        names=re.compile("|".join(map(re.escape, longest_first))),
    )


@pytest.mark.fault("C9")
@pytest.mark.parametrize("day", ["08:03", "17:40"])
async def test_every_button_and_every_word_leads_somewhere_sane(database_url, day):
    house = await lived.DAYS[day](database_url)
    crawler = await crawler_of(house)
    crawler.starts(day)
    await crawler.crawls(deeds=300)
    await house.close()

    assert report(crawler.faults.values()) == ""
    assert crawler.deeds >= 300
    assert len(crawler.pressed) >= 20
