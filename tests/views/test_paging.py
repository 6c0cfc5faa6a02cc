from datetime import date
from zoneinfo import ZoneInfo

import pytest

from views.shift_swap import PickSwapDay, ask_colleague
from views.texts import texts

WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize(("count", "pages"), [(1, (1,)), (5, (5,)), (6, (4, 2)), (9, (4, 4, 1))])
def test_every_colleague_is_offered_once_on_as_few_pages_as_a_keyboard_allows(count, pages):
    t = texts("zh", ZoneInfo("Asia/Shanghai"))
    others = [(number, f"队员{number}", "夜班") for number in range(1, count + 1)]
    shown, page, sizes = [], 0, []
    while page is not None:
        *picks, turns = ask_colleague(WEDNESDAY, others, page, t).buttons
        shown += [row[0].label for row in picks]
        sizes.append(len(picks))
        assert turns[0].label == ("上一页" if page else "返回")
        press = turns[-1].press
        is_onward = isinstance(press, PickSwapDay) and press.page > page
        page = press.page if is_onward else None
    assert tuple(sizes) == pages
    assert shown == [f"{name} {shift}" for _, name, shift in others]
    assert len(ask_colleague(WEDNESDAY, others, count, t).buttons) == sizes[-1] + 1
