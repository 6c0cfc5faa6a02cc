"""A roll's question that follows a person to a new account."""

from dataclasses import dataclass

from domain.notice import Notice


@dataclass(frozen=True, kw_only=True)
class RollCallMoved(Notice):
    """Stands in the old account where the question was: nobody answers it there any more."""

    questions: tuple[str, ...]
    chat_id: int
    language: str | None

    @property
    def account(self) -> int:
        return self.chat_id

    @property
    def spoken(self) -> str | None:
        return self.language

    @property
    def redraws(self) -> tuple[str, ...]:
        return self.questions
