"""What the functions of services/ write by whatever they call, read from their source."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
FOLDERS = ("services", "models")
WRITING = {"add", "add_all", "delete", "insert", "update", "upsert", "insert_rows", "written"}


@dataclass
class Function:
    module: str
    name: str
    arguments: set[str]
    calls: set[str] = field(default_factory=set)
    writes: bool = False

    @property
    def key(self) -> str:
        return f"{self.module}.{self.name}"


def functions() -> dict[str, Function]:
    found = [each for folder in FOLDERS for each in _of(folder)]
    changing = {*_changing()}
    for each in found:
        each.writes |= any(call.rpartition(".")[2] in changing for call in each.calls)
    return {each.key: each for each in found}


def _changing() -> Iterator[str]:
    """What a row's own methods are called by which it is changed."""
    for path in (ROOT / "models").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for each in node.body if isinstance(node, ast.ClassDef) else ():
                if isinstance(each, ast.FunctionDef) and _read(each, "", {}).writes:
                    yield each.name


def _of(folder: str) -> Iterator[Function]:
    for path in sorted((ROOT / folder).glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        module = f"{folder}.{path.stem}"
        names = _imported(tree)
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield _read(node, module, names)


def _imported(tree: ast.Module) -> dict[str, str]:
    return {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }


def _read(
    node: ast.FunctionDef | ast.AsyncFunctionDef, module: str, names: dict[str, str]
) -> Function:
    given = {each.arg for each in [*node.args.args, *node.args.kwonlyargs]}
    read = Function(module, node.name, given)
    for each in ast.walk(node):
        match each:
            case ast.Name(id=name) | ast.Call(func=ast.Name(id=name)):
                read.calls.add(names.get(name, f"{module}.{name}"))
            case ast.Attribute(value=ast.Name(id=of), attr=name, ctx=ast.Load()):
                read.calls.add(f"{names.get(of, of)}.{name}")
                read.writes |= of == "session" and name in WRITING
            case ast.Attribute(ctx=ast.Store()):
                read.writes = True
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Name):
            read.writes |= each.func.id in WRITING
    return read


def reached(start: str, among: dict[str, Function]) -> set[str]:
    """All that a function comes to, by whatever it calls."""
    seen: set[str] = set()
    ahead = [start]
    while ahead:
        key = ahead.pop()
        if key not in seen:
            seen.add(key)
            ahead += among[key].calls if key in among else ()
    return seen
