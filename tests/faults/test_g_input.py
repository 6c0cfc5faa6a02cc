"""G. Hostile or odd input: other people's buttons, odd characters, what is never opened."""

import ast
import json
from io import StringIO
from pathlib import Path

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from bot.logs import _chain
from bot.sound import sound
from tests.faults.test_b_random_updates import buttons, is_of, raw, rows
from tests.kit import lived

ANY = st.characters(exclude_categories=[])
ROOT = Path(__file__).parent.parent.parent


@given(st.recursive(st.text(ANY), st.lists, max_leaves=4))
def test_g02_every_character_that_comes_in_can_be_kept(told):
    kept = json.dumps(sound(told), ensure_ascii=False)
    kept.encode()
    assert "\\u0000" not in kept


@pytest.mark.parametrize("text", ["王芳", "👮🏽 第一行\n第二行\t。", "\u202eرقم", "a\u200db"])
def test_g02_what_people_write_stays_as_it_is(text):
    assert sound({"text": [text]}) == {"text": [text]}


@pytest.mark.fault("G4")
def test_g03_nothing_that_people_send_is_fetched_or_opened_but_a_roster():
    """Pictures and files stay with the platform (G3, G4): only the id of a photo is kept."""
    calls = {"download", "download_file", "get_file", "getFile"}
    for folder in ("bot", "handlers", "services", "scheduler", "views"):
        for path in (ROOT / folder).rglob("*.py"):
            nodes = [*ast.walk(ast.parse(path.read_text("utf-8")))]
            named = {getattr(node, "attr", "") for node in nodes}
            said = {n.value for n in nodes if isinstance(n, ast.Constant) and n.value in calls}
            fetches = (calls & named) | said
            assert not fetches or path == ROOT / "bot" / "reading.py", path


@pytest.fixture
async def morning(database_url):
    house = await lived.next_morning(database_url)
    yield house
    await house.close()


async def test_g07_no_button_of_somebody_else_does_anything(morning):
    """Every button that lies in any chat, pressed by a neighbour and by a stranger."""
    shown = sorted({*buttons(morning)})
    stranger = morning.people["路人"]
    await stranger.says("/help")
    database = await raw(morning)
    for presser in (morning.people["队员1"], stranger):
        await presser.says("/help")
        before = rows(database)
        for data in shown:
            presser.phone.presses_data(data, presser.phone.messages[-1]["message_id"])
        await morning.settle()
        after, own = rows(database), {("person", presser.person_id)}
        assert [row for row in after ^ before if not is_of(row, own, before | after)] == []
    assert len(shown) > 20


@given(st.text(ANY), st.text(ANY))
def test_g17_whatever_is_logged_is_one_line(event, value):
    stream, line = StringIO(), {"event": event, "value": value}
    for step in _chain(stream):
        line = step(structlog.get_logger(), "info", line)
    assert isinstance(line, str)
    assert len(line.splitlines()) == 1
    assert not {"\x1b", "\x9b"} & {*line}
    line.encode()
