import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.review import CONFIRM, Draft, Question, Result, Step, questions, read_result
from domain.task import RESULTS, TaskState

TASKS = (7, 8)
DONE, PARTLY = Result(state=TaskState.DONE), Result(state=TaskState.PARTLY)
EXPLAINED = Result(state=TaskState.PARTLY, why="")
answers = st.sampled_from([state.value for state in RESULTS])


@pytest.mark.parametrize(
    ("draft", "asked"),
    [
        (Draft(), Question(Step.RESULT, 7)),
        (Draft(results={7: DONE}), Question(Step.RESULT, 8)),
        (Draft(results={8: DONE}), Question(Step.RESULT, 7)),
        (Draft(results={7: PARTLY}), Question(Step.WHY, 7)),
        (Draft(results={7: EXPLAINED, 8: PARTLY}), Question(Step.WHY, 8)),
        (Draft(results={7: EXPLAINED, 8: DONE}), Question(Step.PROBLEMS)),
        (Draft(results={7: DONE, 8: DONE}, problems=""), Question(Step.TOMORROW)),
        (Draft(results={7: DONE, 8: DONE}, problems="", tomorrow=""), CONFIRM),
        (Draft(asking=Question(Step.TOMORROW)), Question(Step.TOMORROW)),
        (Draft(asking=Question(Step.RESULT, 99)), Question(Step.RESULT, 7)),
    ],
)
def test_what_a_review_asks_next(draft, asked):
    assert draft.asks(TASKS) == asked


@pytest.mark.parametrize(
    ("draft", "question", "wanted"),
    [
        (Draft(), Question(Step.RESULT, 8), True),
        (Draft(), Question(Step.RESULT, 99), False),
        (Draft(), Question(Step.WHY, 7), False),
        (Draft(), CONFIRM, False),
        (Draft(results={7: DONE}), Question(Step.RESULT, 7), False),
        (Draft(results={7: DONE}), Question(Step.WHY, 7), False),
        (Draft(results={7: PARTLY}), Question(Step.WHY, 7), True),
        (Draft(results={7: EXPLAINED}), Question(Step.WHY, 7), False),
        (Draft(results={99: PARTLY}), Question(Step.WHY, 99), False),
        (Draft(problems=""), Question(Step.PROBLEMS), False),
        (Draft(problems="", asking=Question(Step.PROBLEMS)), Question(Step.PROBLEMS), True),
    ],
)
def test_an_answer_counts_once(draft, question, wanted):
    assert draft.wants(question, TASKS) is wanted


@given(st.lists(answers, min_size=20, max_size=20), st.lists(st.integers(1, 50), unique=True))
def test_answering_what_is_asked_ends_at_the_page(states, tasks):
    draft = Draft()
    tasks = tasks[:8]
    for state in states:
        asked = draft.asks(tasks)
        if asked == CONFIRM:
            break
        assert draft.wants(asked, tasks)
        draft = draft.answered(asked, state if asked.step is Step.RESULT else "天气原因")
        assert Draft.read(draft.kept()) == draft
    assert draft.asks(tasks) == CONFIRM
    assert all(not draft.wants(question, tasks) for question in questions(tasks))


@given(st.sampled_from(questions(TASKS)))
def test_going_back_keeps_every_other_answer(question):
    whole = Draft(results={7: EXPLAINED, 8: DONE}, problems="路灯", tomorrow="")
    gone_back = Draft.read(whole.kept() | {"step": str(question)})

    assert gone_back.asks(TASKS) == question
    given_again = "done" if question.step is Step.RESULT else "另一句"
    assert gone_back.answered(question, given_again).asks(TASKS) == CONFIRM


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("完成", TaskState.DONE),
        (" 已完成！", TaskState.DONE),
        ("Done.", TaskState.DONE),
        ("部分", TaskState.PARTLY),
        ("未完成", TaskState.NOT_DONE),
        ("NOT DONE", TaskState.NOT_DONE),
        ("做不了", None),
        ("完成了一半", None),
        ("", None),
    ],
)
def test_a_typed_result_is_read_only_when_it_is_one(text, result):
    assert read_result(text) is result
