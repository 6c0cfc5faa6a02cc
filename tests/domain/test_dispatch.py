"""A draft asks for what it lacks, survives being kept, and nothing is due before now."""

import json
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.dispatch import (
    AlreadyPast,
    Due,
    QuickDue,
    Target,
    TargetKind,
    quick_due,
    read_due,
)
from domain.dispatch_draft import Draft, Part
from domain.routine import Rhythm
from domain.task import Urgency
from domain.when import Every, Recurrence

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=SHANGHAI)
TODAY, TOMORROW = date(2026, 11, 23), date(2026, 11, 24)
EVERYONE = Target(kind=TargetKind.EVERYONE)
WHOLE = Draft(no=1, title="清理楼道", target=EVERYONE, due=Due(day=TODAY), urgency=Urgency.NORMAL)


@pytest.mark.parametrize(
    ("draft", "part"),
    [
        (Draft(no=1), Part.TITLE),
        (Draft(no=1, title="清理楼道"), Part.TARGET),
        (
            Draft(no=1, title="清理", target=Target(kind=TargetKind.PEOPLE, twice=("张伟",))),
            Part.TARGET,
        ),
        (Draft(no=1, title="清理楼道", target=EVERYONE), Part.DUE),
        (Draft(no=1, title="清理楼道", target=EVERYONE, due=Due(day=TODAY)), Part.URGENCY),
        (Draft(no=1, target=EVERYONE, due=Due(day=TODAY)), Part.TITLE),
        (WHOLE, None),
    ],
)
def test_the_first_open_question_is_asked(draft: Draft, part: Part | None) -> None:
    assert draft.missing is part


@pytest.mark.parametrize("part", list(Part))
def test_one_part_is_taken_out_and_the_others_stay(part: Part) -> None:
    assert WHOLE.without(part).missing is part


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("今天", Due(day=TODAY)),
        ("明天", Due(day=TOMORROW)),
        ("15:00", Due(day=TODAY, at=NOW.replace(hour=15))),
        ("明天上午9点", Due(day=TOMORROW, at=datetime(2026, 11, 24, 9, tzinfo=SHANGHAI))),
        ("不急", None),
        ("", None),
    ],
)
def test_a_typed_moment_is_understood_exactly_or_not_at_all(text: str, due: Due | None) -> None:
    assert read_due(text, now=NOW) == due


@pytest.mark.parametrize("text", ["昨天", "09:00", "今天 10:00", "2026-11-20", "今天上午9点"])
def test_a_typed_moment_that_is_past_is_refused(text: str) -> None:
    with pytest.raises(AlreadyPast):
        read_due(text, now=NOW)


@pytest.mark.parametrize(
    ("choice", "due"),
    [
        (QuickDue.TODAY, Due(day=TODAY)),
        (QuickDue.NONE, Due(day=TODAY)),
        (QuickDue.TOMORROW, Due(day=TOMORROW)),
        (QuickDue.END_OF_WORK, Due(day=TODAY, at=NOW.replace(hour=17))),
    ],
)
def test_the_quick_answers(choice: QuickDue, due: Due) -> None:
    assert quick_due(choice, now=NOW) == due


def test_the_end_of_work_is_refused_in_the_evening() -> None:
    with pytest.raises(AlreadyPast):
        quick_due(QuickDue.END_OF_WORK, now=NOW.replace(hour=17))


@pytest.mark.parametrize(
    ("minutes", "refused"), [(-1, True), (0, True), (1, False), (24 * 60, False)]
)
def test_an_hour_counts_to_the_minute(minutes: int, *, refused: bool) -> None:
    at = NOW + timedelta(minutes=minutes)
    due = Due(day=at.date(), at=at)
    if not refused:
        assert due.refuse_past(NOW) is None
        return
    with pytest.raises(AlreadyPast):
        due.refuse_past(NOW)


targets = st.builds(
    Target,
    kind=st.sampled_from(TargetKind),
    post=st.text(max_size=20),
    unit_id=st.integers(0, 99),
    people=st.lists(st.integers(1, 99)).map(tuple),
    twice=st.lists(st.text(min_size=1, max_size=5)).map(tuple),
)
dues = st.builds(
    Due,
    day=st.dates(date(2026, 1, 1)),
    at=st.none() | st.integers(0, 10**6).map(lambda minutes: NOW + timedelta(minutes=minutes)),
)
rhythms = st.builds(
    Rhythm,
    again=st.builds(
        Recurrence, st.sampled_from(Every), st.lists(st.integers(0, 6), unique=True).map(tuple)
    ),
    first=st.dates(date(2026, 1, 1)),
    at=st.none() | st.times(),
    last=st.none() | st.dates(date(2026, 1, 1)),
)
drafts = st.builds(
    Draft,
    no=st.integers(0),
    title=st.text(max_size=50),
    target=st.none() | targets,
    due=st.none() | dues,
    urgency=st.none() | st.sampled_from(Urgency),
    rhythm=st.none() | rhythms,
)


@given(drafts)
def test_a_draft_that_was_kept_as_json_is_the_same_draft(draft: Draft) -> None:
    assert Draft.read(json.loads(json.dumps(draft.written()))) == draft
