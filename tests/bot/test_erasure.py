"""`muster erase`: one person who has left is made unknown."""

import io

import pytest
from sqlmodel import SQLModel, select

from bot.erasure import erase_person
from domain.audit import Verb
from models.audit import Audit
from tests.kit.review import hands_in
from tests.kit.tasks import hands
from views.texts import texts

T = texts("zh", None)


async def leaves(zhao, name):
    await zhao.says(f"/roster {name}")
    await zhao.presses("离岗")
    await zhao.presses("辞职")
    await zhao.presses("今天起")
    await zhao.presses("确认")


async def everything(office):
    """All rows of all tables, each cell as text."""
    async with office.app.engine.connect() as connection:
        found = [
            await connection.execute(table.select()) for table in SQLModel.metadata.sorted_tables
        ]
        return [[str(cell) for cell in row] for rows in found for row in rows]


def holds(rows, *words):
    return [row for row in rows if any(word in cell for cell in row for word in words)]


async def erases(office, whom, *, asks=False):
    return await erase_person(whom, office.settings, T, asks=asks)


async def lives_a_day(office, wang, zhang, zhao):
    await office.at("08:00")
    await wang.presses("到岗")
    await zhang.presses("到岗")
    await hands(office, "清理楼道", to=["王芳"])
    await wang.says("/checkin 三号楼 巡查楼顶")
    await office.at("17:40")
    await hands_in(wang, "路灯坏了", presses=["完成"])
    await zhao.says("/reviews")
    await zhao.presses("优")
    await zhao.says("辛苦小王")


@pytest.mark.fault("H8")
async def test_nothing_of_her_is_left_and_the_figures_stay(office, wang, zhang, zhao, capsys):
    await lives_a_day(office, wang, zhang, zhao)
    await leaves(zhao, "王芳")
    figures = await zhao.says("/summary 今天")
    assert holds(await everything(office), "8613800000001")

    assert await erases(office, "王芳") == 0
    assert "离岗人员" in capsys.readouterr().out

    rows = await everything(office)
    assert holds(rows, "8613800000001", "三号楼", "巡查楼顶", "路灯坏了", "辛苦小王") == []
    assert [row for row in rows if str(wang.phone.user_id) in row] == []
    assert (await office.person(f"离岗人员（{wang.person_id}）")).telegram_id is None
    assert await zhao.says("/summary 今天") == figures
    assert "内部的工作服务" in await wang.says("/me")
    assert "张伟" in await zhao.says("/roster")
    async with office.app.sessions() as session:
        erased = (await session.exec(select(Audit).where(Audit.verb == Verb.ERASED))).one()
    assert (erased.actor_id, erased.person_id) == (None, wang.person_id)


async def test_who_is_in_service_or_unknown_is_refused(office, wang, capsys):
    assert await erases(office, "王芳") == 1
    assert "仍在岗" in capsys.readouterr().err
    assert await erases(office, "王") == 1
    assert await erases(office, "999") == 1
    assert "没有此姓名或编号" in capsys.readouterr().err
    assert (await office.person("王芳")).phone == "+8613800000001"


async def test_the_operator_is_asked_and_may_say_no(office, zhao, monkeypatch, capsys):
    await leaves(zhao, "王芳")
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    assert await erases(office, "王芳", asks=True) == 1
    assert "三里社区" in capsys.readouterr().out
    assert (await office.person("王芳")).phone
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    assert await erases(office, "王芳", asks=True) == 0


async def test_of_several_of_one_name_the_id_is_asked(office, zhao, capsys):
    await leaves(zhao, "王芳")
    again = await office.hires("王芳", unit="三里社区")
    await leaves(zhao, "王芳")
    assert await erases(office, "王芳") == 1
    assert f"{again.person_id} (" in capsys.readouterr().err
    assert await erases(office, str(again.person_id)) == 0
