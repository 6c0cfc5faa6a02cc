"""The roster of one street, with the figures of MISSION.md: it imports, and it reconciles."""

import os
import sqlite3

import pytest

from tests.kit.command_line import Operator
from tests.kit.roster import COMMUNITIES, GRIDS_EACH, street_roster, write_xlsx

EMPLOYERS = {"街道办事处": 343, "区司法局": 26, "保洁承包公司": 23}
ORIGINS = {
    "公安": 152,
    "城市管理": 78,
    "流动人口": 41,
    "税务": 31,
    "劳动": 26,
    "司法": 26,
    "承包": 23,
    "保洁": 15,
}
POSTS = {"网格员": 203, "社区协管员": 189}
LEVELS = {"网格": 203, "社区": 189}
PEOPLE = 392


@pytest.fixture
def street(monkeypatch, capsys, tmp_path, database_url):
    """What the import of the street said, and the database it was written into."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("MUSTER_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("MUSTER_DATABASE_URL", database_url)
    write_xlsx(street_roster(), tmp_path / "street.xlsx")
    said = Operator(monkeypatch, capsys).types("roster", "import", "street.xlsx")
    assert (said.code, said.err) == (0, "")
    with sqlite3.connect(database_url.removeprefix("sqlite+aiosqlite:///")) as database:
        yield said, database


def counted(database, column):
    return dict(database.execute(f"SELECT {column}, count(*) FROM person GROUP BY {column}"))


@pytest.mark.parametrize(
    ("heading", "column", "figures"),
    [
        ("用工单位", "employer", EMPLOYERS),
        ("来源类别", "origin", ORIGINS),
        ("岗位", "post", POSTS),
    ],
)
def test_what_is_printed_is_what_was_written_and_what_the_figures_say(
    street, heading, column, figures
):
    said, database = street
    assert said.table(heading) == figures | {"合计": PEOPLE}
    assert counted(database, column) == figures
    assert sum(figures.values()) == PEOPLE


def test_people_stand_where_the_figures_put_them(street):
    said, database = street
    by_level = "SELECT level, count(*) FROM person JOIN unit ON unit.id = unit_id GROUP BY level"
    assert said.table("单位级别") == LEVELS | {"合计": PEOPLE}
    assert dict(database.execute(by_level)) == {"grid": 203, "community": 189}


def test_the_street_has_its_communities_and_grids_once(street):
    said, database = street
    units = dict(database.execute("SELECT level, count(*) FROM unit GROUP BY level"))
    grids = len(COMMUNITIES) * GRIDS_EACH
    assert units == {"district": 1, "street": 1, "community": len(COMMUNITIES), "grid": grids}
    assert f"新增 {PEOPLE} 人" in said.out
    assert f"新增单位 {sum(units.values())} 个" in said.out


def test_supervisors_hold_what_the_roster_gives_them(street):
    _, database = street
    held = """
        SELECT group_concat(name) FROM
            (SELECT person_id, name FROM holding JOIN unit ON id = unit_id ORDER BY id)
        GROUP BY person_id
    """
    by_person = sorted(set(names.split(",")) for (names,) in database.execute(held))
    expected = [{"长桥街道"}, set(COMMUNITIES[:2]), set(COMMUNITIES[2:4])]
    assert sorted(map(sorted, by_person)) == sorted(map(sorted, expected))
    roles = dict(database.execute("SELECT role, count(*) FROM person_role GROUP BY role"))
    assert roles == {"auxiliary": PEOPLE, "supervisor": 3, "liaison": 1}
