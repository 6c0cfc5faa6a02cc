"""Who did what stands in the audit, and what is kept of a person is known to that person."""

import re
from pathlib import Path

import pytest
from sqlmodel import SQLModel

import models  # noqa: F401
from domain.audit import Verb
from models.own_record import SOURCES
from models.retention_rules import RULES
from tests.kit.deeds import functions, reached
from views.own_record_sheet import DEEDS

ROOT = Path(__file__).parent.parent

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
    "shift_swap_mine": {"withdraw_swap"},
    "task": {"take_task", "finish_task", "give_up_task"},
    "training": {"attend_training", "decline_training"},
    "training_code": {"enter_code"},
    "training_quiz_sitting": {"sit_quiz", "answer_question"},
}
"""What a person says of themselves: the row that it makes has their name and the hour."""
DRAFTS = {
    "reassignment": {"next_proposal"},
    "reassignment_desk": {"look_again"},
    "roster_sent": {"ask_for_roster", "confirm_roster", "drop_roster"},
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


DEEDS_ONLY = {
    *("actor_id", "added_by", "answered_by", "asked_by", "by_id", "changed_by", "decided_by"),
    *("dispatched_by", "held_for", "issued_by", "opened_by", "organised_by", "proxy_by"),
    *("reminded_by", "sent_by", "set_by", "stopped_by"),
}
"""Who did something for others: the page of one's deeds, from the audit, says it."""
BESIDE = {
    "audit.person_id": "the page of who looked",
    "holding.person_id": "the first page",
    "person_role.person_id": "the first page",
    "offer.taken_by": "the page of tasks offered",
    "outbox.person_id": "the page of messages, by the account",
    "roll_board.person_id": "counts of a roll that were shown, nothing of who saw them",
    "roster_sent.person_id": "a deed, whose table goes once it is decided",
}


def people_named():
    """Every column that names a person."""
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns:
            if any(key.column.table.name == "person" for key in column.foreign_keys):
                yield f"{table.name}.{column.name}"


@pytest.mark.fault("H8")
def test_every_row_about_a_person_is_in_their_file_or_says_where_else():
    named = {each for each in people_named() if each.split(".")[1] not in DEEDS_ONLY}
    given = {
        f"{column.table.name}.{column.key}"
        for source in SOURCES.values()
        for column in (each.__clause_element__() for each in source.of)
    }
    assert given - named <= {"person.id", "audit.actor_id"}
    assert named - given == set(BESIDE)


LASTING = {
    "a figure, by whom and when, without a word": {
        *("appointment", "broadcast_receipt", "export", "holding", "offer", "offered_to"),
        *("person_role", "quiz_attempt", "reassignment", "roll_answer", "roll_board"),
        *("roll_call", "shift_swap", "training_certificate", "training_code"),
    },
    "what the office has set or said, with who did": {
        *("broadcast", "calendar_override", "fence_rule", "leave_allowance", "office_hours"),
        *("pre_post_rule", "rota", "routine", "special_period", "task", "training"),
        *("training_material", "training_quiz"),
    },
    "the roster, until somebody who left is erased": {"person"},
    "forgotten at night by another rule, when nobody has come back to it": {"conversation"},
    "gone when the pause is over": {"pause"},
}
"""What is kept as long as the office, and why."""


def test_every_row_about_a_person_is_let_go_of_or_says_why_not():
    named = {each.split(".")[0] for each in people_named()}
    named |= {
        table.name
        for table in SQLModel.metadata.sorted_tables
        if {"chat_id", "account", "telegram_id"} & set(table.columns.keys())
    }
    over = {rule.table.__tablename__ for rule in RULES}
    assert named - over == set().union(*LASTING.values())


def test_every_table_is_in_one_class_of_data():
    page = (ROOT / "docs" / "security.md").read_text("utf-8")
    classes = page.partition("## Classes of data")[2].partition("## ")[0]
    named = [
        table
        for line in classes.splitlines()
        if line.startswith("| ")
        for table in re.findall(r"`(\w+)`", line.split("|")[2])
    ]
    assert sorted(named) == sorted(SQLModel.metadata.tables)
