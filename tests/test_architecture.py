"""What the house promises about itself, held by tests."""

import ast
import re
from datetime import date
from enum import StrEnum
from pathlib import Path
from string import Formatter
from typing import Literal, get_args, get_origin

import pytest
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import StatesGroup
from importlinter import cli

import views.registry  # noqa: F401
from domain.notice import Notice
from domain.occurrence import Kind
from domain.refusals import OfficeError
from handlers import routes
from handlers.front import MAX_ID
from locales.collect import VIEWS, catalogues, texts_of
from scheduler.timetable import TIMETABLE
from tests.kit.house import SHANGHAI
from views import alarm, commands, words
from views.screen import explain, render
from views.texts import texts

ROOT = Path(__file__).parent.parent
FOLDERS = ("bot", "domain", "handlers", "models", "playground", "scheduler", "services", "views")
OPERATORS = {"WrongSetting", "OfficeNotEmpty", "AlreadyServed", "BackupRefused", "ErasureRefused"}
"""Said on the command line, never in a chat."""


def heirs(of: type) -> list[type]:
    found = [heir for child in of.__subclasses__() for heir in (child, *heirs(child))]
    return [heir for heir in found if heir.__module__.split(".")[0] in FOLDERS]


def test_the_import_contracts_hold(monkeypatch):
    """Its own logging would silence every logger that is there already."""
    monkeypatch.setattr(cli, "_configure_logging", lambda _verbose: None)
    assert cli.lint_imports() == cli.EXIT_STATUS_SUCCESS


def test_every_notice_can_be_drawn():
    undrawn = render.dispatch(object)
    assert [n.__name__ for n in heirs(Notice) if render.dispatch(n) is undrawn] == []


def test_every_refusal_has_a_sentence():
    unsaid = explain.dispatch(object)
    silent = {e.__name__ for e in heirs(OfficeError) if explain.dispatch(e) is unsaid}
    assert silent - OPERATORS == set()


def test_every_step_of_every_conversation_has_a_handler():
    table = routes()
    steps = {state.state for group in heirs(StatesGroup) for state in group.__states__}
    assert steps == set(table.steps)


def test_every_button_has_a_handler_and_a_prefix_of_its_own():
    kinds = heirs(CallbackData)
    prefixes = [kind.__prefix__ for kind in kinds]
    assert len(prefixes) == len(set(prefixes))
    assert {kind.__prefix__ for kind in kinds} == set(routes().presses)


LONGEST_PART = "阝" * 14
"""A part of a name travels under a button only when it fits; tests/handlers/test_people.py."""


def largest(kind):
    """A press with the longest value in every field."""
    by_type = {int: MAX_ID, bool: True, date: date(2026, 12, 31), str: LONGEST_PART}
    values = {}
    for name, field in kind.model_fields.items():
        of = field.annotation
        if isinstance(of, type) and issubclass(of, StrEnum):
            values[name] = max(of, key=len)
        elif get_origin(of) is Literal:
            values[name] = get_args(of)[0]
        else:
            values[name] = by_type.get(of, MAX_ID)
    return kind.model_construct(**values)


@pytest.mark.fault("C9")
def test_every_button_fits_the_64_bytes_of_the_platform():
    """aiogram refuses to pack more."""
    for kind, _, _ in routes().presses.values():
        assert len(largest(kind).pack().encode()) <= 64


def test_every_command_is_in_the_menu_and_in_the_readme():
    groups = (commands.EVERYONE, commands.AUXILIARY, commands.SUPERVISOR, commands.ADMINISTRATOR)
    offered = {name for group in groups for name, _ in group}
    hidden = {"start", "claim"}
    assert offered | hidden == set(routes().commands)
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in offered if f"`/{name}" not in readme] == []


def test_every_kind_of_occurrence_has_a_job_and_a_name_for_the_alarm():
    assert set(TIMETABLE) == set(Kind)
    assert set(alarm._JOBS) == set(Kind)


def test_every_text_is_said_in_chinese_with_the_same_blanks():
    said = {text for module in VIEWS.rglob("*.py") for text in texts_of(module)}
    known = {}
    for name, catalogue in catalogues():
        for message in catalogue:
            text = message.id if isinstance(message.id, str) else tuple(message.id)
            if text:
                assert text not in known, f"{text!r} stands in {known[text]} and {name}"
                known[text] = name
                _translated(message)
    assert said == set(known)


def test_no_text_hides_inside_a_formatted_one():
    """There the catalogues' collector does not find it, and nobody translates it."""
    hidden = [
        f"{module.name}: {ast.unparse(call)}"
        for module in VIEWS.rglob("*.py")
        for formatted in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(formatted, ast.JoinedStr)
        for call in ast.walk(formatted)
        if isinstance(call, ast.Call) and call.args and isinstance(call.args[0], ast.Constant)
        if ast.unparse(call.func) in {"t", "N_", "t.plural"}
    ]
    assert hidden == []


def _translated(message):
    english = message.id if isinstance(message.id, str) else message.id[1]
    chinese = message.string if isinstance(message.string, str) else message.string[0]
    assert chinese, f"{english!r} has no Chinese"
    assert not message.fuzzy
    optional = set() if isinstance(message.id, str) else {"n"}
    assert blanks(english) - optional == blanks(chinese) - optional, english


def blanks(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_code_has_a_word(language):
    t = texts(language, SHANGHAI)
    assert all(words.word(code, t) for _, code in words._WORDS)


def test_no_handler_and_no_service_speaks_by_itself():
    speaking = re.compile(r"\.(answer|reply|send_message|edit_text|edit_message_text)\(")
    for folder in ("handlers", "services", "scheduler"):
        for path in (ROOT / folder).rglob("*.py"):
            assert not speaking.search(path.read_text("utf-8")), path


@pytest.mark.fault("G1")
def test_nobody_sets_a_parse_mode():
    for folder in ("bot", "handlers", "views"):
        for path in (ROOT / folder).rglob("*.py"):
            assert "parse_mode" not in path.read_text("utf-8"), path


def test_no_tracked_file_names_a_registry():
    for path in [*ROOT.glob("requirements/*"), ROOT / "pyproject.toml", ROOT / "Makefile"]:
        assert not re.search(r"https?://|--(extra-)?index-url", path.read_text("utf-8")), path


def test_every_module_stays_readable():
    """250 lines, as the style page asks; migrations are written by a machine."""
    long = {
        str(path.relative_to(ROOT)): lines
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*.py")
        if "versions" not in path.parts
        if (lines := len(path.read_text("utf-8").splitlines())) > 250
    }
    assert long == {}
