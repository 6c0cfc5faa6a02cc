"""Finding whom a task is for and handing it out, on both databases."""

import pytest
from sqlmodel import select

from models.task import Assignment


@pytest.mark.parametrize(
    ("whom", "names"),
    [
        ("全体", {"王芳", "张伟", "李娜"}),
        ("网格员", {"王芳", "李娜"}),
        ("张伟、李娜", {"张伟", "李娜"}),
        ("三里社区", {"王芳", "张伟"}),
    ],
)
async def test_each_person_in_the_target_gets_one_share(office, sun, whom, names):
    await sun.says(f"/dispatch {whom} 明天 10:00 清理楼道")
    await sun.presses("确认")
    async with office.app.sessions() as session:
        shares = (await session.exec(select(Assignment))).all()
    ids = {office.people[name].person_id for name in names}
    assert sorted(share.person_id for share in shares) == sorted(ids)
    assert all(office.people[name].heard("清理楼道") for name in names)


async def test_posts_and_the_day_are_read_alike(office, sun, li):
    await sun.says("/dispatch")
    await sun.says("清理楼道")
    await sun.presses("按岗位")
    assert sun.buttons()[:2] == ["网格员", "城管协管员"]
    await sun.presses("网格员")
    await sun.presses("不设期限")
    await sun.presses("一般")
    await sun.presses("确认")
    assert "▫️ 清理楼道" in await li.says("/today")
