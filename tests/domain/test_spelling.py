"""Names are found by their letters, with the surnames that are read in a way of their own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.spelling import SURNAMES, sought, spellings
from models.spelling import spelled


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("王芳", "wangfang"),
        ("王芳", "wang fang"),
        ("王芳", "Wáng Fāng"),
        ("王芳", "fang"),
        ("王芳", "wf"),
        ("王芳", "wa"),
        ("单雄信", "shanxiongxin"),
        ("仇英", "qiuying"),
        ("解放", "xiefang"),
        ("查良镛", "zha"),
        ("区小花", "ou xiao hua"),
        ("尉迟恭", "yuchigong"),
        ("尉迟恭", "ycg"),
        ("单于", "chanyu"),
        ("翟明", "zhaiming"),
        ("翟明", "diming"),
        ("吕晓明", "lvxiaoming"),
        ("吕晓明", "lü xiao ming"),
        ("吕晓明", "luxiaoming"),
        ("曾国平", "zgp"),
        ("欧阳娜", "ouyang"),
        ("西安娜", "xi'an"),
        ("阿依古丽·买买提", "maimaiti"),
        ("Smith John", "smith"),
        ("ＳＭＩＴＨ", "smith"),
    ],
)
def test_a_name_is_found_by(name, typed):
    assert sought(typed) in spelled(name)


@pytest.mark.parametrize(
    ("name", "typed"),
    [("王芳", "ang"), ("王芳", "f w"), ("单雄信", "dan"), ("仇英", "chou"), ("李娜", "wang")],
)
def test_a_name_is_not_found_by(name, typed):
    assert sought(typed) not in spelled(name)


@pytest.mark.parametrize("typed", ["王", "王f", "", "%", "1", "|", "wang|fang"])
def test_what_is_not_letters_alone_is_no_spelling(typed):
    assert sought(typed) is None


@pytest.mark.parametrize("surname", SURNAMES)
def test_every_surname_of_the_table_is_read_its_own_way(surname):
    for reading in SURNAMES[surname]:
        assert sought(f"{reading}ming") in spelled(f"{surname}明")


@given(st.text(max_size=12))
def test_whatever_a_name_is_its_spelling_is_letters_between_bars(name):
    assert set(spelled(name)) <= set("|abcdefghijklmnopqrstuvwxyz")


@given(st.lists(st.lists(st.text(max_size=4), max_size=4), max_size=3))
def test_all_that_is_kept_can_be_typed(readings):
    kept = spellings(readings).split("|")[1:]
    assert all(sought(each) in spellings(readings) for each in kept if each)
