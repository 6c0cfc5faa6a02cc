"""Certificates: for those who came and passed; told of thirty and seven days before the end."""

from sqlmodel import select

from models.audit import Audit
from models.person import Person
from models.training_certificate import TrainingCertificate
from tests.handlers.test_training_quiz import opens as opens_quiz
from tests.handlers.test_training_quiz import sits
from tests.kit.training import schedules

TITLE = "11月24日（周二） 消防培训"


async def marks(someone, names, title=TITLE):
    await someone.says("/training")
    await someone.presses(title)
    await someone.presses("登记到场")
    await someone.says(names)
    await someone.presses("返回")


async def certifies(someone, label="1 年"):
    await someone.presses("发放证书")
    await someone.presses(label)
    return await someone.presses("确认")


async def holders(office):
    async with office.app.sessions() as session:
        rows = (await session.exec(select(TrainingCertificate))).all()
    return {row.person_id: row.expires_on and row.expires_on.isoformat() for row in rows}


async def test_who_came_is_given_one_and_reads_it_again(office, sun, wang, zhang):
    await schedules(sun)
    await office.at("2026-11-24 11:00")
    await marks(sun, "王芳、张伟")
    seen = await sun.presses("发放证书")
    assert "已发证：0 人\n可以发证：2 人\n未到场或测验未合格：1 人\n\n张伟、王芳" in seen
    assert sun.buttons() == ["1 年", "2 年", "3 年", "长期有效", "返回"]
    page = await sun.presses("2 年")
    assert "发给 2 人：张伟、王芳\n有效期至 2028年11月24日" in page
    assert await holders(office) == {}
    assert "✓ 已发证 2 人" in await sun.presses("确认")

    assert wang.heard("培训合格证：消防培训\n您已完成本次培训。\n有效期至 2028年11月24日")
    assert "没有可以发证的人员" in await sun.forges("trissue:1:1:1"), "pressed twice"
    assert set(await holders(office)) == {wang.person_id, zhang.person_id}
    page = await wang.says("/training")
    assert "没有培训。\n\n我的培训合格证：\n· 消防培训，有效期至 2028年11月24日（周五）" in page
    async with office.app.sessions() as session:
        details = [row.detail for row in (await session.exec(select(Audit))).all()]
    assert {"training": 1, "people": 2, "years": 2} in details


async def test_with_a_quiz_it_has_to_be_passed(office, sun, wang, zhang):
    await schedules(sun)
    await opens_quiz(sun)
    await sits(wang, "ABB")
    await sits(zhang, "BAA")
    await office.at("2026-11-24 11:00")
    await marks(sun, "全部")
    await certifies(sun, "长期有效")

    assert await holders(office) == {wang.person_id: None}
    assert wang.heard("长期有效。")
    await sits(zhang, "ABB", begin="重答一次")
    await sun.forges("trcert:1")
    assert "可以发证：1 人" in sun.sees()


async def test_only_the_trainer_gives_them(office, sun, zhao, wang):
    await schedules(sun)
    await office.at("2026-11-24 11:00")
    await zhao.says("/training")
    await zhao.presses(TITLE)
    assert "发放证书" not in zhao.buttons()
    assert "只有培训组织者" in await zhao.forges("trcert:1")
    assert "只有培训组织者" in await zhao.forges("trissue:1:1:1")
    assert "没有使用此功能的权限" in await wang.forges("trissue:1:1:1")
    assert "没有可以发证的人员" in await sun.forges("trissue:1:1:1")
    assert "已结束" in await sun.forges("trissue:1:4:1")
    assert await holders(office) == {}


async def test_the_person_and_their_supervisor_hear_of_its_end_twice(
    office, sun, zhao, wang, zhang, li
):
    await schedules(sun)
    await office.at("2026-11-24 11:00")
    await marks(sun, "全部")
    await certifies(sun)
    async with office.app.sessions.begin() as session:
        (await session.get_one(Person, zhang.person_id)).active = False
    await office.at("2027-10-25 08:59")
    assert not wang.heard("即将到期")
    await office.at("2027-10-25 09:00")

    assert wang.heard("您的培训合格证即将到期：消防培训\n有效期至 2027年11月24日")
    assert zhao.heard("1 人的培训合格证即将到期：消防培训")
    assert zhao.heard("有效期至 2027年11月24日（周三）。\n王芳\n")
    assert sun.heard("有效期至 2027年11月24日（周三）。\n李娜\n"), "nobody holds that community"
    assert li.heard("Your certificate ends soon")
    await office.restarts()
    await office.at("2027-11-17 22:00")
    assert sum("即将到期" in text for text in wang.texts()) == 1, "nobody is woken at night"
    await office.at("2027-11-18 09:00")
    await office.at("2027-11-23 09:00")
    assert sum("即将到期" in text for text in wang.texts()) == 2
    assert sum("人的培训合格证即将到期" in text for text in zhao.texts()) == 2
    await office.at("2027-11-25 09:00")
    assert "消防培训，2027年11月24日（周三）已到期" in await wang.says("/training")


async def test_who_has_a_newer_one_is_not_reminded(office, sun, wang, zhang):
    await schedules(sun)
    await office.at("2026-11-24 11:00")
    await marks(sun, "王芳、张伟")
    await certifies(sun)
    await office.at("2027-06-01 08:00")
    await schedules(sun, when="今天 09:00")
    await office.at("2027-06-01 10:00")
    await marks(sun, "王芳", title="6月1日（周二） 消防培训")
    await certifies(sun)
    await office.at("2027-10-25 09:00")

    assert zhang.heard("即将到期")
    assert not wang.heard("即将到期")
    assert await holders(office)
