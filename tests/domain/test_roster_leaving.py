"""Whom a file lets go: one person always, of more never more than a third."""

import pytest

from domain.roster_leaving import MOST, MoreThanAPage, TooManyLeave, check_leaving


@pytest.mark.parametrize(
    ("missing", "of"),
    [
        ({}, {"三里社区": 3}),
        ({"三里社区": 1}, {"三里社区": 1}),
        ({"三里社区": 2}, {"三里社区": 6}),
        ({"三里社区": 1, "五里社区": 1}, {"三里社区": 2, "五里社区": 5}),
        ({"三里社区": MOST}, {"三里社区": 3 * MOST}),
    ],
)
def test_so_many_may_leave(missing, of):
    check_leaving(missing, of)


@pytest.mark.parametrize(
    ("missing", "of", "named"),
    [
        ({"三里社区": 2}, {"三里社区": 5}, ("三里社区", 2, 5)),
        ({"三里社区": 5}, {"三里社区": 6, "五里社区": 90}, ("三里社区", 5, 6)),
        ({"三里社区": 1, "五里社区": 1}, {"三里社区": 2, "五里社区": 2}, ("", 2, 4)),
    ],
)
def test_so_many_are_a_part_missing(missing, of, named):
    with pytest.raises(TooManyLeave) as refused:
        check_leaving(missing, of)
    assert refused.value.args == named


def test_whom_a_page_does_not_name_nobody_lets_go():
    with pytest.raises(MoreThanAPage):
        check_leaving({"三里街道": MOST + 1}, {"三里街道": 5 * MOST})
