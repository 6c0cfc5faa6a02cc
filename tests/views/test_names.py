from zoneinfo import ZoneInfo

import pytest

from views.names import some_of
from views.texts import texts


@pytest.mark.parametrize(
    ("language", "shown", "said"),
    [
        ("zh", 2, "王芳、张伟等"),
        ("zh", 3, "王芳、张伟、李娜"),
        ("en", 2, "王芳, 张伟 and others"),
    ],
)
def test_the_first_of_many_are_named(language, shown, said):
    t = texts(language, ZoneInfo("Asia/Shanghai"))
    assert some_of(["王芳", "张伟", "李娜"], shown, t) == said
