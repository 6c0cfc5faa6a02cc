import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.names_said import match_names, means_everyone
from domain.roll_proxy import Entry


def people(*names):
    return [
        Entry(person_id=at, name=name, unit="三里社区", is_ticked=False)
        for at, name in enumerate(names, start=1)
    ]


ROOM = people("王芳", "张伟", "李娜", "张伟", "Wang Fang")


@pytest.mark.parametrize(
    ("said", "found", "twice", "unknown"),
    [
        ("王芳", ["王芳"], [], []),
        ("王芳、李娜", ["王芳", "李娜"], [], []),
        ("李娜\n王芳", ["王芳", "李娜"], [], []),
        (" 王芳 ，李娜。", ["王芳", "李娜"], [], []),
        ("王芳 李娜", ["王芳", "李娜"], [], []),
        ("wang fang; 王芳", ["王芳", "Wang Fang"], [], []),
        ("王芳、王芳", ["王芳"], [], []),
        ("张伟、李娜", ["李娜"], ["张伟"], []),
        ("赵六", [], [], ["赵六"]),
        ("王", [], [], ["王"]),
        ("、，\n", [], [], []),
    ],
)
def test_names_are_matched_as_they_are_written_down(said, found, twice, unknown):
    named = match_names(said, ROOM)
    assert [person.name for person in named.found] == found
    assert list(named.twice) == twice
    assert list(named.unknown) == unknown


def test_whoever_is_not_on_the_list_is_told_apart_and_gives_way_to_whoever_is():
    others = people("王芳", "陈静", "吴军", "吴军", "Liu Yang")
    named = match_names("王芳、陈静 吴军\nliu yang", ROOM, others)
    assert [person.name for person in named.found] == ["王芳"]
    assert [person.name for person in named.unlisted] == ["陈静", "Liu Yang"]
    assert named.alike == ("吴军",)
    assert named.unknown == ()


@pytest.mark.parametrize(
    ("said", "everyone"), [("全部", True), (" Everyone ", True), ("全", False), ("王芳", False)]
)
def test_a_word_for_everybody(said, everyone):
    assert means_everyone(said) is everyone


@given(st.sets(st.sampled_from(["王芳", "李娜", "Wang Fang"])), st.sampled_from("、，,;；\n"))
def test_whoever_is_named_is_found_and_nobody_else(names, mark):
    named = match_names(mark.join(sorted(names)), ROOM)
    assert {person.name for person in named.found} == names
    assert not named.twice
    assert not named.unknown
