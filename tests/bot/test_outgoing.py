"""Screens fit what the platform takes, and say exactly what was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.outgoing import MAX_TEXT, split
from domain.text import utf16_length

LINES = st.lists(st.text(st.characters(codec="utf-8"), max_size=300), max_size=60).map("\n".join)


@pytest.mark.fault("C9")
@given(LINES, st.integers(2, 500))
def test_parts_fit_and_lose_nothing_but_line_ends(text, limit):
    parts = split(text, limit)

    assert all(utf16_length(part) <= limit for part in parts)
    assert "".join(parts).replace("\n", "") == text.replace("\n", "")


def test_a_short_text_is_one_part():
    assert split("早上好") == ["早上好"]


@pytest.mark.fault("C9")
def test_emoji_are_counted_as_the_platform_counts_them():
    text = "👮🏽" * 1500
    assert [utf16_length(part) <= MAX_TEXT for part in split(text)] == [True, True]


HOSTILE = "</b><a href='x'>李</a>\u202e\u200b&amp; 👮🏽 *_`[x](y)"


@pytest.mark.fault("G1")
async def test_hostile_names_are_shown_as_text(office, wang):
    async with office.app.sessions.begin() as session:
        person = await session.get_one(type(await office.person("王芳")), wang.person_id)
        person.name = HOSTILE
    await office.at("08:00")

    assert HOSTILE in wang.sees()
    entities = wang.phone.messages[-1]["entities"]
    assert [entity["type"] for entity in entities] == ["bold"]
