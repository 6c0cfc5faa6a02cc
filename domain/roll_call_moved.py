"""A roll's question that follows a person to a new account."""

from dataclasses import dataclass

from domain.notice import Notice, ToAccount


@dataclass(frozen=True, kw_only=True)
class RollCallMoved(ToAccount, Notice):
    """Stands in the old account where the question was: nobody answers it there any more."""

    questions: tuple[str, ...]

    @property
    def redraws(self) -> tuple[str, ...]:
        return self.questions
