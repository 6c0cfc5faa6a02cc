"""What waits for a person's buttons follows them to a new account."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.notice import Notice, ToAccount


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """`earlier` are the keys of the messages that asked for it, that of `asked` among them."""

    asked: Notice
    earlier: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class QuestionsMoved(ToAccount, Notice):
    """Stands in the old account where they were asked: nobody answers there any more."""

    questions: tuple[str, ...]

    @property
    def redraws(self) -> tuple[str, ...]:
        return self.questions
