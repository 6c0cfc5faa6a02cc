import pytest

from domain.check_in import split_line


@pytest.mark.parametrize(
    ("line", "place", "note"),
    [
        ("", "", ""),
        ("   ", "", ""),
        ("东门", "东门", ""),
        ("东门 巡查", "东门", "巡查"),
        ("  东门　清理 楼道 ", "东门", "清理 楼道 "),
        ("东门\n巡查\n两次", "东门", "巡查\n两次"),
    ],
)
def test_the_first_word_is_the_place(line, place, note):
    assert split_line(line) == (place, note)
