import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.refusals import LooksLikeResidentId, TooLong
from domain.training_quiz import (
    ChoicesUnclear,
    Question,
    Quiz,
    Sitting,
    answered,
    pass_marks,
    read_choices,
)


def quiz(*answers, pass_mark=2):
    questions = tuple(
        Question(question_id=at, text=f"题{at}", choices=("甲", "乙", "丙"), answer=right)
        for at, right in enumerate(answers, start=1)
    )
    return Quiz(
        training_id=1, title="消防", questions=questions, pass_mark=pass_mark, is_open=True
    )


def sitting(given, *, number=1, pass_mark=2):
    whole = quiz(0, 1, 2, pass_mark=pass_mark)
    return Sitting(quiz=whole, attempt_id=1, number=number, given=tuple(given))


@pytest.mark.parametrize(
    ("given", "number", "passed", "repeats", "missed"),
    [
        ([], 1, False, False, []),
        ([0, 1], 1, False, False, []),
        ([0, 1, 2], 1, True, False, []),
        ([0, 1, 0], 1, True, False, ["题3"]),
        ([0, 0, 0], 1, False, True, ["题2", "题3"]),
        ([0, 0, 0], 2, False, False, ["题2", "题3"]),
        ([2, 1, 2], 2, True, False, ["题1"]),
    ],
)
def test_the_pass_mark_decides_with_the_last_answer(given, number, passed, repeats, missed):
    one = sitting(given, number=number)
    assert (one.has_passed, one.may_repeat) == (passed, repeats)
    assert [asked.text for asked in one.missed] == missed


@pytest.mark.parametrize(
    ("questions", "marks"),
    [(1, [1]), (2, [2]), (3, [2, 3]), (5, [3, 4, 5]), (10, [6, 8, 10]), (20, [12, 16, 20])],
)
def test_pass_marks_are_whole_questions_each_once(questions, marks):
    assert pass_marks(questions) == marks


@pytest.mark.parametrize(
    ("said", "choices"),
    [
        ("一次\n两次", ("一次", "两次")),
        (" 一次 \n\n两次\n三次\n四次", ("一次", "两次", "三次", "四次")),
    ],
)
def test_choices_are_lines(said, choices):
    assert read_choices(said) == choices


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ("", ChoicesUnclear),
        ("一次", ChoicesUnclear),
        ("一\n二\n三\n四\n五", ChoicesUnclear),
        ("一次\n一次", ChoicesUnclear),
        ("一次\n" + "长" * 61, TooLong),
        ("一次\n110101199003071234", LooksLikeResidentId),
    ],
)
def test_other_lines_are_refused(said, refusal):
    with pytest.raises(refusal):
        read_choices(said)


@given(st.lists(st.tuples(st.integers(-1, 4), st.integers(-1, 4))))
def test_whatever_is_pressed_each_question_keeps_its_first_answer(presses):
    whole, given_, first = quiz(0, 1, 2), [], {}
    for at, choice in presses:
        if not 0 <= at < 3:
            continue
        before = list(given_)
        given_ = answered(given_, at=at, choice=choice, question=whole.questions[at])
        if len(given_) > len(before):
            first[at] = choice
        assert given_[: len(before)] == before
    assert given_ == [first[at] for at in range(len(given_))]
    assert all(0 <= choice < 3 for choice in given_)
