"""`muster seed`: the street of MISSION.md with a month behind it, as an operator makes it."""

import os
import sqlite3

import pytest

from tests.kit.command_line import Operator
from tests.test_roster_street import EMPLOYERS, LEVELS, ORIGINS, PEOPLE, POSTS

UNITS = {"district": 1, "street": 1, "community": 8, "grid": 40}
HELD = [["三里社区", "柳园社区"], ["东井社区", "河沿社区"], ["长桥街道"]]


@pytest.fixture
def operator(monkeypatch, capsys, tmp_path, database_url):
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("MUSTER_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("MUSTER_DATABASE_URL", database_url)
    return Operator(monkeypatch, capsys)


@pytest.fixture
def opened(database_url):
    with sqlite3.connect(database_url.removeprefix("sqlite+aiosqlite:///")) as database:
        yield database


def counted(database, sql):
    return dict(database.execute(sql))


def test_the_street_stands_with_its_figures_and_its_month(operator, opened):
    said = operator.types("seed")
    assert (said.code, said.err) == (0, "")
    the_roster_is_that_of_the_figures(opened)
    the_month_reconciles(opened)
    (days,) = opened.execute("SELECT count(*) FROM roll_call").fetchone()
    assert f"单位 50 个，人员 392 人（已注册 380 人），工作记录 {days} 个工作日" in said.out
    assert [line.count(" · ") for line in said.out.splitlines()].count(3) == 5


def the_roster_is_that_of_the_figures(database):
    for column, figures in (("employer", EMPLOYERS), ("origin", ORIGINS), ("post", POSTS)):
        found = counted(database, f"SELECT {column}, count(*) FROM person GROUP BY {column}")
        assert found == figures
    assert counted(database, "SELECT level, count(*) FROM unit GROUP BY level") == UNITS
    placed = "SELECT level, count(*) FROM person JOIN unit ON unit.id = unit_id GROUP BY level"
    assert list(counted(database, placed).values()) == [LEVELS["社区"], LEVELS["网格"]]
    roles = counted(database, "SELECT role, count(*) FROM person_role GROUP BY role")
    assert roles == {"administrator": 1, "auxiliary": PEOPLE, "liaison": 1, "supervisor": 3}
    held: dict[int, list[str]] = {}
    for person, name in database.execute(
        "SELECT person_id, name FROM holding JOIN unit ON unit.id = unit_id ORDER BY unit.id"
    ):
        held.setdefault(person, []).append(name)
    assert sorted(sorted(names) for names in held.values()) == sorted(map(sorted, HELD))
    assert counted(database, "SELECT language, count(*) FROM person GROUP BY language") == {
        "zh": 380,
        None: 12,
    }


def the_month_reconciles(database):
    """One row per person and workday in the roll; one per registered person in the review."""
    per_day = "SELECT roll_call_id, count(*) FROM roll_answer GROUP BY roll_call_id"
    answers = counted(database, per_day)
    assert 12 <= len(answers) <= 23
    assert set(answers.values()) == {PEOPLE}
    reviews = counted(database, "SELECT day, count(*) FROM review GROUP BY day")
    assert set(reviews.values()) == {380}
    assert len(reviews) == len(answers)
    said = counted(database, "SELECT attendance, count(*) FROM roll_answer GROUP BY attendance")
    assert set(said) == {"present", "late", "leave", "absent", "not_registered"}
    assert said["not_registered"] == 12 * len(answers)
    expected = said["present"] + said["late"] + said["absent"]
    assert 0.9 < said["present"] / expected < 0.94
    tasks = counted(database, "SELECT state, count(*) FROM assignment GROUP BY state")
    assert set(tasks) == {"sent", "taken", "done", "partly", "not_done", "cannot"}
    assert 1 < sum(tasks.values()) / (380 * len(answers)) < 3
    today = "(SELECT max(day) FROM occurrence WHERE kind = 'roll_call')"
    leaves = f"SELECT state, count(*) FROM leave WHERE {today} <= last GROUP BY state"
    assert counted(database, leaves) == {"approved": 5, "asked": 1}
    for table in ("outbox", "inbox", "conversation"):
        assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_an_office_with_people_is_refused_in_one_sentence(operator, opened):
    assert operator.types("seed", "--people", 8, "--days", 1).code == 0
    before = list(opened.iterdump())
    again = operator.types("seed", "--people", 8, "--days", 1)
    assert (again.code, again.out) == (1, "")
    assert "没有写入任何内容" in again.err
    assert list(opened.iterdump()) == before


def test_a_new_database_is_made_ready_first(operator, monkeypatch, tmp_path):
    monkeypatch.setenv("MUSTER_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/new.db")
    monkeypatch.setenv("MUSTER_LANGUAGE", "en")
    said = operator.types("seed", "--people", 8, "--days", 3)
    assert (said.code, said.err) == (0, "")
    assert "8 people (7 registered)" in said.out


@pytest.mark.parametrize(
    "words", [("--people", 7), ("--people", 20_001), ("--days", 0), ("--days", 367)]
)
def test_an_office_too_small_or_too_large_is_refused(operator, opened, words):
    said = operator.types("seed", *words)
    assert said.code == 2
    assert words[0] in said.err
    assert opened.execute("SELECT count(*) FROM person").fetchone() == (0,)
