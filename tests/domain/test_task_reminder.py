"""Three steps at most, none of them at night."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.task_reminder import Subject, reminders

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = datetime(2026, 11, 23, tzinfo=SHANGHAI)
MORNING = DAY + timedelta(days=1, hours=8)


@pytest.mark.parametrize(
    ("hour", "morning", "steps"),
    [
        (10, MORNING, ["task_due 10:00", "task_overdue 12:00", "task_next_morning 08:00"]),
        (19, MORNING, ["task_due 19:00", "task_overdue 21:00", "task_next_morning 08:00"]),
        (20, MORNING, ["task_due 20:00", "task_next_morning 08:00"]),
        (23, MORNING, ["task_due 23:00", "task_next_morning 08:00"]),
        (10, None, ["task_due 10:00", "task_overdue 12:00"]),
    ],
)
def test_the_steps_of_an_hour(hour, morning, steps) -> None:
    due_at = DAY.replace(hour=hour)
    about = Subject(task_id=7, unit_id=1, due_at=due_at, next_morning=morning)
    found = list(reminders(about))
    assert [f"{one.kind} {one.due_at:%H:%M}" for one in found] == steps
    assert all(one.due_at < one.until and one.subject_id == 7 for one in found)
