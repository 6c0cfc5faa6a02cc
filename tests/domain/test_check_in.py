import pytest

from domain.check_in import split_line


@pytest.mark.parametrize(
    ("line", "place", "note"),
    [
        ("", "", ""),
        ("   ", "", ""),
        ("东门", "东门", ""),
        ("东门 巡查", "东门", "巡查"),
        ("  东门　清理 楼道 ", "东门", "清理 楼道"),
        ("东门\n巡查\n两次", "东门", "巡查\n两次"),
        ("东门 12:30 巡查", "东门", "12:30 巡查"),
        ("Gate 3: all calm", "Gate 3", "all calm"),
        ("Gate 3, all calm: no cars", "Gate 3", "all calm: no cars"),
        ("Gate 3 - all calm", "Gate 3", "all calm"),
        ("Gate 3\nall calm", "Gate 3", "all calm"),
        ("North-east gate at 12:30", "North-east gate at 12:30", ""),
        ("Gate 3 all calm", "Gate 3 all calm", ""),
        ("Gate 3:", "Gate 3:", ""),
    ],
)
def test_a_line_says_the_place_first(line, place, note):
    assert split_line(line) == (place, note)
