import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.training import Participation
from domain.training_attendance import Participant, match_names


def people(*names):
    return [
        Participant(person_id=at, name=name, unit="三里社区", participation=Participation.INVITED)
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
        ("全部", [person.name for person in ROOM], [], []),
        ("Everyone", [person.name for person in ROOM], [], []),
    ],
)
def test_names_are_matched_as_they_are_written_down(said, found, twice, unknown):
    named = match_names(said, ROOM)
    assert [person.name for person in named.found] == found
    assert list(named.twice) == twice
    assert list(named.unknown) == unknown


def test_whoever_was_not_invited_is_told_apart_and_gives_way_to_whoever_was():
    others = people("王芳", "陈静", "吴军", "吴军", "Liu Yang")
    named = match_names("王芳、陈静 吴军\nliu yang", ROOM, others)
    assert [person.name for person in named.found] == ["王芳"]
    assert [person.name for person in named.walked_in] == ["陈静", "Liu Yang"]
    assert named.alike == ("吴军",)
    assert named.unknown == ()
    assert match_names("全到", ROOM, others).walked_in == ()


@given(st.sets(st.sampled_from(["王芳", "李娜", "Wang Fang"])), st.sampled_from("、，,;；\n"))
def test_whoever_is_named_is_found_and_nobody_else(names, mark):
    named = match_names(mark.join(sorted(names)), ROOM)
    assert {person.name for person in named.found} == names
    assert not named.twice
    assert not named.unknown
