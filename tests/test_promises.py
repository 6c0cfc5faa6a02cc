"""The pages of promises: each fault stands there once, and every test they name is there."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "promises.md").read_text("utf-8")
FAULTS = {"A": 10, "B": 9, "C": 12, "D": 7, "E": 4, "F": 9, "G": 17, "H": 10}
EACH = [f"{letter}{number}" for letter, count in FAULTS.items() for number in range(1, count + 1)]
SECURITY = (ROOT / "docs" / "security.md").read_text("utf-8")
ASVS = (ROOT / "docs" / "asvs.md").read_text("utf-8")
LINE = re.compile(r"^\| (V[\d.–]+) \| (.+) \| (.+) \|$", re.MULTILINE)
ROW = re.compile(r"^\| ([A-H]\d+) \| (.+) \| (.+) \|$", re.MULTILINE)
TEST = re.compile(r"`(tests/[\w/]+\.py::test_\w+)`")
KINDS = ("not applicable", "does not hold")


def proofs():
    return {fault: (promise, proof) for fault, promise, proof in ROW.findall(PAGE)}


def kind_of(proof):
    return next((kind for kind in KINDS if proof.startswith(f"{kind}: ")), "holds")


@cache
def known():
    return dict(_faults_named())


def _faults_named():
    """Every test with the faults that its name or its mark says it proves."""
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                test = f"{path.relative_to(ROOT)}::{node.name}"
                yield test, {*_by_name(node.name), *_by_mark(node)}


def _by_name(name):
    found = re.match(r"test_([a-h])(\d\d)_", name)
    return [f"{found[1].upper()}{int(found[2])}"] if found else []


def _by_mark(node):
    for mark in node.decorator_list:
        if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.fault":
            yield from (name.value for name in mark.args if isinstance(name, ast.Constant))


def test_each_of_the_78_faults_is_on_the_page_once():
    assert len(EACH) == 78
    assert [fault for fault, _, _ in ROW.findall(PAGE)] == EACH


@pytest.mark.parametrize("fault", EACH)
def test_a_promise_is_proved_by_tests_or_says_why_not(fault):
    promise, proof = proofs()[fault]
    named = TEST.findall(proof)
    assert [test for test in named if test not in known()] == []
    if kind_of(proof) == "holds":
        assert re.sub(r"`[^`]+`|<br>", "", proof) == ""
        assert [test for test in named if fault not in known()[test]] == []
        assert promise.endswith(".")
    else:
        assert proof.endswith(".")


def test_every_test_that_names_a_fault_is_on_the_page():
    listed = {
        (fault, test) for fault, (_, proof) in proofs().items() for test in TEST.findall(proof)
    }
    missing = [
        (f, test) for test, faults in known().items() for f in faults if (f, test) not in listed
    ]
    assert missing == []


def test_the_count_is_that_of_the_rows():
    counted = Counter(kind_of(proof) for _, proof in proofs().values())
    applicable = len(EACH) - counted["not applicable"]
    for said in (
        f"**{counted['holds']} of {applicable}** promises hold",
        f"those that do not hold: {counted['does not hold']}",
        f"{counted['not applicable']} are not applicable",
    ):
        assert said in PAGE


def test_each_line_of_the_security_standard_names_a_test_or_says_why_not():
    lines = LINE.findall(ASVS)
    assert len({requirement for requirement, _, _ in lines}) == len(lines) >= 70
    for _, _, proof in lines:
        assert [test for test in TEST.findall(proof) if test not in known()] == []
        assert TEST.search(proof) if kind_of(proof) == "holds" else proof.endswith(".")
    counted = Counter(kind_of(proof) for _, _, proof in lines)
    applicable = len(lines) - counted["not applicable"]
    assert f"**{counted['holds']} of {applicable}** that apply" in ASVS
    assert f"{counted['not applicable']} are not applicable" in ASVS


def test_each_sentence_of_the_security_page_names_tests_that_exist():
    sentences = re.findall(r"^\| [^|]+\. \| (.+) \|$", SECURITY, re.MULTILINE)
    assert len(sentences) >= 12
    for proof in sentences:
        assert re.sub(r"`[^`]+`|<br>", "", proof) == ""
        assert [test for test in TEST.findall(proof) if test not in known()] == []
