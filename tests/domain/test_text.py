"""What people type is kept clean, bounded, and never about residents."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.refusals import LooksLikeResidentId, TooLong
from domain.text import clean, looks_like_resident_id, note, one_line


@pytest.mark.fault("G2")
@given(st.text())
def test_clean_text_is_visible_and_stays_as_it_is(text):
    once = clean(text)

    assert clean(once) == once
    assert not {unicodedata.category(c) for c in once.replace("\n", "").replace("\u200d", "")} & {
        "Cc",
        "Cf",
        "Cs",
    }


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  三里社区  东门 ", "三里社区 东门"),
        ("王\u200b芳\u202e", "王芳"),
        ("一\n\n\n\n二", "一\n\n二"),
        ("a\x00b\x1b[31m", "ab[31m"),
        ("👩\u200d🚒 在岗", "👩\u200d🚒 在岗"),
        ("cafe\u0301", "café"),
        ("\ud800 独", "独"),
    ],
)
def test_what_is_kept(typed, kept):
    assert clean(typed) == kept


@pytest.mark.parametrize("limit", [1, 200])
def test_too_long_is_refused_with_the_limit(limit):
    with pytest.raises(TooLong) as refused:
        one_line("长" * (limit + 1), limit=limit)
    assert refused.value.limit == limit


@pytest.mark.parametrize(
    "text",
    ["11010519491231002X", "住户 110105194912310021 上访", "１１０１０５１９４９１２３１００２Ｘ"],
)
def test_an_identity_number_is_refused(text):
    with pytest.raises(LooksLikeResidentId):
        note(text)


@pytest.mark.parametrize(
    "text", ["13800138000", "订单 99991231999912319999", "2026-11-23", "3401件"]
)
def test_other_numbers_are_fine(text):
    assert not looks_like_resident_id(text)
