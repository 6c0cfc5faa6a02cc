"""Every refusal that is written in the playground is heard somewhere, by both libraries."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PLAYGROUND = HERE.parent.parent / "playground"
REFUSE = frozenset({"bad_request", "forbidden", "conflict", "wrong", "_wrong", "Refused"})
SHORTEST = 4


def words_of(module: Path) -> Iterator[str]:
    """The fixed parts of what a module's refusals say."""
    tree = ast.parse(module.read_text("utf-8"))
    named = {
        target.id: statement.value
        for statement in tree.body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in REFUSE:
            for argument in call.args:
                said = (
                    named.get(argument.id, argument)
                    if isinstance(argument, ast.Name)
                    else argument
                )
                yield from strings_in(said)


def strings_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@pytest.fixture(scope="module")
def heard() -> list[str]:
    """What no library can write is refused on the plain line."""
    modules = [*HERE.glob("test_conformance*.py"), HERE / "test_line.py"]
    return [one for module in modules for one in strings_in(ast.parse(module.read_text("utf-8")))]


@pytest.mark.parametrize("module", sorted(PLAYGROUND.glob("*.py")), ids=lambda path: path.stem)
def test_every_refusal_is_heard(module: Path, heard: list[str]) -> None:
    said = {part.strip() for part in words_of(module) if len(part.strip()) >= SHORTEST}
    unheard = [part for part in said if not any(part[1:] in words for words in heard)]
    assert unheard == []
