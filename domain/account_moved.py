"""What waits for a person's buttons follows them to a new account."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from domain.contest import WITHIN
from domain.notice import Notice, ToAccount

REQUESTS = {
    "leave:": timedelta(days=30),
    "contest:": timedelta(days=30),
    "complaint:": timedelta(days=30),
    "swap:": timedelta(days=7),
    "remark:": timedelta(days=7),
    "held:": timedelta(days=7),
    "roll-absent:": WITHIN,
    "application:": timedelta(days=1),
    "roster_sent:": timedelta(days=1),
    "roll-cut:": timedelta(hours=12),
    "reassign:": timedelta(hours=12),
}
"""How the keys of requests begin that one answer settles, and how old the oldest may be.

As long as nobody has answered nothing is drawn over them: they follow as they stand.
"""


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
