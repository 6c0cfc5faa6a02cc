"""An invented roster is one that an import believes, at any size."""

from collections import Counter
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from domain import seeding_words
from domain.office import Level, Role
from domain.roster import read_roster
from domain.seeding import FEWEST, MOST
from domain.seeding_roster import CATEGORIES, DEPLOYED, invented_roster, shared
from domain.text import MAX_NOTE, looks_like_resident_id


def invented(people, number=1):
    table = invented_roster(people, Random(number))
    return read_roster(table, read_phone=lambda typed: f"+86{typed}")


@settings(max_examples=25)
@given(people=st.integers(FEWEST, 1200), number=st.integers(0, 10))
def test_everybody_is_somebody_else_and_stands_somewhere(people, number):
    roster = invented(people, number)
    assert roster.bad == ()
    assert len({row.name for row in roster.rows}) == people
    assert len({row.phone for row in roster.rows}) == people
    assert {row.place[-1][0] for row in roster.rows} <= {Level.COMMUNITY, Level.GRID}
    roles = Counter(role for row in roster.rows for role in row.roles)
    streets = len({row.place[1] for row in roster.rows})
    assert roles == {
        Role.AUXILIARY: people,
        Role.SUPERVISOR: 3 * streets,
        Role.LIAISON: streets,
        Role.ADMINISTRATOR: 1,
    }


def test_a_district_has_streets_like_the_one():
    roster, people = invented(MOST), MOST
    assert (
        len({row.phone for row in roster.rows}) == len({row.name for row in roster.rows}) == people
    )
    streets = Counter(row.place[1] for row in roster.rows)
    assert set(streets.values()) <= {people // len(streets), people // len(streets) + 1}
    assert 380 < people / len(streets) < 405
    assert len({row.place[:3] for row in roster.rows if len(row.place) > 2}) == 8 * len(streets)


def test_the_same_number_invents_the_same_people():
    assert invented(60, 7) == invented(60, 7) != invented(60, 8)


@given(total=st.integers(0, 30_000))
def test_shares_are_whole_and_add_up(total):
    for figures in (CATEGORIES, DEPLOYED):
        parts = shared(total, figures)
        assert sum(parts.values()) == total
        whole = sum(figures.values())
        assert all(abs(parts[of] - total * figures[of] / whole) < 1 for of in figures)


def test_what_is_written_in_it_could_be_typed_by_anybody():
    lists = [words for words in vars(seeding_words).values() if isinstance(words, tuple)]
    for words in lists:
        assert len(set(words)) == len(words)
        assert not any(looks_like_resident_id(said) or len(said) > MAX_NOTE for said in words)
