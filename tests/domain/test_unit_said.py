"""A unit is meant by its own name, or by that of those above it too, however it is spaced."""

import pytest

from domain.unit_said import endings, is_called

WAY = ("朝晖区", "长桥街道", "三里社区", "第1网格")


@pytest.mark.parametrize(
    ("said", "is_meant"),
    [
        ("第1网格", True),
        ("三里社区 第1网格", True),
        ("三里社区第1网格", True),
        ("长桥街道三里社区 第1网格", True),
        ("朝晖区长桥街道三里社区第1网格", True),
        ("里社区第1网格", False),
        ("三里社区", False),
        ("长桥街道第1网格", False),
        ("1网格", False),
        ("五里社区第1网格", False),
    ],
)
def test_a_grid_is_called_by_whole_names_from_the_bottom_up(said, is_meant):
    assert is_called(said, WAY) is is_meant
    assert not is_meant or WAY[-1] in endings(said)


def test_a_name_of_several_words_is_still_a_name():
    assert is_called("Sanli Community", ("Sanli Street", "Sanli Community"))
    assert "Sanli Community" in endings("Sanli Street Sanli Community")


def test_a_letter_is_no_name():
    assert len(endings("网" * 4000)) == 60
