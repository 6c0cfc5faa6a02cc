"""`muster` as an operator runs it: arguments in, exit code and both streams out."""

import logging
import sys
from dataclasses import dataclass

import pytest
import structlog

from bot.__main__ import main


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str

    def table(self, heading: str) -> dict[str, int]:
        """The counts printed below a heading, its total among them."""
        lines = [line.strip(" ┃│") for line in self.out.splitlines()]
        below = lines[next(at for at, line in enumerate(lines) if line.startswith(heading)) + 1 :]
        end = next(at for at, line in enumerate(below) if line.startswith("└"))
        cells = [line.split("│") for line in below[:end] if "│" in line]
        return {name.strip(): int(count) for name, count in cells}


class Operator:
    """Logging is put back as it was after every command: the streams are the test's."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> None:
        self.monkeypatch, self.capsys = monkeypatch, capsys

    def types(self, *words: object) -> Said:
        self.monkeypatch.setattr(sys, "argv", ["muster", *map(str, words)])
        root = logging.getLogger()
        handlers, level, hook = root.handlers[:], root.level, sys.excepthook
        self.capsys.readouterr()
        try:
            with pytest.raises(SystemExit) as left:
                main()
        finally:
            root.handlers[:], root.level, sys.excepthook = handlers, level, hook
            logging.captureWarnings(capture=False)
            structlog.reset_defaults()
        printed = self.capsys.readouterr()
        return Said(int(left.value.code or 0), printed.out, printed.err)
