"""Who did what stands in the audit, and what is kept of a person is known to that person."""

import pytest

from domain.audit import Verb
from tests.kit.deeds import functions, reached
from views.own_record_sheet import DEEDS

ONESELF = {
    "broadcast_reading": {"acknowledge_broadcast"},
    "check_in": {"check_in_at"},
    "complaint": {"complain"},
    "contest": {"contest_mark"},
    "leave": {"ask_leave"},
    "leave_ending": {"end_leave"},
    "offer": {"take_offer"},
    "person": {"speak"},
    "remark": {"answer_remark"},
    "review": {"start_review", "hand_in_review"},
    "review_edited": {"reword_answer"},
    "roll_place": {"name_place", "locate"},
    "shift_swap": {"ask_swap", "answer_swap"},
    "task": {"take_task", "finish_task", "give_up_task"},
    "training": {"attend_training", "decline_training"},
    "training_code": {"enter_code"},
    "training_quiz_sitting": {"sit_quiz", "answer_question"},
}
"""What a person says of themselves: the row that it makes has their name and the hour."""
DRAFTS = {
    "reassignment": {"next_proposal"},
    "reassignment_desk": {"look_again"},
    "roster_sent": {"ask_for_roster", "drop_roster"},
    "training_quiz": {"add_question", "drop_last_question"},
}
"""What changes nothing for anybody before something is done that is written down."""


@pytest.mark.fault("H1")
def test_an_audit_row_is_written_for_every_change_and_every_export():
    known = functions()
    silent: dict[str, set[str]] = {}
    for key, each in known.items():
        if each.name.startswith("_") or "me" not in each.arguments:
            continue
        comes_to = reached(key, known)
        writes = any(known[one].writes for one in comes_to if one in known)
        if writes and each.module.startswith("services.") and "models.audit.Audit" not in comes_to:
            silent.setdefault(each.module.removeprefix("services."), set()).add(each.name)
    assert silent == ONESELF | DRAFTS


def test_every_deed_has_its_words():
    assert set(DEEDS) == set(Verb)
